// What a list does and what two lists do differently: the time for one record must not grow with
// their number. `records` are of the size that real files have, all of different values; of the
// other list one record in a hundred has another value, or all stand in the opposite order.
#include <algorithm>
#include <map>
#include <string>

#include <benchmark/benchmark.h>

#include <regpolicy/diff.hpp>

using namespace regpolicy;

namespace {

std::u16string digits(std::size_t number) {
  std::u16string text;
  for (const char c : std::to_string(number)) text += static_cast<char16_t>(c);
  return text;
}

struct Lists {
  Records records;
  Records edited;
  Records reversed;
};

const Lists& lists(benchmark::State& state) {
  static std::map<std::int64_t, Lists> made;
  Lists& lists = made[state.range(0)];
  if (!lists.records.empty()) return lists;
  const auto count = static_cast<std::size_t>(state.range(0));
  for (std::size_t i = 0; i < count; ++i) {
    const std::u16string key =
        u"Software\\Policies\\Microsoft\\Windows\\Component" + digits(i / 16);
    lists.records.push_back(
        {key, u"Setting" + digits(i % 16), make_dword(static_cast<std::uint32_t>(i % 100))});
  }
  lists.edited = lists.records;
  for (std::size_t i = 0; i < count; i += 100) lists.edited[i].value = make_sz(u"edited");
  lists.reversed = lists.records;
  std::ranges::reverse(lists.reversed);
  return lists;
}

void report(benchmark::State& state) {
  state.counters["record"] = benchmark::Counter(
      static_cast<double>(state.range(0)),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void effect_of_records(benchmark::State& state) {
  const Lists& made = lists(state);
  for (auto _ : state) benchmark::DoNotOptimize(effect_of(made.records));
  report(state);
}

void diff_effects_of_edited(benchmark::State& state) {
  const Effect a = effect_of(lists(state).records);
  const Effect b = effect_of(lists(state).edited);
  for (auto _ : state) benchmark::DoNotOptimize(diff_effects(a, b));
  report(state);
}

void diff_records_of_edited(benchmark::State& state) {
  const Lists& made = lists(state);
  for (auto _ : state) benchmark::DoNotOptimize(diff_records(made.records, made.edited));
  report(state);
}

void diff_records_of_reversed(benchmark::State& state) {
  const Lists& made = lists(state);
  for (auto _ : state) benchmark::DoNotOptimize(diff_records(made.records, made.reversed));
  report(state);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
}

BENCHMARK(effect_of_records)->Apply(sizes);
BENCHMARK(diff_effects_of_edited)->Apply(sizes);
BENCHMARK(diff_records_of_edited)->Apply(sizes);
BENCHMARK(diff_records_of_reversed)->Apply(sizes);

}  // namespace
