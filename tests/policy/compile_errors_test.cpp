// Options that do not fit their element: what is said about them.
#include <catch2/catch.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::compile_setting;
using tests::template_of;
using Lines = std::vector<std::string>;
using Options = std::map<std::string, OptionValue>;
using Texts = std::vector<std::string>;

namespace {

// The errors of an enabled policy with one element "Level", without the place that all share.
Lines errors(ElementDetail detail, Options options, std::vector<Control> controls = {},
             PolicyState state = PolicyState::enabled) {
  Policy policy;
  policy.elements = {{.id = "Level", .value_name = "V", .detail = std::move(detail)}};
  if (std::holds_alternative<ListElement>(policy.elements[0].detail)) {
    policy.elements[0].value_name.reset();
  }
  Template source = template_of(policy, std::move(controls));
  source.resources[0].strings = {
      {"Low", "Low level"}, {"High", "High level"}, {"Twin", "High level"}};
  PolicyResources swedish{.language = "sv-SE"};
  swedish.strings = {{"Low", "Låg nivå"}, {"High", "Hög nivå"}};
  source.resources.push_back(swedish);
  const auto compiled = compile_setting(source, state, std::move(options));
  if (!compiled.errors.empty()) CHECK(compiled.lines == Lines{});
  Lines messages;
  constexpr std::string_view kPlace = "b.toml:7:10: t:P: error: ";
  for (const std::string& error : compiled.errors) {
    REQUIRE(error.starts_with(kPlace));
    messages.push_back(error.substr(kPlace.size()));
  }
  return messages;
}

EnumElement levels() {
  EnumElement levels;
  levels.items = {{"$(string.Low)", Decimal{1}, {}},
                  {"$(string.High)", Decimal{2}, {}},
                  {"$(string.Twin)", "two", {}}};
  return levels;
}

}  // namespace

TEST_CASE("An unknown option is an error with the likely one") {
  CHECK(errors(DecimalElement{}, {{"Levl", std::uint64_t{1}}}) ==
        Lines{"the policy has no option 'Levl' (did you mean 'Level'?) [compile.unknown-option]"});
  CHECK(errors(DecimalElement{}, {{"Colour", std::uint64_t{1}}}) ==
        Lines{"the policy has no option 'Colour' (expected Level) [compile.unknown-option]"});
}

TEST_CASE("An option of a policy without options says so") {
  CHECK(compile_setting(template_of({.value_name = "V"}), PolicyState::enabled, {{"A", true}})
            .errors == Lines{"b.toml:7:10: t:P: error: the policy has no option 'A' (it has no "
                             "options at all) [compile.unknown-option]"});
}

TEST_CASE("Options count only where the policy is enabled") {
  CHECK(errors(DecimalElement{}, {{"Level", std::uint64_t{1}}}, {}, PolicyState::disabled) ==
        Lines{"the option 'Level' counts only where the policy is enabled, and it is disabled "
              "[compile.useless-option]"});
}

TEST_CASE("Every kind of element refuses what another kind takes") {
  const OptionValue number = std::uint64_t{1};
  CHECK(errors(BooleanElement{}, {{"Level", number}}) ==
        Lines{"the option 'Level' is a number, expected true or false [compile.wrong-type]"});
  CHECK(errors(DecimalElement{}, {{"Level", "1"}}) ==
        Lines{"the option 'Level' is a text, expected a number [compile.wrong-type]"});
  CHECK(errors(LongDecimalElement{}, {{"Level", true}}) ==
        Lines{"the option 'Level' is true or false, expected a number [compile.wrong-type]"});
  CHECK(errors(TextElement{}, {{"Level", number}}) ==
        Lines{"the option 'Level' is a number, expected a text [compile.wrong-type]"});
  CHECK(errors(MultiTextElement{}, {{"Level", "a"}}) ==
        Lines{"the option 'Level' is a text, expected an array of texts [compile.wrong-type]"});
  CHECK(errors(levels(), {{"Level", Texts{"Low"}}}) ==
        Lines{"the option 'Level' is an array of texts, expected the name or the value of an item "
              "[compile.wrong-type]"});
  CHECK(errors(ListElement{}, {{"Level", NamedTexts{}}}) ==
        Lines{"the option 'Level' is a table of texts, expected an array of texts "
              "[compile.wrong-type]"});
  CHECK(errors(ListElement{.explicit_value = true}, {{"Level", Texts{}}}) ==
        Lines{"the option 'Level' is an array of texts, expected a table of texts (name = "
              "\"data\") [compile.wrong-type]"});
}

TEST_CASE("A number must be within its limits, of which the largest is 9999 unless said") {
  CHECK(errors(DecimalElement{}, {{"Level", std::uint64_t{9999}}}) == Lines{});
  CHECK(errors(DecimalElement{}, {{"Level", std::uint64_t{10000}}}) ==
        Lines{"the option 'Level' is 10000, expected 0 to 9999 [compile.out-of-range]"});
  CHECK(errors(DecimalElement{.min_value = 5, .max_value = 8}, {{"Level", std::uint64_t{4}}}) ==
        Lines{"the option 'Level' is 4, expected 5 to 8 [compile.out-of-range]"});
  CHECK(errors(LongDecimalElement{}, {{"Level", std::uint64_t{10000}}}) ==
        Lines{"the option 'Level' is 10000, expected 0 to 9999 [compile.out-of-range]"});
}

TEST_CASE("A proposal outside the limits has to be answered") {
  CHECK(errors(DecimalElement{.min_value = 5}, {}, {DecimalTextBox{"Level", "", {}, {}, {}}}) ==
        Lines{"the option 'Level' is not given and its default is 1, expected 5 to 9999 "
              "[compile.out-of-range]"});
}

TEST_CASE("A required option without a proposal has to be given") {
  const Lines missing = {
      "the option 'Level' is not given, but the policy requires it [compile.required-option]"};
  CHECK(errors(DecimalElement{.required = true}, {}) == missing);
  CHECK(errors(LongDecimalElement{.required = true}, {}) == missing);
  CHECK(errors(TextElement{.required = true}, {}) == missing);
  CHECK(errors(MultiTextElement{.required = true}, {}) == missing);
  EnumElement choice = levels();
  choice.required = true;
  CHECK(errors(choice, {}) == missing);
}

TEST_CASE("A required option must not be empty") {
  const Lines empty = {
      "the option 'Level' is empty, but the policy requires it [compile.required-option]"};
  CHECK(errors(TextElement{.required = true}, {{"Level", ""}}) == empty);
  CHECK(errors(MultiTextElement{.required = true}, {{"Level", Texts{}}}) == empty);
}

TEST_CASE("A text is at most as long as its element says, in UTF-16 code units") {
  CHECK(errors(TextElement{.max_length = 2}, {{"Level", "🔑"}}) == Lines{});
  CHECK(errors(TextElement{.max_length = 2}, {{"Level", "abc"}}) ==
        Lines{"the option 'Level' has 3 characters, expected at most 2 [compile.out-of-range]"});
  CHECK(errors(TextElement{}, {{"Level", std::string(1024, 'a')}}) ==
        Lines{"the option 'Level' has 1024 characters, expected at most 1023 "
              "[compile.out-of-range]"});
  CHECK(errors(MultiTextElement{.max_length = 2}, {{"Level", Texts{"ab", "abc"}}}) ==
        Lines{"text 2 of the option 'Level' has 3 characters, expected at most 2 "
              "[compile.out-of-range]"});
}

TEST_CASE("A multiText has at most as many texts as its element says, and none that is empty") {
  CHECK(errors(MultiTextElement{.max_strings = 1}, {{"Level", Texts{"a", "b"}}}) ==
        Lines{"the option 'Level' has 2 texts, expected at most 1 [compile.out-of-range]"});
  CHECK(errors(MultiTextElement{}, {{"Level", Texts{"a", ""}}}) ==
        Lines{"text 2 of the option 'Level' is empty, which would end a REG_MULTI_SZ "
              "[compile.bad-text]"});
}

TEST_CASE("A text with a NUL is refused") {
  CHECK(errors(TextElement{}, {{"Level", std::string("a\0b", 3)}}) ==
        Lines{"the text 'a\\u{0000}b' holds a NUL, which ends a text in the registry "
              "[compile.bad-text]"});
}

TEST_CASE("An item of an enum is named in any language, by string id or by value") {
  for (const OptionValue& name :
       {OptionValue("Low"), OptionValue("Low level"), OptionValue("Låg nivå"),
        OptionValue(std::uint64_t{1}), OptionValue("Twin"), OptionValue("two")}) {
    CHECK(errors(levels(), {{"Level", name}}) == Lines{});
  }
}

TEST_CASE("An item of a template source is named by its own id") {
  EnumElement choice;
  choice.items = {{"$(string.Item_P_Level_Loud)", Decimal{1}, {}},
                  {"$(string.Item_P_Level_Quiet)", Decimal{2}, {}}};
  CHECK(errors(choice, {{"Level", "Quiet"}}) == Lines{});
  CHECK(errors(choice, {{"Level", "Level_Quiet"}}).size() == 1);
}

TEST_CASE("A long number may be a text of digits") {
  const LongDecimalElement element{.max_value = ~std::uint64_t{0}};
  CHECK(errors(element, {{"Level", "18446744073709551615"}}) == Lines{});
  for (const char* text : {"18446744073709551616", "-1", "", "1x"}) {
    CHECK(errors(element, {{"Level", text}}) ==
          Lines{"the option 'Level' is a text, expected a number [compile.wrong-type]"});
  }
}

TEST_CASE("An unknown item of an enum is an error with the likely one, else with all") {
  CHECK(errors(levels(), {{"Level", "Low levl"}}) ==
        Lines{"the option 'Level' has no item 'Low levl' (did you mean 'Low level'?) "
              "[compile.unknown-item]"});
  CHECK(errors(levels(), {{"Level", std::uint64_t{3}}}) ==
        Lines{"the option 'Level' has no item '3' (expected one of 'Low level', 'High level', "
              "'High level') [compile.unknown-item]"});
}

TEST_CASE("An item that several share has to be named by its string id") {
  CHECK(errors(levels(), {{"Level", "High level"}}) ==
        Lines{"the option 'Level' has 2 items 'High level' (name one by its string id, such as "
              "'High') [compile.ambiguous-item]"});
}

TEST_CASE("A list has no row twice and none that is empty") {
  CHECK(errors(ListElement{}, {{"Level", Texts{"a", "A"}}}) ==
        Lines{"row 2 of the option 'Level' repeats 'A' [compile.bad-list]"});
  CHECK(errors(ListElement{.value_prefix = ""}, {{"Level", Texts{"a", "A"}}}) == Lines{});
  CHECK(errors(ListElement{.value_prefix = ""}, {{"Level", Texts{"a", "b", "a"}}}) ==
        Lines{"row 3 of the option 'Level' repeats 'a' [compile.bad-list]"});
  CHECK(
      errors(ListElement{.explicit_value = true}, {{"Level", NamedTexts{{"a", ""}, {"", "b"}}}}) ==
      Lines{"row 2 of the option 'Level' is empty [compile.bad-list]"});
}

TEST_CASE("A list entry that would be read as a directive is refused") {
  CHECK(errors(ListElement{.additive = true}, {{"Level", Texts{"**del.x"}}}) ==
        Lines{"Registry.pol cannot say \"set K\\**del.x = REG_SZ \"**del.x\"\" "
              "[compile.not-representable]"});
}

TEST_CASE("All that is wrong with a setting is told at once, each at its place") {
  Policy policy;
  policy.elements = {{.id = "A", .value_name = "A", .detail = DecimalElement{.max_value = 3}},
                     {.id = "B", .value_name = "B", .detail = TextElement{.required = true}}};
  const Template source = template_of(policy);
  Setting setting{.policy = "t:P", .side = Side::user, .state = PolicyState::enabled};
  setting.options = {{"A", std::uint64_t{9}}, {"C", true}};
  setting.location = {.source = "b.toml", .line = 1, .column = 2};
  setting.option_locations = {{"A", {.source = "b.toml", .line = 3, .column = 4}}};
  Diagnostics diagnostics;
  CHECK_FALSE(
      compile(setting, {&source, &source.definitions.policies[0]}, diagnostics).has_value());
  Lines places;
  for (const Diagnostic& item : diagnostics.items) {
    places.push_back(to_string(item.location) + " " + item.rule);
  }
  CHECK(places ==
        Lines{"b.toml:1:2: t:P compile.wrong-side", "b.toml:1:2: t:P compile.unknown-option",
              "b.toml:3:4: t:P compile.out-of-range", "b.toml:1:2: t:P compile.required-option"});
}
