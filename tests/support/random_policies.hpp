// Random policies and settings of them: few keys and names, so that policies, lists and elements
// often meet at one value.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/policy_state.hpp>
#include <regpolicy/policy_template.hpp>

#include "support/random_records.hpp"

namespace tests {

using namespace regpolicy;

inline bool coin(Random& random) { return below(random, 2) == 0; }

inline std::string pick(Random& random, std::initializer_list<const char*> words) {
  return *(words.begin() + below(random, words.size()));
}

// Few names, so that policies, lists and elements often meet at one value.
inline std::string random_value_name(Random& random) {
  return pick(random, {"", "A", "a", "B", "ö"});
}
inline std::string random_key(Random& random) { return pick(random, {"K", "k", "K\\L", "M"}); }

inline TemplateValue random_template_value(Random& random) {
  switch (below(random, 4)) {
    case 0: return DeleteMarker{};
    case 1: return Decimal{static_cast<std::uint32_t>(random())};
    case 2: return LongDecimal{random()};
    default: return pick(random, {"", "text", "å"});
  }
}

template <class Make>
auto maybe(Random& random, Make make) -> std::optional<decltype(make(random))> {
  if (coin(random)) return std::nullopt;
  return make(random);
}

inline ValueList random_list(Random& random) {
  ValueList list{maybe(random, random_key), {}};
  for (std::size_t i = below(random, 3); i > 0; --i) {
    list.items.push_back(
        {maybe(random, random_key), random_value_name(random), random_template_value(random)});
  }
  return list;
}

inline ElementDetail random_detail(Random& random) {
  switch (static_cast<ElementKind>(below(random, element_kinds().size()))) {
    case ElementKind::boolean:
      return BooleanElement{maybe(random, random_template_value),
                            maybe(random, random_template_value), maybe(random, random_list),
                            maybe(random, random_list)};
    case ElementKind::decimal:
      return DecimalElement{.store_as_text = coin(random), .soft = coin(random)};
    case ElementKind::long_decimal:
      return LongDecimalElement{.store_as_text = coin(random), .soft = coin(random)};
    case ElementKind::text: return TextElement{.expandable = coin(random), .soft = coin(random)};
    case ElementKind::multi_text: return MultiTextElement{.soft = coin(random)};
    case ElementKind::enumeration:
      return EnumElement{
          false, {{"$(string.I)", random_template_value(random), maybe(random, random_list)}}};
    case ElementKind::list:
      return ListElement{coin(random) ? std::optional<std::string>("N") : std::nullopt,
                         coin(random), coin(random), coin(random)};
  }
  return TextElement{};
}

inline OptionValue fitting_answer(Random& random, const Element& element) {
  switch (kind_of(element)) {
    case ElementKind::boolean: return coin(random);
    case ElementKind::decimal:
    case ElementKind::long_decimal: return std::uint64_t{below(random, 10000)};
    case ElementKind::text: return pick(random, {"", "text", "ö"});
    case ElementKind::multi_text: return std::vector<std::string>{"a", "b"};
    case ElementKind::enumeration: return "I";
    case ElementKind::list: break;
  }
  if (std::get<ListElement>(element.detail).explicit_value)
    return NamedTexts{{"x", "1"}, {"A", ""}};
  return std::vector<std::string>{"x", "A"};
}

inline Policy random_policy(Random& random) {
  Policy policy;
  policy.key = random_key(random);
  policy.value_name = maybe(random, random_value_name);
  policy.enabled_value = maybe(random, random_template_value);
  policy.disabled_value = maybe(random, random_template_value);
  policy.enabled_list = maybe(random, random_list);
  policy.disabled_list = maybe(random, random_list);
  for (std::size_t i = below(random, 5); i > 0; --i) {
    Element element{.id = "E" + std::to_string(i), .key = maybe(random, random_key)};
    element.value_name = random_value_name(random);
    element.detail = random_detail(random);
    policy.elements.push_back(std::move(element));
  }
  return policy;
}

inline Setting random_setting(Random& random, const Policy& policy) {
  Setting setting{.policy = "t:P"};
  setting.state = static_cast<PolicyState>(below(random, 3));
  if (setting.state != PolicyState::enabled) return setting;
  for (const Element& element : policy.elements) {
    if (coin(random)) setting.options.emplace(element.id, fitting_answer(random, element));
  }
  return setting;
}

// Gives every value of the policy a name of its own below the key, and every list a key of its own.
inline void set_apart(Policy& policy, const std::string& key) {
  int count = 0;
  const auto next = [&] { return "V" + std::to_string(++count); };
  const auto rename = [&](std::optional<ValueList>& list) {
    if (!list) return;
    list->default_key.reset();
    for (ValueItem& item : list->items) {
      item.key.reset();
      item.value_name = next();
    }
  };
  policy.key = key;
  if (policy.value_name) policy.value_name = next();
  rename(policy.enabled_list);
  rename(policy.disabled_list);
  for (Element& element : policy.elements) {
    element.key.reset();
    if (std::holds_alternative<ListElement>(element.detail)) element.key = key + "\\" + next();
    if (element.value_name) element.value_name = next();
    if (auto* boolean = std::get_if<BooleanElement>(&element.detail)) {
      rename(boolean->true_list);
      rename(boolean->false_list);
    } else if (auto* enumeration = std::get_if<EnumElement>(&element.detail)) {
      for (EnumItem& item : enumeration->items) rename(item.value_list);
    }
  }
}

}  // namespace tests
