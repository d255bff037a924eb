// What the elements of a policy write. The rows of docs/compile.md, in its order.
#include <catch2/catch.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::compile_setting;
using tests::template_of;
using Lines = std::vector<std::string>;
using Options = std::map<std::string, OptionValue>;
using Texts = std::vector<std::string>;

namespace {

// A policy with one element "E" of the value V, without a value of its own.
Policy with_element(ElementDetail detail) {
  Policy policy;
  policy.elements = {{.id = "E", .value_name = "V", .detail = std::move(detail)}};
  return policy;
}

Policy with_list(ListElement list) {
  Policy policy;
  policy.elements = {{.id = "E", .key = "K\\L", .detail = std::move(list)}};
  return policy;
}

Lines lines(const Policy& policy, PolicyState state, Options options = {}) {
  const auto compiled = compile_setting(template_of(policy), state, std::move(options));
  CHECK(compiled.errors == Lines{});
  return compiled.lines;
}

Lines enabled(const Policy& policy, Options options = {}) {
  return lines(policy, PolicyState::enabled, std::move(options));
}

Lines disabled(const Policy& policy) { return lines(policy, PolicyState::disabled); }

const Lines kDeleted = {"K;**del.V;REG_SZ;20000000"};

ValueList list_of(std::string name, std::uint32_t number, std::optional<std::string> key = {}) {
  return {{}, {{std::move(key), std::move(name), Decimal{number}}}};
}

EnumElement colours() {
  EnumElement colours;
  colours.items = {{"$(string.Red)", Decimal{1}, {}},
                   {"$(string.Green)", "green", list_of("Extra", 9)},
                   {"$(string.None)", DeleteMarker{}, {}},
                   {"$(string.Big)", LongDecimal{1ULL << 40}, {}}};
  return colours;
}

}  // namespace

TEST_CASE("A boolean with values writes that of its box, checked or not") {
  const Policy policy = with_element(BooleanElement{Decimal{10}, "off", {}, {}});
  CHECK(enabled(policy, {{"E", true}}) == Lines{"K;V;REG_DWORD;0a000000"});
  CHECK(enabled(policy, {{"E", false}}) == Lines{"K;V;REG_SZ;6f00660066000000"});
}

TEST_CASE("A boolean without values is REG_DWORD 1 when checked and gone when not") {
  const Policy policy = with_element(BooleanElement{});
  CHECK(enabled(policy, {{"E", true}}) == Lines{"K;V;REG_DWORD;01000000"});
  CHECK(enabled(policy, {{"E", false}}) == kDeleted);
}

TEST_CASE("A boolean writes the list of its box after its value") {
  const Policy policy =
      with_element(BooleanElement{{}, {}, list_of("T", 1), list_of("F", 0, "Other")});
  CHECK(enabled(policy, {{"E", true}}) ==
        Lines{"K;V;REG_DWORD;01000000", "K;T;REG_DWORD;01000000"});
  CHECK(enabled(policy, {{"E", false}}) ==
        Lines{"K;**del.V;REG_SZ;20000000", "Other;F;REG_DWORD;00000000"});
}

TEST_CASE("A boolean of lists only writes no value of its own") {
  Policy policy;
  policy.elements = {{.id = "E",
                      .key = "K\\E",
                      .detail = BooleanElement{{}, {}, list_of("T", 1), list_of("F", 0)}}};
  CHECK(enabled(policy, {{"E", true}}) == Lines{"K\\E;T;REG_DWORD;01000000"});
  CHECK(disabled(policy) == Lines{"K\\E;F;REG_DWORD;00000000"});
}

TEST_CASE("A disabled boolean with a falseValue writes the falseValue") {
  const Policy policy = with_element(BooleanElement{Decimal{1}, Decimal{0}, {}, list_of("F", 7)});
  CHECK(disabled(policy) == Lines{"K;V;REG_DWORD;00000000", "K;F;REG_DWORD;07000000"});
}

TEST_CASE("A disabled boolean without falseValue is gone") {
  CHECK(disabled(with_element(BooleanElement{Decimal{1}, {}, list_of("T", 1), {}})) == kDeleted);
}

TEST_CASE("A disabled boolean with only a falseList is gone, and the list is written") {
  CHECK(disabled(with_element(BooleanElement{{}, {}, {}, list_of("F", 7)})) ==
        Lines{"K;**del.V;REG_SZ;20000000", "K;F;REG_DWORD;07000000"});
}

TEST_CASE("A decimal is a REG_DWORD, or a REG_SZ where it is stored as text") {
  CHECK(enabled(with_element(DecimalElement{}), {{"E", std::uint64_t{300}}}) ==
        Lines{"K;V;REG_DWORD;2c010000"});
  CHECK(enabled(with_element(DecimalElement{.store_as_text = true}), {{"E", std::uint64_t{30}}}) ==
        Lines{"K;V;REG_SZ;330030000000"});
}

TEST_CASE("A long decimal is a REG_QWORD, or a REG_SZ where it is stored as text") {
  LongDecimalElement element{.max_value = ~std::uint64_t{0}};
  CHECK(enabled(with_element(element), {{"E", ~std::uint64_t{0}}}) ==
        Lines{"K;V;REG_QWORD;ffffffffffffffff"});
  element.store_as_text = true;
  CHECK(enabled(with_element(element), {{"E", std::uint64_t{7}}}) == Lines{"K;V;REG_SZ;37000000"});
}

TEST_CASE("A text is a REG_SZ, or a REG_EXPAND_SZ where it is expandable") {
  CHECK(enabled(with_element(TextElement{}), {{"E", "ö"}}) == Lines{"K;V;REG_SZ;f6000000"});
  CHECK(enabled(with_element(TextElement{.expandable = true}), {{"E", "%A%"}}) ==
        Lines{"K;V;REG_EXPAND_SZ;2500410025000000"});
}

TEST_CASE("An empty text that is not required is an empty REG_SZ") {
  CHECK(enabled(with_element(TextElement{}), {{"E", ""}}) == Lines{"K;V;REG_SZ;0000"});
}

TEST_CASE("A multiText is a REG_MULTI_SZ, and two zero bytes where it is empty") {
  CHECK(enabled(with_element(MultiTextElement{}), {{"E", Texts{"a", "b"}}}) ==
        Lines{"K;V;REG_MULTI_SZ;61000000620000000000"});
  CHECK(enabled(with_element(MultiTextElement{}), {{"E", Texts{}}}) ==
        Lines{"K;V;REG_MULTI_SZ;0000"});
}

TEST_CASE("An enum writes the value of its item, then the item's list") {
  const Policy policy = with_element(colours());
  CHECK(enabled(policy, {{"E", "Red"}}) == Lines{"K;V;REG_DWORD;01000000"});
  CHECK(enabled(policy, {{"E", "Green"}}) ==
        Lines{"K;V;REG_SZ;67007200650065006e000000", "K;Extra;REG_DWORD;09000000"});
  CHECK(enabled(policy, {{"E", "None"}}) == kDeleted);
  CHECK(enabled(policy, {{"E", "Big"}}) == Lines{"K;V;REG_QWORD;0000000000010000"});
}

TEST_CASE("Disabled text, decimal, enum and multiText elements are gone") {
  CHECK(disabled(with_element(TextElement{})) == kDeleted);
  CHECK(disabled(with_element(DecimalElement{.required = true})) == kDeleted);
  CHECK(disabled(with_element(LongDecimalElement{})) == kDeleted);
  CHECK(disabled(with_element(colours())) == kDeleted);
  CHECK(disabled(with_element(MultiTextElement{})) == kDeleted);
  CHECK(disabled(with_element(TextElement{.soft = true})) == kDeleted);
}

TEST_CASE("A list clears its key first, then writes its values") {
  CHECK(
      enabled(with_list({.value_prefix = ""}), {{"E", Texts{"*", "b"}}}) ==
      Lines{"K\\L;**delvals.;REG_SZ;20000000", "K\\L;1;REG_SZ;2a000000", "K\\L;2;REG_SZ;62000000"});
}

TEST_CASE("An additive list does not clear its key") {
  CHECK(enabled(with_list({.value_prefix = "", .additive = true}), {{"E", Texts{"a"}}}) ==
        Lines{"K\\L;1;REG_SZ;61000000"});
}

TEST_CASE("The names of a list: as the data, numbered, with a prefix, or given") {
  const auto additive = [](std::optional<std::string> prefix, bool explicit_value,
                           OptionValue rows) {
    return enabled(with_list({.value_prefix = std::move(prefix),
                              .additive = true,
                              .explicit_value = explicit_value}),
                   {{"E", std::move(rows)}});
  };
  CHECK(additive({}, false, Texts{"a", "b"}) ==
        Lines{"K\\L;a;REG_SZ;61000000", "K\\L;b;REG_SZ;62000000"});
  CHECK(additive("", false, Texts{"a", "b"}) ==
        Lines{"K\\L;1;REG_SZ;61000000", "K\\L;2;REG_SZ;62000000"});
  CHECK(additive("X", false, Texts{"a", "b"}) ==
        Lines{"K\\L;X1;REG_SZ;61000000", "K\\L;X2;REG_SZ;62000000"});
  CHECK(additive({}, true, NamedTexts{{"n", "a"}, {"m", ""}}) ==
        Lines{"K\\L;n;REG_SZ;61000000", "K\\L;m;REG_SZ;0000"});
  // A prefix has no meaning where names are given; shipped templates have both.
  CHECK(additive("X", true, NamedTexts{{"n", "a"}}) == Lines{"K\\L;n;REG_SZ;61000000"});
}

TEST_CASE("An expandable list writes REG_EXPAND_SZ") {
  CHECK(enabled(with_list({.value_prefix = "", .additive = true, .expandable = true}),
                {{"E", Texts{"a"}}}) == Lines{"K\\L;1;REG_EXPAND_SZ;61000000"});
}

TEST_CASE("An empty list writes nothing") {
  CHECK(enabled(with_list({.value_prefix = ""}), {{"E", Texts{}}}) == Lines{});
  CHECK(enabled(with_list({.value_prefix = ""})) == Lines{});
}

TEST_CASE("A disabled list only clears its key, additive or not") {
  CHECK(disabled(with_list({})) == Lines{"K\\L;**delvals.;REG_SZ;20000000"});
  CHECK(disabled(with_list({.additive = true})) == Lines{"K\\L;**delvals.;REG_SZ;20000000"});
}

TEST_CASE("A soft element sets its value only where there is none") {
  CHECK(enabled(with_element(DecimalElement{.soft = true}), {{"E", std::uint64_t{2}}}) ==
        Lines{"K;**soft.V;REG_DWORD;02000000"});
  CHECK(enabled(with_element(LongDecimalElement{.soft = true}), {{"E", std::uint64_t{2}}}) ==
        Lines{"K;**soft.V;REG_QWORD;0200000000000000"});
  CHECK(enabled(with_element(TextElement{.soft = true}), {{"E", "a"}}) ==
        Lines{"K;**soft.V;REG_SZ;61000000"});
  CHECK(enabled(with_element(MultiTextElement{.soft = true}), {{"E", Texts{"a"}}}) ==
        Lines{"K;**soft.V;REG_MULTI_SZ;610000000000"});
}

TEST_CASE("Where the policy and an element share a value, the element's wins") {
  Policy policy = with_element(DecimalElement{});
  policy.value_name = "v";
  CHECK(enabled(policy, {{"E", std::uint64_t{5}}}) == Lines{"K;V;REG_DWORD;05000000"});
  CHECK(disabled(policy) == Lines{"K;**del.v;REG_SZ;20000000"});
}

TEST_CASE("A disabledValue is not undone by an element of the same value") {
  Policy policy = with_element(DecimalElement{});
  policy.value_name = "V";
  policy.disabled_value = Decimal{0};
  CHECK(disabled(policy) == Lines{"K;V;REG_DWORD;00000000"});
}

TEST_CASE("An element has the policy's key unless it names its own, and its lists follow it") {
  Policy policy;
  EnumElement choice;
  choice.items = {
      {"$(string.A)", Decimal{1}, ValueList{{}, {{"I", "X", Decimal{1}}, {{}, "Y", Decimal{2}}}}}};
  policy.elements = {{.id = "E", .key = "K\\E", .value_name = "V", .detail = choice},
                     {.id = "F", .value_name = "W", .detail = TextElement{}}};
  CHECK(enabled(policy, {{"E", "A"}, {"F", "x"}}) ==
        Lines{"K\\E;V;REG_DWORD;01000000", "I;X;REG_DWORD;01000000", "K\\E;Y;REG_DWORD;02000000",
              "K;W;REG_SZ;78000000"});
}

TEST_CASE("A list in the policy's own key does not take the policy's value away") {
  Policy policy;
  policy.value_name = "On";
  policy.elements = {{.id = "E", .detail = ListElement{.value_prefix = "A"}},
                     {.id = "F", .key = "k", .detail = ListElement{.value_prefix = "B"}}};
  CHECK(enabled(policy, {{"E", Texts{"a"}}, {"F", Texts{"b"}}}) ==
        Lines{"K;**delvals.;REG_SZ;20000000", "K;On;REG_DWORD;01000000", "K;A1;REG_SZ;61000000",
              "k;B1;REG_SZ;62000000"});
}

TEST_CASE("An option that is not given is what the presentation proposes") {
  EnumElement choice = colours();
  Policy policy;
  policy.elements = {{.id = "B", .value_name = "B", .detail = BooleanElement{}},
                     {.id = "D", .value_name = "D", .detail = DecimalElement{.required = true}},
                     {.id = "D1", .value_name = "D1", .detail = DecimalElement{}},
                     {.id = "Q", .value_name = "Q", .detail = LongDecimalElement{}},
                     {.id = "T", .value_name = "T", .detail = TextElement{.required = true}},
                     {.id = "C", .value_name = "C", .detail = TextElement{}},
                     {.id = "E", .value_name = "E", .detail = choice}};
  const Template source =
      template_of(policy, {CheckBox{"B", "", true}, DecimalTextBox{"D", "", 20, {}, {}},
                           DecimalTextBox{"D1", "", {}, {}, {}},
                           LongDecimalTextBox{"Q", "", 30, {}, {}}, TextBox{"T", "", "t"},
                           ComboBox{"C", "", {}, "c", {}}, DropdownList{"E", "", {}, 1}});
  const auto compiled = compile_setting(source, PolicyState::enabled);
  CHECK(compiled.errors == Lines{});
  CHECK(compiled.lines ==
        Lines{"K;B;REG_DWORD;01000000", "K;D;REG_DWORD;14000000", "K;D1;REG_DWORD;01000000",
              "K;Q;REG_QWORD;1e00000000000000", "K;T;REG_SZ;74000000", "K;C;REG_SZ;63000000",
              "K;E;REG_SZ;67007200650065006e000000", "K;Extra;REG_DWORD;09000000"});
}

TEST_CASE("Without option and proposal a box is unchecked, a text empty, a choice not written") {
  Policy policy;
  policy.elements = {{.id = "B", .value_name = "B", .detail = BooleanElement{}},
                     {.id = "D", .value_name = "D", .detail = DecimalElement{}},
                     {.id = "T", .value_name = "T", .detail = TextElement{}},
                     {.id = "M", .value_name = "M", .detail = MultiTextElement{}},
                     {.id = "E", .value_name = "E", .detail = colours()}};
  CHECK(enabled(policy) ==
        Lines{"K;**del.B;REG_SZ;20000000", "K;T;REG_SZ;0000", "K;M;REG_MULTI_SZ;0000"});
  const Template blank = template_of(policy, {DropdownList{"E", "", {}, 99}});
  CHECK(compile_setting(blank, PolicyState::enabled).lines.size() == 3);
}
