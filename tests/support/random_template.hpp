// Random templates for property tests: every member of the model takes every kind of value, among
// them what no good template has - ids that repeat, references to nothing, empty texts, languages
// that differ. Names come from a short list, so that they meet often.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <regpolicy/policy_template.hpp>

namespace regpolicy::template_tests {

class RandomTemplate {
 public:
  explicit RandomTemplate(unsigned seed) : random_(seed) {}

  Template make() {
    wild_ = chance(2);  // else most of it is as a good author writes it
    Template result;
    result.name = wild_ ? pick("Name", "With space", "a.b") : "Name";
    definitions(result.definitions);
    languages(result);
    return result;
  }

 private:
  bool chance(unsigned of) { return std::uniform_int_distribution<unsigned>(1, of)(random_) == 1; }
  bool odd(unsigned of = 6) { return wild_ && chance(of); }
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  template <class... Text>
  std::string pick(const Text&... texts) {
    const std::array<std::string, sizeof...(texts)> all = {std::string(texts)...};
    return all.at(below(all.size()));
  }
  std::string id(std::string_view stem) {
    if (odd()) return pick("A", "B", "A_B", "x-y", "\u00c5", "with space", "");
    return fmt::format("{}{}", stem, ++serial_);
  }
  std::string text() {
    if (chance(3)) {
      return pick("", " ", "Two\nlines", "\nfirst empty\n", " space \n trailing\t\n ", "it's", "\"",
                  "\"\"\"", "'''", "a'''\\b\n", "C:\\Temp\\n", "line\\\nnext \\", "tab\there",
                  "\u00e5\u00e4\u00f6 \U0001F511", "\u2028\u2029\u0085\u007f", "\ufeffmark",
                  "\"\"\n\"\"\"\n\"", "\\u0041", "ends with \"", "\u200f\u202e",
                  "#no comment\n[x]");
    }
    return fmt::format("Text {}", ++serial_);
  }
  std::string key() {
    return odd() ? pick("", "HKLM\\Software", "A\\\\B", "Trailing\\", "a/b")
                 : pick("Software\\Policies\\A", "Software\\Policies\\B");
  }
  std::string value_name() {
    return odd() ? pick("", "**del.x", "with\\slash") : fmt::format("Value{}", ++serial_);
  }
  std::string reference() { return odd(3) ? pick("", "A", "x:y", "self:A", "x:") : known_; }
  template <class Make>
  auto maybe(Make make, unsigned of = 2) -> std::optional<decltype(make())> {
    if (!chance(of)) return std::nullopt;
    return make();
  }
  std::uint32_t number() {
    return chance(2) ? static_cast<std::uint32_t>(below(20))
                     : 0xFFFFFFFFU - static_cast<std::uint32_t>(below(3));
  }
  std::uint64_t long_number() { return chance(2) ? number() : 0xFFFFFFFFFFFFFFFFU - below(3); }
  // Those of the row itself, and of an element below it that has no row.
  UnknownAttributes attributes(const std::string& way_below = "") {
    UnknownAttributes result;
    if (!odd(8)) return result;
    result.push_back({pick("Area", "xml:lang", "key.with.dots", "\u00c5"), text()});
    if (chance(2)) result.push_back({"AreaCategory", text()});
    if (!way_below.empty() && chance(2)) result.push_back({way_below + "/@xml:lang", text()});
    return result;
  }
  std::vector<std::string> annotations() {
    if (!odd(8)) return {};
    return {"<annotation application=\"x\">a &amp; b\n</annotation>", "<annotation/>"};
  }
  TemplateValue value() {
    switch (below(4)) {
      case 0: return DeleteMarker{};
      case 1: return Decimal{number()};
      case 2: return LongDecimal{long_number()};
      default: return odd() ? text() : fmt::format("data {}", ++serial_);
    }
  }
  std::optional<ValueList> value_list(unsigned of = 3) {
    if (!chance(of)) return std::nullopt;
    ValueList list{.default_key = maybe([&] { return key(); })};
    for (std::size_t i = odd() ? 0 : 1 + below(2); i > 0; --i) {
      list.items.push_back({.key = maybe([&] { return key(); }),
                            .value_name = value_name(),
                            .value = value(),
                            .unknown_attributes = attributes()});
    }
    list.unknown_attributes = attributes();
    return list;
  }

  // "$(string.ID)" of a string that some languages get.
  std::string string(const std::string& derived) {
    if (odd(12))
      return pick("", "no reference", "$(string.)", "$(string.nowhere)", "$(string.a b)");
    std::string string_id = chance(3) ? fmt::format("S{}", ++serial_) : derived;
    if (chance(6) && !strings_.empty()) string_id = strings_[below(strings_.size())];
    strings_.push_back(string_id);
    return fmt::format("$(string.{})", string_id);
  }

  ElementDetail detail(const std::string& stem) {
    switch (below(7)) {
      case 0: {
        BooleanElement row{.true_list = value_list(), .false_list = value_list()};
        row.true_value = maybe([&] { return value(); });
        row.false_value = maybe([&] { return value(); });
        return row;
      }
      case 1:
        return DecimalElement{chance(2), odd() ? number() : 0, maybe([&] { return number(); }),
                              chance(2), chance(2)};
      case 2: return TextElement{chance(2), maybe([&] { return number(); }), chance(2), chance(2)};
      case 3: {
        EnumElement row{.required = chance(2)};
        for (std::size_t i = odd(8) ? 0 : 1 + below(3); i > 0; --i) {
          row.items.push_back({.display_name = string(fmt::format("Item_{}_{}", stem, id("i"))),
                               .value = value(),
                               .value_list = value_list(),
                               .unknown_attributes = attributes()});
        }
        return row;
      }
      case 4: {
        ListElement row{.additive = chance(2), .expandable = chance(2)};
        if (chance(2)) row.value_prefix = pick("", "X");
        row.explicit_value = odd() || (!row.value_prefix && chance(2));
        return row;
      }
      case 5:
        return LongDecimalElement{chance(2), odd() ? long_number() : 0,
                                  maybe([&] { return long_number(); }), chance(2), chance(2)};
      default: {
        MultiTextElement row{.required = chance(2), .soft = chance(2)};
        row.max_length = maybe([&] { return number(); });
        row.max_strings = chance(2) ? number() : 0;
        return row;
      }
    }
  }

  Element element(const std::string& policy) {
    Element row{.id = id("E")};
    row.client_extension = odd() ? maybe([&] { return pick("no guid", ""); }) : std::nullopt;
    row.key = maybe([&] { return key(); });
    row.detail = detail(fmt::format("{}_{}", policy, row.id));
    const bool is_list = std::holds_alternative<ListElement>(row.detail);
    if (is_list ? odd() : !odd()) row.value_name = value_name();
    row.unknown_attributes = attributes();
    return row;
  }

  Policy policy() {
    Policy row{.name = id("P")};
    row.policy_class = static_cast<PolicyClass>(below(3));
    row.display_name = string("Policy_" + row.name);
    if (!chance(5)) row.explain_text = string("PolicyExplain_" + row.name);
    if (chance(8)) row.keywords = string("PolicyKeywords_" + row.name);
    row.key = key();
    if (chance(2)) row.value_name = value_name();
    if (chance(8)) row.client_extension = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
    if (!odd()) row.parent_category = reference();
    if (chance(8)) row.see_also = {"Chapter", odd() ? text() : "1"};
    row.supported_on = odd() ? "" : reference();
    row.enabled_value = maybe([&] { return value(); }, 3);
    row.disabled_value = maybe([&] { return value(); }, 3);
    row.enabled_list = value_list(5);
    row.disabled_list = value_list(5);
    for (std::size_t i = below(4); i > 0; --i) row.elements.push_back(element(row.name));
    row.annotations = annotations();
    row.unknown_attributes = attributes(row.see_also.empty() ? "supportedOn" : "seeAlso[2]");
    if (!row.elements.empty() || chance(4)) {
      std::string presentation = chance(3) ? fmt::format("Screen{}", ++serial_) : row.name;
      if (odd() && !screens_.empty()) presentation = screens_[below(screens_.size())].id;
      if (!odd()) row.presentation = fmt::format("$(presentation.{})", presentation);
      if (odd(12)) row.presentation = pick("", "junk", "$(presentation.none)");
      screens_.push_back({presentation, row.elements});
    }
    return row;
  }

  template <class Version>
  Version version() {
    Version row{.name = id("V")};
    row.display_name = string("SupportedOn_" + row.name);
    row.version_index = number();
    row.unknown_attributes = attributes();
    return row;
  }

  SupportedOnDefinition definition() {
    SupportedOnDefinition row{.name = id("D")};
    row.display_name = string("SupportedOn_" + row.name);
    row.unknown_attributes = attributes();
    if (chance(2)) return row;
    SupportedCondition condition;
    if (chance(2)) condition.logic = SupportedCondition::Logic::all_of;
    for (std::size_t i = odd() ? 0 : 1 + below(2); i > 0; --i) {
      if (chance(2)) {
        condition.terms.emplace_back(SupportedReference{"D", attributes()});
      } else {
        condition.terms.emplace_back(SupportedRange{"V", maybe([&] { return number(); }),
                                                    maybe([&] { return number(); }), attributes()});
      }
    }
    row.condition = condition;
    return row;
  }

  void definitions(PolicyDefinitions& all) {
    all.revision = odd() ? pick("", "1.04.0000") : "2.7";
    all.min_required_revision = odd() ? pick("", "9.9", "x") : pick("2.7", "2.1");
    if (odd()) all.schema_version = pick("", "1.1");
    all.target = {odd() ? id("self") : "self", odd() ? pick("", "a b") : "Some.Namespace"};
    if (chance(2)) all.using_namespaces.push_back({odd() ? "self" : "x", "Other.Namespace"});
    if (chance(4)) all.superseded_adm = {"old.adm", odd() ? "a\\b.adm" : "older.adm"};
    for (std::size_t i = below(2); i > 0; --i) {
      Product& product = all.products.emplace_back(Product{.name = id("V")});
      product.display_name = string("SupportedOn_" + product.name);
      for (std::size_t k = below(3); k > 0; --k) {
        product.major_versions.push_back(version<MajorVersion>());
        if (chance(2)) {
          product.major_versions.back().minor_versions.push_back(version<MinorVersion>());
        }
      }
      product.unknown_attributes = attributes();
    }
    for (std::size_t i = below(3); i > 0; --i) all.supported_on.push_back(definition());
    known_ = all.supported_on.empty() ? "A" : all.supported_on.front().name;
    for (std::size_t i = below(3); i > 0; --i) {
      Category& category = all.categories.emplace_back(Category{.name = id("C")});
      category.display_name = string("Category_" + category.name);
      if (chance(2)) category.explain_text = string("CategoryExplain_" + category.name);
      if (chance(8)) category.keywords = string("CategoryKeywords_" + category.name);
      if (odd()) category.parent_category = reference();
      if (chance(8)) category.see_also = {"Chapter 1"};
      category.annotations = annotations();
      category.unknown_attributes = attributes();
    }
    for (std::size_t i = below(5); i > 0; --i) all.policies.push_back(policy());
    all.annotations = annotations();
    all.unknown_attributes = attributes();
  }

  // ---- resources ----

  struct Screen {
    std::string id;
    std::vector<Element> elements;
  };

  Control control_of(const Element& element) {
    const std::string& ref = element.id;
    std::size_t kind = element.detail.index();
    if (odd(10)) kind = below(7);
    switch (kind) {
      case 0: return CheckBox{ref, text(), maybe([&] { return chance(2); }), attributes()};
      case 1:
        return DecimalTextBox{ref,
                              text(),
                              maybe([&] { return number(); }),
                              maybe([&] { return chance(2); }),
                              maybe([&] { return number(); }),
                              attributes()};
      case 2: {
        if (chance(2)) {
          return TextBox{ref, text(), maybe([&] { return text(); }), attributes("label")};
        }
        ComboBox box{.ref_id = ref, .label = text()};
        box.no_sort = maybe([&] { return chance(2); });
        box.default_value = maybe([&] { return text(); });
        for (std::size_t i = below(3); i > 0; --i) box.suggestions.push_back(text());
        return box;
      }
      case 3:
        return DropdownList{ref, text(), maybe([&] { return chance(2); }),
                            maybe([&] { return odd() ? number() : 0U; }), attributes()};
      case 4: return ListBox{ref, text(), attributes()};
      case 5:
        return LongDecimalTextBox{ref,
                                  text(),
                                  maybe([&] { return number(); }),
                                  maybe([&] { return chance(2); }),
                                  maybe([&] { return number(); }),
                                  attributes()};
      default:
        return MultiTextBox{ref, text(), maybe([&] { return chance(2); }),
                            maybe([&] { return number(); }), attributes()};
    }
  }

  Presentation presentation(const Screen& screen) {
    Presentation row{.id = screen.id};
    for (const Element& element : screen.elements) {
      if (odd(10)) continue;
      if (chance(4)) row.controls.emplace_back(TextControl{text(), attributes()});
      row.controls.push_back(control_of(element));
    }
    if (chance(4)) row.controls.emplace_back(TextControl{text()});
    if (chance(4)) std::ranges::shuffle(row.controls, random_);
    row.unknown_attributes = attributes();
    return row;
  }

  // The same controls with other texts.
  Presentation translated(Presentation row) {
    for (Control& control : row.controls) {
      std::visit(
          [this](auto& each) {
            if constexpr (requires { each.label; }) each.label = text();
            if constexpr (requires { each.text; }) each.text = text();
            if constexpr (requires { each.suggestions; }) {
              for (std::string& suggestion : each.suggestions) suggestion = text();
            }
          },
          control);
    }
    return row;
  }

  void languages(Template& result) {
    std::vector<std::string> tags = {"en-US", "sv-SE", "fr-FR", "zh-Hans-CN"};
    std::ranges::shuffle(tags, random_);
    tags.resize(odd(10) ? 0 : 1 + below(3));
    if (!tags.empty() && chance(2)) result.definitions.fallback_culture = tags.front();
    if (odd()) result.definitions.fallback_culture = pick("de-DE", "");
    std::vector<Presentation> originals;
    for (const Screen& screen : screens_) {
      if (!odd(12)) originals.push_back(presentation(screen));
    }
    for (const std::string& tag : tags) {
      PolicyResources& row = result.resources.emplace_back(PolicyResources{.language = tag});
      row.revision = odd() ? "2.3" : result.definitions.revision;
      if (odd()) row.schema_version = "1.2";
      row.display_name = odd() ? text() : "Display";
      row.description = chance(2) ? text() : "";
      for (const std::string& string_id : strings_) {
        const auto same = std::ranges::find(row.strings, string_id, &ResourceString::id);
        if (odd(10) || (same != row.strings.end() && !odd(10))) continue;
        row.strings.push_back({string_id, text(), attributes()});
      }
      if (chance(3)) row.strings.push_back({"Unused", text(), {}});
      for (const Presentation& original : originals) {
        if (odd(12)) continue;
        row.presentations.push_back(odd(8) ? presentation({original.id, {}})
                                           : translated(original));
      }
      if (odd(4)) std::ranges::shuffle(row.presentations, random_);
      row.annotations = annotations();
      row.unknown_attributes = attributes();
    }
  }

  std::mt19937 random_;
  bool wild_ = false;
  int serial_ = 0;
  std::string known_ = "A";
  std::vector<std::string> strings_;
  std::vector<Screen> screens_;
};

}  // namespace regpolicy::template_tests
