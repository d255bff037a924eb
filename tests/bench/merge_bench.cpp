// merge() and merge3(): the time for one record, from 1,000 to 1,000,000 records, beside that for
// copying the record, which grows likewise as the processor's caches hold less of the whole.
#include <map>
#include <string>

#include <benchmark/benchmark.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/merge.hpp>

using namespace regpolicy;

namespace {

std::u16string digits(std::size_t number) {
  std::u16string text;
  for (const char c : std::to_string(number)) text += static_cast<char16_t>(c);
  return text;
}

// Every fourth record of an input speaks of what the other one does.
Records make_records(std::size_t count, std::size_t input) {
  Records records;
  records.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::u16string key =
        u"Software\\Policies\\Microsoft\\Windows\\Component" + digits(i / 16);
    const std::u16string name =
        u"Setting" + digits(i % 4 == 0 ? i % 16 : 16 * (input + 1) + i % 16);
    records.push_back({key, name, make_dword(static_cast<std::uint32_t>(i % 100 + input))});
  }
  return records;
}

// Two inputs with `count` records together.
const std::vector<MergeInput>& sample(std::size_t count) {
  static std::map<std::size_t, std::vector<MergeInput>> samples;
  auto& inputs = samples[count];
  if (inputs.empty()) {
    inputs = {{"a", make_records(count / 2, 0)}, {"b", make_records(count / 2, 1)}};
  }
  return inputs;
}

void report(benchmark::State& state) {
  state.counters["record"] = benchmark::Counter(
      static_cast<double>(state.range(0)),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// What any merge has to do at least.
void copy_two_inputs(benchmark::State& state) {
  const auto& inputs = sample(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    Records records = inputs[0].records;
    records.insert(records.end(), inputs[1].records.begin(), inputs[1].records.end());
    benchmark::DoNotOptimize(records);
  }
  report(state);
}

void merge_two_inputs(benchmark::State& state) {
  const auto& inputs = sample(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(merge(inputs));
  report(state);
}

// One record in a hundred was changed on each side, each in its own place.
void merge_three_ways(benchmark::State& state) {
  const Records& base = sample(static_cast<std::size_t>(state.range(0)))[0].records;
  Records a = base, b = base;
  for (std::size_t i = 0; i + 50 < base.size(); i += 100) {
    a[i].value = make_dword(1000);
    b[i + 50].value = make_dword(1000);
  }
  for (auto _ : state) benchmark::DoNotOptimize(merge3(base, a, b));
  report(state);
}

// Deletions of keys, each with values of the other input below it.
void merge_with_deleted_keys(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0)) / 2;
  std::vector<MergeInput> inputs{{"a", make_records(count, 0)}, {"b", {}}};
  for (std::size_t i = 0; i < count; ++i) {
    inputs[1].records.push_back(
        encode(DeleteKeys{u"Software\\Policies\\Microsoft\\Windows", {u"Component" + digits(i)}}));
  }
  for (auto _ : state) benchmark::DoNotOptimize(merge(inputs));
  report(state);
}

constexpr int kSmall = 1000;
constexpr int kLarge = 1000000;

BENCHMARK(copy_two_inputs)->RangeMultiplier(10)->Range(kSmall, kLarge);
BENCHMARK(merge_two_inputs)->RangeMultiplier(10)->Range(kSmall, kLarge);
BENCHMARK(merge_with_deleted_keys)->RangeMultiplier(10)->Range(kSmall, kLarge);
BENCHMARK(merge_three_ways)->RangeMultiplier(10)->Range(kSmall, kLarge);

}  // namespace
