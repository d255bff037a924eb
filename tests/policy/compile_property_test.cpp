// Random policies in random states: laws that hold for all of them.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/pol.hpp>

#include "support/random_records.hpp"
#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::below;
using tests::Random;

namespace {

bool coin(Random& random) { return below(random, 2) == 0; }

std::string pick(Random& random, std::initializer_list<const char*> words) {
  return *(words.begin() + below(random, words.size()));
}

// Few names, so that policies, lists and elements often meet at one value.
std::string random_value_name(Random& random) { return pick(random, {"", "A", "a", "B", "ö"}); }
std::string random_key(Random& random) { return pick(random, {"K", "k", "K\\L", "M"}); }

TemplateValue random_template_value(Random& random) {
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

ValueList random_list(Random& random) {
  ValueList list{maybe(random, random_key), {}};
  for (std::size_t i = below(random, 3); i > 0; --i) {
    list.items.push_back(
        {maybe(random, random_key), random_value_name(random), random_template_value(random)});
  }
  return list;
}

ElementDetail random_detail(Random& random) {
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

OptionValue fitting_answer(Random& random, const Element& element) {
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

Policy random_policy(Random& random) {
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

Setting random_setting(Random& random, const Policy& policy) {
  Setting setting{.policy = "t:P"};
  setting.state = static_cast<PolicyState>(below(random, 3));
  if (setting.state != PolicyState::enabled) return setting;
  for (const Element& element : policy.elements) {
    if (coin(random)) setting.options.emplace(element.id, fitting_answer(random, element));
  }
  return setting;
}

// The values of an enabled or disabled policy, each at most once; a clearing in front of them.
void check_order(const Instructions& instructions) {
  std::set<std::u16string> keys, values;
  for (const Instruction& instruction : instructions) {
    const std::u16string key = upcase(key_of(instruction));
    const bool is_new_key = keys.insert(key).second;
    if (std::holds_alternative<DeleteAllValues>(instruction)) {
      CHECK(is_new_key);
      continue;
    }
    const std::u16string name = std::visit(
        [](const auto& i) {
          if constexpr (requires { i.name; }) return upcase(i.name);
          return std::u16string();
        },
        instruction);
    CHECK(values.insert(key + u'\0' + name).second);
  }
}

}  // namespace

TEST_CASE("Every setting compiles to records that decode to it, and always to the same") {
  std::size_t written = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Template source = tests::template_of(random_policy(random));
    const Catalog::Entry entry{&source, &source.definitions.policies.front()};
    const Setting setting = random_setting(random, *entry.policy);
    Diagnostics diagnostics;
    const auto instructions = compile(setting, entry, diagnostics);
    for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
    REQUIRE(instructions.has_value());
    const Records records = encode(*instructions);
    CHECK((decode(records) == *instructions));
    const auto bytes = pol::write(records);
    REQUIRE(bytes.has_value());
    CHECK((pol::read(*bytes) == records));
    CHECK((compile(setting, entry, diagnostics) == instructions));
    if (setting.state == PolicyState::not_configured) CHECK(instructions->empty());
    check_order(*instructions);
    written += instructions->size();
  }
  CHECK(written > 3000);  // the laws were not tested on nothing
}
