#include "policy/explain/find_options.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <ranges>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/compile.hpp>
#include <regpolicy/text.hpp>

#include "policy/explain/list_rows.hpp"
#include "policy/setting_compiler.hpp"
#include "policy/text_references.hpp"

namespace regpolicy {
namespace {

using Answers = std::vector<OptionValue>;

struct ValueName {
  std::u16string key, name;
};

std::optional<ValueName> value_name_of(const Instruction& instruction) {
  return std::visit(
      [](const auto& i) -> std::optional<ValueName> {
        if constexpr (requires { i.name; }) {
          return ValueName{i.key, i.name};
        } else {
          return std::nullopt;
        }
      },
      instruction);
}

class OptionFinder {
 public:
  OptionFinder(const IndexedPolicy& policy, Side side, const Evidence& evidence)
      : policy_(policy), evidence_(evidence) {
    found_.setting.policy = policy.name;
    found_.setting.side = side;
    found_.setting.state = PolicyState::enabled;
  }

  FoundOptions find() && {
    // Where two elements share a value, the later one's is written.
    for (const Element& element : std::views::reverse(policy_.entry.policy->elements)) {
      if (!std::holds_alternative<ListElement>(element.detail)) answer(element);
    }
    std::ranges::reverse(found_.unanswered);
    for (const Element& element : policy_.entry.policy->elements) {
      if (const auto* list = std::get_if<ListElement>(&element.detail)) fill(element, *list);
    }
    return std::move(found_);
  }

 private:
  // What the element alone would write for the answer; empty where it does not take it.
  std::optional<Instructions> written(const Element& element, const OptionValue* answer) {
    Setting setting{.policy = policy_.name, .side = found_.setting.side};
    setting.state = PolicyState::enabled;
    if (answer != nullptr) setting.options.emplace(element.id, *answer);
    Diagnostics diagnostics;
    SettingCompiler compiler{
        setting, *policy_.entry.source, *policy_.entry.policy, diagnostics, {}};
    put_element(compiler, element);
    if (!diagnostics.items.empty()) return std::nullopt;
    return std::move(compiler.instructions);
  }

  bool is_overwritten(const ValueName& value) const {
    return std::ranges::any_of(written_later_, [&](const ValueName& later) {
      return same_name(later.name, value.name) && same_name(later.key, value.key);
    });
  }

  bool holds(const Instructions& instructions) const {
    return std::ranges::all_of(instructions, [this](const Instruction& instruction) {
      const auto value = value_name_of(instruction);
      return (value && is_overwritten(*value)) || evidence_.match(instruction).holds;
    });
  }

  bool try_answer(const Element& element, const OptionValue* option) {
    const auto instructions = written(element, option);
    if (!instructions || !holds(*instructions)) return false;
    if (option != nullptr) found_.setting.options.insert_or_assign(element.id, *option);
    for (const Instruction& instruction : *instructions) {
      if (auto value = value_name_of(instruction)) written_later_.push_back(*std::move(value));
    }
    return true;
  }

  void answer(const Element& element) {
    const Answers answers =
        std::visit([&](const auto& detail) { return answers_of(element, detail); }, element.detail);
    for (const OptionValue& option : answers) {
      if (try_answer(element, &option)) return;
    }
    // An element without answer and without proposal writes nothing, so nothing must be there.
    if (is_spoken_of(element) || !try_answer(element, nullptr)) {
      found_.unanswered.push_back(element.id);
    }
  }

  bool is_spoken_of(const Element& element) {
    if (!element.value_name) return false;
    const ValueName target = target_of(element);
    return !is_overwritten(target) && evidence_.unit_at(target.key, target.name).has_value();
  }

  ValueName target_of(const Element& element) {
    Setting setting;
    Diagnostics diagnostics;
    SettingCompiler compiler{
        setting, *policy_.entry.source, *policy_.entry.policy, diagnostics, {}};
    return {key_of_element(compiler, element), compiler.units(element.value_name.value_or(""))};
  }

  const Value* value_of(const Element& element) {
    if (!element.value_name) return nullptr;
    const ValueName target = target_of(element);
    return evidence_.value_at(target.key, target.name);
  }

  Answers answers_of(const Element& element, const BooleanElement&) {
    // Where both boxes write what is there, the one that says more; else the unchecked one.
    const OptionValue checked = true, unchecked = false;
    const auto if_checked = written(element, &checked);
    const auto if_unchecked = written(element, &unchecked);
    const bool more = if_checked && if_unchecked && if_checked->size() > if_unchecked->size();
    return more ? Answers{checked, unchecked} : Answers{unchecked, checked};
  }

  template <class Number>
    requires std::same_as<Number, DecimalElement> || std::same_as<Number, LongDecimalElement>
  Answers answers_of(const Element& element, const Number& number) {
    const Value* const value = value_of(element);
    if (value == nullptr) return {};
    std::uint64_t result = 0;
    if (number.store_as_text) {
      const auto text = get_string(*value);
      if (!text) return {};
      const std::string digits = to_utf8(*text);
      const char* const last = digits.data() + digits.size();
      const auto [end, status] = std::from_chars(digits.data(), last, result);
      if (end != last || status != std::errc()) return {};
    } else if (const auto dword = get_dword(*value)) {
      result = *dword;
    } else if (const auto qword = get_qword(*value)) {
      result = *qword;
    } else {
      return {};
    }
    // A baseline's integers end at 2^63 - 1.
    if (result > INT64_MAX) return {fmt::format("{}", result)};
    return {result};
  }

  Answers answers_of(const Element& element, const TextElement&) {
    const Value* const value = value_of(element);
    if (value == nullptr) return {};
    const auto text = get_string(*value);
    if (!text || !is_well_formed(*text)) return {};
    return {to_utf8(*text)};
  }

  Answers answers_of(const Element& element, const MultiTextElement&) {
    const Value* const value = value_of(element);
    if (value == nullptr) return {};
    const auto strings = get_multi_string(*value);
    if (!strings) return {};
    std::vector<std::string> texts;
    for (const std::u16string& text : *strings) {
      if (!is_well_formed(text)) return {};
      texts.push_back(to_utf8(text));
    }
    return {std::move(texts)};
  }

  Answers answers_of(const Element& element, const EnumElement& enumeration) {
    const ValueName target = target_of(element);
    Setting setting;
    Diagnostics diagnostics;
    SettingCompiler compiler{
        setting, *policy_.entry.source, *policy_.entry.policy, diagnostics, {}};
    const bool is_open = !element.value_name || is_overwritten(target);
    std::vector<const EnumItem*> items;
    for (const EnumItem& item : enumeration.items) {
      const Instruction own = to_instruction(compiler, target.key, target.name, item.value);
      if (is_open || evidence_.match(own).holds) items.push_back(&item);
    }
    // Items of one value differ by their lists: the one that says most.
    const auto length = [](const EnumItem* item) {
      return item->value_list ? item->value_list->items.size() : 0;
    };
    std::ranges::sort(items, [&](const EnumItem* a, const EnumItem* b) {
      return length(a) != length(b) ? length(a) > length(b) : std::less<>()(a, b);
    });
    Answers answers;
    for (const EnumItem* item : items) answers.push_back(name_of(element, enumeration, *item));
    return answers;
  }

  // The shortest of an item's names that is its alone; compile() judges it.
  OptionValue name_of(const Element& element, const EnumElement& enumeration,
                      const EnumItem& item) {
    const std::string id = string_id_or_text(item.display_name);
    const std::string source_head =
        fmt::format("Item_{}_{}_", policy_.entry.policy->name, element.id);
    const auto is_unique = [&](const std::string& name) {
      return std::ranges::count_if(enumeration.items, [&](const EnumItem& other) {
               const std::string other_id = string_id_or_text(other.display_name);
               return other_id == name || other_id == source_head + name;
             }) == 1;
    };
    if (id.starts_with(source_head) && is_unique(id.substr(source_head.size()))) {
      return id.substr(source_head.size());
    }
    if (is_unique(id)) return id;
    if (const auto* number = std::get_if<Decimal>(&item.value)) return std::uint64_t{number->value};
    if (const auto* text = std::get_if<std::string>(&item.value)) return *text;
    return id;
  }

  Answers answers_of(const Element&, const ListElement&) { return {}; }  // see fill()

  // Rows are what is left of the key's values when everything else of the policy is taken off.
  void fill(const Element& element, const ListElement& list) {
    const std::u16string key = target_of(element).key;
    std::vector<Evidence::Row> rows = evidence_.rows(key);
    if (rows.empty()) return;
    Diagnostics diagnostics;
    const auto others = compile(found_.setting, policy_.entry, diagnostics);
    if (!others) return;
    std::erase_if(rows, [&](const Evidence::Row& row) {
      return std::ranges::any_of(*others, [&](const Instruction& instruction) {
        const auto value = value_name_of(instruction);
        return value && same_name(value->name, row.name) && same_name(value->key, key);
      });
    });
    // A list that is not additive empties its key first.
    if (!list.additive && !evidence_.match(DeleteAllValues{key}).holds) return;
    auto option = rows_of_list(list, rows);
    if (option) found_.setting.options.insert_or_assign(element.id, *std::move(option));
  }

  const IndexedPolicy& policy_;
  const Evidence& evidence_;
  FoundOptions found_;
  std::vector<ValueName> written_later_;
};

}  // namespace

FoundOptions find_options(const IndexedPolicy& policy, Side side, const Evidence& evidence) {
  return OptionFinder(policy, side, evidence).find();
}

}  // namespace regpolicy
