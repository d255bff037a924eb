#include "support/random_definitions.hpp"

#include <string>
#include <utility>

using namespace regpolicy;

namespace tests {
namespace {

std::size_t pick(Random& random, std::size_t count) {
  return static_cast<std::size_t>(random() % count);
}
bool coin(Random& random) { return pick(random, 2) == 0; }

// Any text that XML can hold, also what has to be escaped.
std::string text(Random& random) {
  constexpr const char* kParts[] = {"a", " ",          "\n", "\r",     "\t",    "<",
                                    "&", "\"",         "'",  "]]>",    "å",     "漢",
                                    ">", "<!-- x -->", "",   "\r\n\n", "&amp;", "😀"};
  std::string result;
  for (std::size_t i = pick(random, 5); i > 0; --i)
    result += kParts[pick(random, std::size(kParts))];
  return result;
}

std::string name(Random& random) { return "n" + std::to_string(pick(random, 1000)); }
std::string reference(Random& random) { return "$(string." + name(random) + ")"; }

template <class Make>
auto maybe(Random& random, Make make) -> std::optional<decltype(make(random))> {
  if (coin(random)) return std::nullopt;
  return make(random);
}
template <class Make>
auto several(Random& random, Make make) {
  std::vector<decltype(make(random))> result;
  for (std::size_t i = pick(random, 3); i > 0; --i) result.push_back(make(random));
  return result;
}
template <class Make>
auto some(Random& random, Make make) {
  auto result = several(random, make);
  result.push_back(make(random));
  return result;
}

std::uint32_t number(Random& random) { return static_cast<std::uint32_t>(random()); }
std::uint64_t long_number(Random& random) { return random(); }

// Those of the row itself, then, sorted, some of the elements below it that have no row.
UnknownAttributes unknown(Random& random, std::vector<std::string> below = {}) {
  UnknownAttributes result;
  for (std::size_t i = pick(random, 3); i > 0; --i) {
    result.push_back({"u" + std::to_string(i), text(random)});
  }
  std::ranges::sort(below);
  for (const std::string& way : below) {
    if (coin(random)) result.push_back({way + "/@v", text(random)});
    if (coin(random)) result.push_back({way + "/@w", text(random)});
  }
  return result;
}

std::string annotation(Random& random) {
  constexpr const char* kMarkups[] = {
      "<annotation application=\"a\"/>", "<annotation application=\"&lt;\"> x<b/> </annotation>",
      "<annotation application=\"a\"><!-- c --><b><c/><d>t&amp;&#13;\n</d></b></annotation>",
      "<annotation application=\"\"><![CDATA[<&]]></annotation>"};
  return kMarkups[pick(random, std::size(kMarkups))];
}

TemplateValue value(Random& random) {
  switch (pick(random, 4)) {
    case 0: return DeleteMarker{};
    case 1: return Decimal{number(random)};
    case 2: return LongDecimal{long_number(random)};
    default: return text(random);
  }
}

// Elements of a value, which is held by an element of that name.
std::vector<std::string> ways_of(const std::string& holder, const TemplateValue& value) {
  constexpr const char* kNames[] = {"delete", "decimal", "longDecimal", "string"};
  return {holder, holder + '/' + kNames[value.index()]};
}

ValueList list(Random& random) {
  return {.default_key = maybe(random, text),
          .items = some(random,
                        [](Random& r) {
                          ValueItem item{
                              .key = maybe(r, text), .value_name = text(r), .value = value(r)};
                          item.unknown_attributes = unknown(r, ways_of("value", item.value));
                          return item;
                        }),
          .unknown_attributes = unknown(random)};
}

template <class Detail, class Number>
Detail numbers(Random& random, Number make) {
  return {.required = coin(random),
          .min_value = make(random),
          .max_value = maybe(random, make),
          .store_as_text = coin(random),
          .soft = coin(random)};
}

EnumItem enum_item(Random& random) {
  EnumItem item{
      .display_name = reference(random), .value = value(random), .value_list = maybe(random, list)};
  item.unknown_attributes = unknown(random, ways_of("value", item.value));
  return item;
}

ElementDetail detail(Random& random) {
  switch (pick(random, 7)) {
    case 0:
      return BooleanElement{maybe(random, value), maybe(random, value), maybe(random, list),
                            maybe(random, list)};
    case 1: return numbers<DecimalElement>(random, number);
    case 2: return numbers<LongDecimalElement>(random, long_number);
    case 3: return TextElement{coin(random), maybe(random, number), coin(random), coin(random)};
    case 4:
      return MultiTextElement{coin(random), maybe(random, number), number(random), coin(random)};
    case 5: return EnumElement{coin(random), several(random, enum_item)};
    default: return ListElement{maybe(random, text), coin(random), coin(random), coin(random)};
  }
}

Element element(Random& random) {
  Element result{.id = name(random),
                 .client_extension = maybe(random, text),
                 .key = maybe(random, text),
                 .value_name = {},
                 .detail = detail(random),
                 .unknown_attributes = unknown(random)};
  if (!std::holds_alternative<ListElement>(result.detail)) result.value_name = maybe(random, text);
  return result;
}

Policy policy(Random& random) {
  Policy result;
  result.name = name(random);
  result.policy_class = static_cast<PolicyClass>(pick(random, 3));
  result.display_name = reference(random);
  result.explain_text = maybe(random, reference);
  result.presentation = maybe(random, text);
  result.key = text(random);
  result.value_name = maybe(random, text);
  result.client_extension = maybe(random, text);
  result.parent_category = maybe(random, name);
  result.see_also = several(random, text);
  result.keywords = maybe(random, text);
  result.supported_on = name(random);
  result.enabled_value = maybe(random, value);
  result.disabled_value = maybe(random, value);
  result.enabled_list = maybe(random, list);
  result.disabled_list = maybe(random, list);
  result.elements = several(random, element);
  result.annotations = several(random, annotation);
  std::vector<std::string> below = {"supportedOn"};
  if (result.parent_category) below.push_back("parentCategory");
  if (result.keywords) below.push_back("keywords");
  if (!result.see_also.empty()) below.push_back("seeAlso");
  if (result.see_also.size() > 1) below.push_back("seeAlso[2]");
  if (!result.elements.empty()) below.push_back("elements");
  if (result.enabled_value) {
    const auto ways = ways_of("enabledValue", *result.enabled_value);
    below.insert(below.end(), ways.begin(), ways.end());
  }
  result.unknown_attributes = unknown(random, below);
  return result;
}

Category category(Random& random) {
  return {.name = name(random),
          .display_name = reference(random),
          .explain_text = maybe(random, reference),
          .parent_category = maybe(random, name),
          .see_also = several(random, text),
          .keywords = maybe(random, text),
          .annotations = several(random, annotation),
          .unknown_attributes = unknown(random)};
}

Product product(Random& random) {
  const auto minor = [](Random& r) {
    return MinorVersion{.name = name(r), .display_name = text(r), .version_index = number(r)};
  };
  const auto major = [minor](Random& r) {
    return MajorVersion{.name = name(r),
                        .display_name = text(r),
                        .version_index = number(r),
                        .minor_versions = several(r, minor),
                        .unknown_attributes = unknown(r)};
  };
  return {.name = name(random),
          .display_name = reference(random),
          .major_versions = several(random, major),
          .unknown_attributes = unknown(random)};
}

SupportedOnDefinition definition(Random& random) {
  using Term = std::variant<SupportedRange, SupportedReference>;
  const auto term = [](Random& r) -> Term {
    if (coin(r)) return SupportedReference{.ref = name(r), .unknown_attributes = unknown(r)};
    return SupportedRange{.ref = name(r),
                          .min_version_index = maybe(r, number),
                          .max_version_index = maybe(r, number),
                          .unknown_attributes = unknown(r)};
  };
  const auto condition = [term](Random& r) {
    return SupportedCondition{.logic = static_cast<SupportedCondition::Logic>(pick(r, 2)),
                              .terms = some(r, term)};
  };
  return {.name = name(random),
          .display_name = reference(random),
          .condition = maybe(random, condition),
          .unknown_attributes = unknown(random)};
}

template <class Box>
Box number_box(Random& random) {
  return {.ref_id = name(random),
          .label = text(random),
          .default_value = maybe(random, number),
          .spin = maybe(random, coin),
          .spin_step = maybe(random, number),
          .unknown_attributes = unknown(random)};
}

Control control(Random& random) {
  const std::string id = name(random);
  switch (pick(random, 9)) {
    case 0: return TextControl{.text = text(random), .unknown_attributes = unknown(random)};
    case 1: return number_box<DecimalTextBox>(random);
    case 2: return number_box<LongDecimalTextBox>(random);
    case 3:
      return TextBox{.ref_id = id,
                     .label = text(random),
                     .default_value = maybe(random, text),
                     .unknown_attributes = unknown(random, {"label"})};
    case 4:
      return ComboBox{
          .ref_id = id,
          .label = text(random),
          .no_sort = maybe(random, coin),
          .default_value = maybe(random, text),
          .suggestions = {"s", "t", "u"},
          .unknown_attributes = unknown(random, {"label", "suggestion", "suggestion[3]"})};
    case 5:
      return CheckBox{.ref_id = id, .label = text(random), .default_checked = maybe(random, coin)};
    case 6:
      return DropdownList{.ref_id = id,
                          .label = text(random),
                          .no_sort = maybe(random, coin),
                          .default_item = maybe(random, number)};
    case 7: return ListBox{.ref_id = id, .label = text(random)};
    default:
      return MultiTextBox{.ref_id = id,
                          .label = text(random),
                          .show_as_dialog = maybe(random, coin),
                          .default_height = maybe(random, number)};
  }
}

}  // namespace

PolicyDefinitions random_definitions(Random& random) {
  const auto name_space = [](Random& r) { return PolicyNamespace{name(r), text(r)}; };
  PolicyDefinitions result{.revision = name(random),
                           .schema_version = name(random),
                           .target = name_space(random),
                           .using_namespaces = several(random, name_space),
                           .superseded_adm = several(random, text),
                           .min_required_revision = text(random),
                           .fallback_culture = maybe(random, text),
                           .products = several(random, product),
                           .supported_on = several(random, definition),
                           .categories = several(random, category),
                           .policies = several(random, policy),
                           .annotations = several(random, annotation)};
  std::vector<std::string> below = {"policyNamespaces", "policyNamespaces/target", "resources"};
  if (!result.using_namespaces.empty()) below.push_back("policyNamespaces/using");
  if (result.superseded_adm.size() > 1) below.push_back("supersededAdm[2]");
  if (!result.products.empty()) below.push_back("supportedOn/products");
  if (!result.supported_on.empty()) {
    below.insert(below.end(), {"supportedOn", "supportedOn/definitions"});
  }
  if (!result.categories.empty()) below.push_back("categories");
  if (!result.policies.empty()) below.push_back("policies");
  result.unknown_attributes = unknown(random, below);
  return result;
}

PolicyResources random_resources(Random& random) {
  const auto string = [](Random& r) {
    return ResourceString{.id = name(r), .text = text(r), .unknown_attributes = unknown(r)};
  };
  const auto presentation = [](Random& r) {
    return Presentation{
        .id = name(r), .controls = several(r, control), .unknown_attributes = unknown(r)};
  };
  PolicyResources result{.revision = name(random),
                         .display_name = text(random),
                         .description = text(random),
                         .strings = several(random, string),
                         .presentations = several(random, presentation),
                         .annotations = several(random, annotation)};
  std::vector<std::string> below = {"displayName", "description", "resources"};
  if (!result.strings.empty()) below.push_back("resources/stringTable");
  if (!result.presentations.empty()) below.push_back("resources/presentationTable");
  result.unknown_attributes = unknown(random, below);
  return result;
}

}  // namespace tests
