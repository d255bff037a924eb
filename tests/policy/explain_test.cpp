// What explain says of single policies and of policies that meet.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/explain.hpp>
#include <regpolicy/instruction.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;
using Lines = std::vector<std::string>;

namespace {

std::string option_of(const OptionValue& option) {
  if (const bool* truth = std::get_if<bool>(&option)) return *truth ? "true" : "false";
  if (const auto* number = std::get_if<std::uint64_t>(&option)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&option)) return "'" + *text + "'";
  std::string all = "[";
  if (const auto* texts = std::get_if<std::vector<std::string>>(&option)) {
    for (const std::string& text : *texts) all += text + ";";
  } else {
    for (const auto& [name, data] : std::get<NamedTexts>(option)) all += name + "=" + data + ";";
  }
  return all + "]";
}

std::string line_of(const NamedSetting& named) {
  std::string line = fmt::format("{} {}", named.setting.policy, to_string(named.setting.state));
  for (const auto& [id, option] : named.setting.options) {
    line += fmt::format(" {}={}", id, option_of(option));
  }
  return line;
}

std::string indexes_of(const std::vector<std::size_t>& indexes) {
  std::string text;
  for (const std::size_t index : indexes) text += fmt::format(" {}", index);
  return text;
}

// Everything that an explanation says, a line each.
Lines lines_of(const Explanation& explanation) {
  Lines lines;
  for (const ExplainedSetting& setting : explanation.settings) {
    lines.push_back(line_of(setting.chosen) + " by" + indexes_of(setting.instructions));
    for (const NamedSetting& other : setting.alternatives) lines.push_back("or " + line_of(other));
  }
  for (const PartlySetPolicy& part : explanation.partly_set) {
    lines.push_back(fmt::format("partly {} found{} other{}", line_of(part.nearest),
                                indexes_of(part.found), indexes_of(part.other)));
    for (const Instruction& missing : part.missing) lines.push_back("missing " + describe(missing));
  }
  for (const UnexplainedInstruction& value : explanation.values) {
    lines.push_back(fmt::format("raw {}: {}", value.index, describe(value.instruction)));
  }
  for (const std::size_t index : explanation.superseded) {
    lines.push_back(fmt::format("superseded {}", index));
  }
  return lines;
}

Lines explained(std::vector<Policy> policies, const Instructions& instructions,
                const ExplainOptions& options = {}, Side side = Side::machine) {
  Template source;
  source.definitions.target = {"t", "Sample.Policies"};
  source.definitions.policies = std::move(policies);
  source.resources.push_back({.language = "en-US"});
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.add(std::move(source), diagnostics);
  return lines_of(explain(PolicyIndex(catalog), side, instructions, options));
}

Policy named(const std::string& name, const std::string& value_name) {
  Policy policy;
  policy.name = name;
  policy.key = "K";
  policy.value_name = value_name;
  return policy;
}

Policy with(Policy policy, std::vector<Element> elements) {
  policy.elements = std::move(elements);
  return policy;
}

const Instruction kSetV = SetValue{u"K", u"V", make_dword(1)};
const Instruction kDeleteV = DeleteValue{u"K", u"V"};

}  // namespace

TEST_CASE("A value that a policy writes where it is enabled is that policy, enabled") {
  CHECK(explained({named("P", "V")}, {kSetV}) == Lines{"t:P enabled by 0"});
}

TEST_CASE("A delete that a policy writes where it is disabled is that policy, disabled") {
  CHECK(explained({named("P", "V")}, {kDeleteV}) == Lines{"t:P disabled by 0"});
}

TEST_CASE("Keys and names are found without regard to case") {
  CHECK(explained({named("P", "V")}, {SetValue{u"k", u"v", make_dword(1)}}) ==
        Lines{"t:P enabled by 0"});
}

TEST_CASE("What no policy names stays as it is, in the order of the list") {
  const Instructions list{SetValue{u"Z", u"B", make_dword(1)}, CreateKey{u"A"},
                          Comment{{u"Z", u"**Comment: x", make_sz(u"")}}};
  CHECK(explained({named("P", "V")}, list) == Lines{"raw 0: set Z\\B = REG_DWORD 1",
                                                    "raw 1: create the key A",
                                                    fmt::format("raw 2: {}", describe(list[2]))});
}

TEST_CASE("A policy for the other side explains nothing") {
  CHECK(explained({named("P", "V")}, {kSetV}, {}, Side::user) ==
        Lines{"raw 0: set K\\V = REG_DWORD 1"});
}

TEST_CASE("A value that no state writes is told beside the policy and stays raw") {
  CHECK(explained({named("P", "V")}, {SetValue{u"K", u"V", make_dword(7)}}) ==
        Lines{"partly t:P not_configured found other 0", "raw 0: set K\\V = REG_DWORD 7"});
}

TEST_CASE("A policy of which a value is missing is partly set and stays raw") {
  Policy policy = named("P", "V");
  policy.enabled_list = ValueList{{}, {{{}, "W", Decimal{2}}}};
  CHECK(explained({policy}, {kSetV}) == Lines{"partly t:P enabled found 0 other",
                                              "missing set K\\W = REG_DWORD 2",
                                              "raw 0: set K\\V = REG_DWORD 1"});
}

TEST_CASE("A policy of which a value is another one is partly set and says which") {
  Policy policy = named("P", "V");
  policy.enabled_list = ValueList{{}, {{{}, "W", Decimal{2}}}};
  CHECK(explained({policy}, {kSetV, SetValue{u"K", u"W", make_dword(3)}}) ==
        Lines{"partly t:P enabled found 0 other 1", "raw 0: set K\\V = REG_DWORD 1",
              "raw 1: set K\\W = REG_DWORD 3"});
}

TEST_CASE("What a later instruction undoes is in no setting") {
  CHECK(explained({named("P", "V")}, {SetValue{u"K", u"V", make_dword(5)}, kSetV}) ==
        Lines{"t:P enabled by 1", "superseded 0"});
}

TEST_CASE("Every kind of element gives its option") {
  const Policy policy = with(
      named("P", "V"),
      {{.id = "Flag", .value_name = "F", .detail = BooleanElement{}},
       {.id = "Number", .value_name = "N", .detail = DecimalElement{}},
       {.id = "Long", .value_name = "L", .detail = LongDecimalElement{.max_value = UINT64_MAX}},
       {.id = "Text", .value_name = "T", .detail = TextElement{.expandable = true}},
       {.id = "Lines", .value_name = "M", .detail = MultiTextElement{}},
       {.id = "Choice",
        .value_name = "C",
        .detail =
            EnumElement{false,
                        {{"$(string.Low)", Decimal{1}, {}}, {"$(string.High)", Decimal{2}, {}}}}},
       {.id = "List", .key = "K\\List", .detail = ListElement{.value_prefix = ""}}});
  CHECK(explained({policy}, {kSetV, DeleteValue{u"K", u"F"}, SetValue{u"K", u"N", make_dword(5)},
                             SetValue{u"K", u"L", make_qword(UINT64_MAX)},
                             SetValue{u"K", u"T", make_string(Type::expand_sz, u"%x%")},
                             SetValue{u"K", u"M", make_multi_string({u"a", u"b"})},
                             SetValue{u"K", u"C", make_dword(2)}, DeleteAllValues{u"K\\List"},
                             SetValue{u"K\\List", u"2", make_sz(u"two")},
                             SetValue{u"K\\List", u"1", make_sz(u"one")}}) ==
        Lines{"t:P enabled Choice='High' Flag=false Lines=[a;b;] List=[one;two;] "
              "Long='18446744073709551615' Number=5 Text='%x%' by 0 1 2 3 4 5 6 7 8 9"});
}

TEST_CASE("A number outside the element's limits is no option") {
  const Policy policy =
      with(named("P", "V"), {{.id = "Number", .value_name = "N", .detail = DecimalElement{}}});
  CHECK(explained({policy}, {kSetV, SetValue{u"K", u"N", make_dword(10000)}}).front() ==
        "partly t:P enabled found 0 other 1");
}

TEST_CASE("A list without the clearing of its key is no list of the template") {
  const Policy policy = with(
      named("P", "V"), {{.id = "List", .key = "L", .detail = ListElement{.value_prefix = ""}}});
  CHECK(explained({policy}, {kSetV, SetValue{u"L", u"1", make_sz(u"one")}}) ==
        Lines{"t:P enabled by 0", "raw 1: set L\\1 = REG_SZ \"one\""});
}

TEST_CASE("Rows behind a gap in the numbers stay raw") {
  const Policy policy = with(
      named("P", "V"), {{.id = "List", .key = "L", .detail = ListElement{.value_prefix = "x"}}});
  CHECK(explained({policy}, {kSetV, DeleteAllValues{u"L"}, SetValue{u"L", u"x1", make_sz(u"one")},
                             SetValue{u"L", u"x3", make_sz(u"three")}}) ==
        Lines{"t:P enabled List=[one;] by 0 1 2", "raw 3: set L\\x3 = REG_SZ \"three\""});
}

TEST_CASE("Of two policies that explain the same, the first by name is chosen") {
  CHECK(explained({named("Q", "V"), named("P", "V")}, {kSetV}) ==
        Lines{"t:P enabled by 0", "or t:Q enabled"});
}

TEST_CASE("The policy that explains more is chosen") {
  Policy more = named("Z", "V");
  more.enabled_list = ValueList{{}, {{{}, "W", Decimal{2}}}};
  CHECK(explained({named("P", "V"), more}, {kSetV, SetValue{u"K", u"W", make_dword(2)}}) ==
        Lines{"t:Z enabled by 0 1", "or t:P enabled"});
}

TEST_CASE("Values by name go before rows of a list that takes any") {
  const Policy list =
      with(Policy{.name = "A", .key = "K"},
           {{.id = "L", .detail = ListElement{.additive = true, .explicit_value = true}}});
  Policy text = with(Policy{.name = "T", .key = "K"},
                     {{.id = "E", .value_name = "V", .detail = TextElement{}}});
  CHECK(explained({list, text}, {SetValue{u"K", u"V", make_sz(u"x")}}) ==
        Lines{"t:T enabled E='x' by 0", "or t:A enabled L=[V=x;]"});
}

TEST_CASE("What is set in a key that is emptied by no setting stays raw with the clearing") {
  CHECK(explained({named("P", "V")}, {DeleteAllValues{u"K"}, kSetV}) ==
        Lines{"partly t:P enabled found 1 other 0", "raw 0: delete all values of K",
              "raw 1: set K\\V = REG_DWORD 1"});
}

TEST_CASE("A value that was set and deleted again leaves its key") {
  CHECK(explained({named("P", "V")}, {kSetV, kDeleteV}) ==
        Lines{"t:P disabled by 1", "raw 0: create the key K"});
}

TEST_CASE("What is below a key that is deleted stays raw") {
  CHECK(explained({named("P", "V")}, {DeleteKeys{u"", {u"K"}}, kSetV}).front() !=
        "t:P enabled by 1");
}

TEST_CASE("A state lacks what a setting deletes") {
  const Policy policy = with(
      named("P", "V"), {{.id = "Flag", .value_name = "F", .detail = BooleanElement{}},
                        {.id = "List", .key = "L", .detail = ListElement{.value_prefix = ""}}});
  CHECK(explained({policy}, {kSetV, SetValue{u"L", u"1", make_sz(u"one")}}, {.of_state = true}) ==
        Lines{"t:P enabled Flag=false List=[one;] by 0 1"});
}

TEST_CASE("A state tells nothing of a policy that only deletes") {
  CHECK(explained({named("P", "V")}, {SetValue{u"A", u"B", make_dword(1)}}, {.of_state = true}) ==
        Lines{"raw 0: set A\\B = REG_DWORD 1"});
}

TEST_CASE("Where a prefix is that of two templates the setting is named by its namespace") {
  Catalog catalog;
  Diagnostics diagnostics;
  for (const char* const uri : {"First.Policies", "Second.Policies"}) {
    Template source = tests::template_of(named("P", uri));
    source.definitions.target.uri = uri;
    catalog.add(std::move(source), diagnostics);
  }
  const Instructions list{SetValue{u"K", u"Second.Policies", make_dword(1)}};
  CHECK(lines_of(explain(PolicyIndex(catalog), Side::machine, list)) ==
        Lines{"Second.Policies:P enabled by 0"});
}
