// What explaining costs beyond knowing what the records do: `records` records against as many
// policies of all kinds, in the states that wrote them. The measure is effect_of(), which any
// reader of a policy file needs; the time for one record must not grow with the number of policies.
#include <map>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include <regpolicy/compile.hpp>
#include <regpolicy/effect.hpp>
#include <regpolicy/explain.hpp>

using namespace regpolicy;

namespace {

// A policy of the kind that its number tells. Four of six are the switches that real stores have
// most of.
Policy policy_of(std::size_t number) {
  Policy policy;
  policy.name = "Policy" + std::to_string(number);
  policy.key = "Software\\Policies\\Microsoft\\Windows\\Component" + std::to_string(number / 8);
  const std::string own = "Setting" + std::to_string(number % 8);
  Element element{.id = "Option", .value_name = own + "Option"};
  switch (number % 6) {
    case 0: element.detail = DecimalElement{}; break;
    case 1:
      element.detail = EnumElement{
          true, {{"$(string.Low)", Decimal{0}, {}}, {"$(string.High)", Decimal{1}, {}}}};
      break;
    default:
      policy.value_name = own;
      policy.enabled_value = Decimal{1};
      policy.disabled_value = Decimal{0};
      return policy;
  }
  policy.value_name = own;
  policy.elements.push_back(std::move(element));
  return policy;
}

Setting setting_of(const Policy& policy, std::size_t number) {
  Setting setting{.policy = "bench:" + policy.name};
  setting.state = number % 3 == 2 ? PolicyState::disabled : PolicyState::enabled;
  if (setting.state == PolicyState::enabled && number % 6 == 0) {
    setting.options.emplace("Option", std::uint64_t{7});
  } else if (setting.state == PolicyState::enabled && number % 6 == 1) {
    setting.options.emplace("Option", "High");
  }
  return setting;
}

struct Sample {
  Catalog catalog;
  Instructions instructions;
};

const Sample& sample(std::size_t policies, std::size_t records) {
  static std::map<std::pair<std::size_t, std::size_t>, Sample> made;
  Sample& result = made[{policies, records}];
  if (!result.instructions.empty()) return result;
  Template source;
  source.definitions.target = {"bench", "Bench.Policies"};
  for (std::size_t i = 0; i < policies; ++i) {
    source.definitions.policies.push_back(policy_of(i));
  }
  source.resources.push_back({.language = "en-US"});
  Diagnostics diagnostics;
  result.catalog.add(std::move(source), diagnostics);
  const Template& added = *result.catalog.templates().front();
  for (std::size_t i = 0; i < policies && result.instructions.size() < records; ++i) {
    const Policy& policy = added.definitions.policies[i];
    const auto written = compile(setting_of(policy, i), {&added, &policy}, diagnostics);
    result.instructions.insert(result.instructions.end(), written->begin(), written->end());
  }
  return result;
}

void report(benchmark::State& state, std::size_t records) {
  state.counters["record"] = benchmark::Counter(
      static_cast<double>(records),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["records"] = static_cast<double>(records);
}

void effect_before_explain(benchmark::State& state) {
  const Sample& made = sample(10'000, static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(effect_of(made.instructions));
  report(state, made.instructions.size());
}

void explain_against_10000_policies(benchmark::State& state) {
  const Sample& made = sample(10'000, static_cast<std::size_t>(state.range(0)));
  const PolicyIndex index(made.catalog);
  for (auto _ : state) {
    benchmark::DoNotOptimize(explain(index, Side::machine, made.instructions));
  }
  report(state, made.instructions.size());
}

void explain_1000_records_against(benchmark::State& state) {
  const Sample& made = sample(static_cast<std::size_t>(state.range(0)), 1000);
  const PolicyIndex index(made.catalog);
  for (auto _ : state) {
    benchmark::DoNotOptimize(explain(index, Side::machine, made.instructions));
  }
  report(state, made.instructions.size());
}

void index_of_policies(benchmark::State& state) {
  const Sample& made = sample(static_cast<std::size_t>(state.range(0)), 1000);
  for (auto _ : state) benchmark::DoNotOptimize(PolicyIndex(made.catalog));
}

BENCHMARK(effect_before_explain)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(explain_against_10000_policies)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(explain_1000_records_against)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(index_of_policies)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
