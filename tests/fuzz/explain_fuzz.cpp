// The laws of explain. The bytes are records of few keys and names, so that they meet the policies
// of one template; a byte of 200 or more sets a policy of it instead.
// - compile(explain(p)) has the effect of p, and the baseline survives being written and read;
// - explaining what was compiled again gives the same settings.
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <span>

#include <regpolicy/baseline_write.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/effect.hpp>
#include <regpolicy/explain.hpp>
#include <regpolicy/explain_report.hpp>

using namespace regpolicy;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

Policy switch_of(const char* name, const char* key, const char* value) {
  Policy policy;
  policy.name = name;
  policy.key = key;
  policy.value_name = value;
  return policy;
}

Policy with_elements() {
  Policy policy = switch_of("Elements", "K", "x");
  policy.elements = {
      {.id = "Flag", .value_name = "y", .detail = BooleanElement{}},
      {.id = "Text", .value_name = "", .detail = TextElement{.soft = true}},
      {.id = "Rows", .key = "K\\L", .detail = ListElement{.value_prefix = "y"}},
  };
  return policy;
}

Policy with_lists() {
  Policy policy = switch_of("Lists", "M", "x");
  policy.enabled_list = ValueList{"K", {{{}, "y", Decimal{1}}, {"M", "y", DeleteMarker{}}}};
  policy.disabled_list = ValueList{{}, {{{}, "y", std::string("B")}}};
  policy.elements = {
      {.id = "Item",
       .value_name = "",
       .detail =
           EnumElement{false,
                       {{"$(string.A)", Decimal{1}, {}},
                        {"$(string.B)", Decimal{1}, ValueList{{}, {{{}, "z", Decimal{0}}}}}}}},
      {.id = "Any", .key = "K\\L", .detail = ListElement{.additive = true, .explicit_value = true}},
  };
  return policy;
}

const Catalog& catalog() {
  static const Catalog made = [] {
    Template source;
    source.name = "Fuzz";
    source.definitions.target = {"f", "Fuzz.Policies"};
    source.definitions.policies = {switch_of("One", "K", "x"), switch_of("Two", "k", "y"),
                                   switch_of("Deep", "K\\L", "x"), with_elements(), with_lists()};
    source.resources.push_back({.language = "en-US"});
    Catalog result;
    Diagnostics diagnostics;
    result.add(std::move(source), diagnostics);
    return result;
  }();
  return made;
}

Instruction instruction_of(std::uint8_t what, std::uint8_t where) {
  static const std::u16string kKeys[] = {u"K", u"k", u"K\\L", u"M", u"K\\", u""};
  static const std::u16string kNames[] = {u"x", u"X", u"y", u"", u"y1", u"y2", u"z"};
  const std::u16string& key = kKeys[where % std::size(kKeys)];
  const std::u16string& name = kNames[where / 6 % std::size(kNames)];
  const Value value = where / 42 % 3 == 2 ? make_sz(u"B") : make_dword(where / 42U % 3);
  switch (what % 11) {
    case 0: return SetIfAbsent{key, name, value};
    case 1:
    case 2: return DeleteValue{key, name};
    case 3: return DeleteAllValues{key};
    case 4: return DeleteValues{key, {u"x", u"y"}};
    case 5: return DeleteKeys{u"K", {u"L"}};
    case 6: return SecureKey{key, where % 2 == 0};
    case 7: return CreateKey{key};
    case 8: return decode(Record{key, u"**Comment:" + name, value});
    case 9: return decode(Record{key, u"**Strange" + name, value});
    default: return SetValue{key, name, value};
  }
}

void add_setting(Instructions& instructions, std::uint8_t what, std::uint8_t where) {
  const Template& source = *catalog().templates().front();
  const Policy& policy = source.definitions.policies[where % source.definitions.policies.size()];
  Setting setting{.policy = "f:" + policy.name};
  setting.state = what % 3 == 0 ? PolicyState::disabled : PolicyState::enabled;
  if (setting.state == PolicyState::enabled && policy.name == "Elements") {
    setting.options = {{"Flag", what % 2 == 0}, {"Rows", std::vector<std::string>{"a", "b"}}};
  } else if (setting.state == PolicyState::enabled && policy.name == "Lists") {
    setting.options = {{"Item", what % 2 == 0 ? "A" : "B"}};
  }
  Diagnostics diagnostics;
  const auto written = compile(setting, {&source, &policy}, diagnostics);
  require(written.has_value());
  instructions.insert(instructions.end(), written->begin(), written->end());
}

Instructions compiled(const Baseline& baseline) {
  Diagnostics diagnostics;
  const auto result = compile(baseline, catalog(), diagnostics);
  require(result.has_value());
  return result->machine;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const PolicyIndex index(catalog());
  Instructions instructions;
  for (std::span<const std::uint8_t> bytes(data, size); bytes.size() >= 2;
       bytes = bytes.subspan(2)) {
    if (bytes[0] >= 200) {
      add_setting(instructions, bytes[0], bytes[1]);
    } else {
      instructions.push_back(instruction_of(bytes[0], bytes[1]));
    }
  }
  const Explanation explanation = explain(index, Side::machine, instructions);
  Baseline baseline = to_baseline({explanation});
  const Instructions again = compiled(baseline);
  require(same_effect(effect_of(instructions), effect_of(again)));

  baseline.name = "fuzz";
  baseline.languages = {"en-US"};
  const auto text = baseline::write(baseline);
  require(text.has_value());
  Diagnostics diagnostics;
  const auto read = baseline::read(*text, "fuzz.toml", diagnostics);
  require(read.has_value());
  require(compiled(*read) == again);

  const std::vector<ExplainedSide> sides{{"fuzz", {}, {}, instructions, explanation, {}}};
  require(!to_text(sides, catalog()).empty());
  require(!to_json(sides, catalog()).empty());

  const Explanation of_state = explain(index, Side::machine, instructions, {.of_state = true});
  require(of_state.settings.size() + of_state.values.size() <= 2 * instructions.size() + 64);
  return 0;
}
