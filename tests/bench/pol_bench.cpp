// Registry.pol against the machine's own limit: reading as views and as an owning model beside
// memchr over the same bytes, writing beside memcpy. Every benchmark reports bytes per second of
// the file and the time for one record; read_views also the most memory it held at one time, in
// bytes a record and without the file.
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <benchmark/benchmark.h>

#include <regpolicy/pol.hpp>

using namespace regpolicy;

namespace {

// What is allocated now, and the most since the last reset. The benchmarks run in one thread.
struct Memory {
  std::size_t now = 0;
  std::size_t most = 0;
};
Memory memory;

// Each block is preceded by its size.
constexpr std::size_t kBlockHead = alignof(std::max_align_t);

}  // namespace

// Not inlined: the compiler would take the pair for malloc and free of another block.
[[gnu::noinline]] void* operator new(std::size_t size) {
  void* const block = std::malloc(kBlockHead + size);
  if (block == nullptr) throw std::bad_alloc();
  std::memcpy(block, &size, sizeof size);
  memory.now += size;
  if (memory.now > memory.most) memory.most = memory.now;
  return static_cast<std::byte*>(block) + kBlockHead;
}

[[gnu::noinline]] void operator delete(void* pointer) noexcept {
  if (pointer == nullptr) return;
  void* const block = static_cast<std::byte*>(pointer) - kBlockHead;
  std::size_t size = 0;
  std::memcpy(&size, block, sizeof size);
  memory.now -= size;
  std::free(block);
}

void operator delete(void* pointer, std::size_t) noexcept { operator delete(pointer); }

namespace {

std::u16string digits(std::size_t number) {
  std::u16string text;
  for (const char c : std::to_string(number)) text += static_cast<char16_t>(c);
  return text;
}

// Records of the size that real files have: about 170 bytes, four in five a REG_DWORD.
Records make_records(std::size_t count) {
  Records records;
  records.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::u16string key =
        u"Software\\Policies\\Microsoft\\Windows\\Component" + digits(i / 16 % 10000);
    const std::u16string name = u"Setting" + digits(i % 16);
    records.push_back({key, name,
                       i % 5 != 0 ? make_dword(static_cast<std::uint32_t>(i % 100))
                                  : make_sz(u"value of a setting")});
  }
  return records;
}

struct Sample {
  Records records;
  Bytes file;
};

const Sample& sample(std::size_t count) {
  static std::map<std::size_t, Sample> samples;
  auto& one = samples[count];
  if (one.file.empty()) {
    one.records = make_records(count);
    one.file = pol::write(one.records).value();
  }
  return one;
}

void report(benchmark::State& state, std::size_t records, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["record"] = benchmark::Counter(
      static_cast<double>(records),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void memchr_over_the_file(benchmark::State& state) {
  const std::size_t count = static_cast<std::size_t>(state.range(0));
  const Bytes& file = sample(count).file;
  for (auto _ : state) {
    // A byte that the file does not hold, so that all of it is looked at.
    benchmark::DoNotOptimize(std::memchr(file.data(), 0xEE, file.size()));
  }
  report(state, count, file.size());
}

void read_with_cursor(benchmark::State& state) {
  const std::size_t count = static_cast<std::size_t>(state.range(0));
  const Bytes& file = sample(count).file;
  for (auto _ : state) {
    auto cursor = pol::Cursor::open(file);
    while (true) {
      const auto next = cursor->next();
      if (!next || !*next) break;
      benchmark::DoNotOptimize((*next)->type());
    }
  }
  report(state, count, file.size());
}

void read_views(benchmark::State& state) {
  const std::size_t count = static_cast<std::size_t>(state.range(0));
  const Bytes& file = sample(count).file;
  const std::size_t before = memory.now;
  memory.most = before;
  for (auto _ : state) benchmark::DoNotOptimize(pol::read_views(file));
  report(state, count, file.size());
  state.counters["peak_bytes/record"] =
      static_cast<double>(memory.most - before) / static_cast<double>(count);
}

void read_owned(benchmark::State& state) {
  const std::size_t count = static_cast<std::size_t>(state.range(0));
  const Bytes& file = sample(count).file;
  for (auto _ : state) benchmark::DoNotOptimize(pol::read(file));
  report(state, count, file.size());
}

void memcpy_of_the_file(benchmark::State& state) {
  const std::size_t count = static_cast<std::size_t>(state.range(0));
  const Bytes& file = sample(count).file;
  for (auto _ : state) {
    Bytes copy(file.size());
    std::memcpy(copy.data(), file.data(), file.size());
    benchmark::DoNotOptimize(copy);
  }
  report(state, count, file.size());
}

void write_records(benchmark::State& state) {
  const std::size_t count = static_cast<std::size_t>(state.range(0));
  const Records& records = sample(count).records;
  for (auto _ : state) benchmark::DoNotOptimize(pol::write(records));
  report(state, count, sample(count).file.size());
}

void register_all(std::int64_t most_records) {
  using Function = void(benchmark::State&);
  constexpr std::pair<const char*, Function*> kBenchmarks[] = {
      {"memchr_over_the_file", memchr_over_the_file},
      {"read_with_cursor", read_with_cursor},
      {"read_views", read_views},
      {"read_owned", read_owned},
      {"memcpy_of_the_file", memcpy_of_the_file},
      {"write_records", write_records},
  };
  for (const auto& [name, function] : kBenchmarks) {
    benchmark::RegisterBenchmark(name, function)->RangeMultiplier(10)->Range(1000, most_records);
  }
}

}  // namespace

// With the first argument "large" also ten million records, which need 8 GB of memory.
int main(int argc, char** argv) {
  const bool is_large = argc > 1 && std::string_view(argv[1]) == "large";
  register_all(is_large ? 10'000'000 : 1'000'000);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
