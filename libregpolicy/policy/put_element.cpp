#include <utility>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "policy/element_answer.hpp"
#include "policy/setting_compiler.hpp"

namespace regpolicy {
namespace {

// The value of one element, where the template names it. Only lists have none, and booleans that
// consist of lists only.
struct RegistryPlace {
  std::u16string key;
  std::optional<std::u16string> name;
};

RegistryPlace place_of(SettingCompiler& compiler, const Element& element) {
  RegistryPlace target{key_of_element(compiler, element), std::nullopt};
  if (element.value_name) target.name = compiler.units(*element.value_name);
  return target;
}

void put_value(SettingCompiler& compiler, const RegistryPlace& target, Value value, bool soft) {
  if (!target.name) return;
  if (soft) {
    compiler.put(SetIfAbsent{target.key, *target.name, std::move(value)});
  } else {
    compiler.put(SetValue{target.key, *target.name, std::move(value)});
  }
}

// The value and the list of one side of a check box. Without a value of its own, checked is
// REG_DWORD 1 and unchecked is gone (not 0).
void put_boolean(SettingCompiler& compiler, const Element& element, const BooleanElement& boolean,
                 bool checked) {
  const RegistryPlace target = place_of(compiler, element);
  const auto& value = checked ? boolean.true_value : boolean.false_value;
  const auto& list = checked ? boolean.true_list : boolean.false_list;
  const TemplateValue otherwise =
      checked ? TemplateValue(Decimal{1}) : TemplateValue(DeleteMarker{});
  if (target.name) {
    compiler.put(to_instruction(compiler, target.key, *target.name, value.value_or(otherwise)));
  }
  if (list) put_list(compiler, *list, target.key);
}

template <class Number>  // DecimalElement or LongDecimalElement
void put_number(SettingCompiler& compiler, const Element& element, const Number& number) {
  const auto answer = number_answer(
      compiler, element,
      {number.required, number.min_value, number.max_value.value_or(limits::kAdmxDefaultMaxValue),
       std::is_same_v<Number, LongDecimalElement>});
  if (!answer) return;
  Value value;
  if (number.store_as_text) {
    const std::string digits = std::to_string(*answer);
    value = make_sz(std::u16string(digits.begin(), digits.end()));
  } else if constexpr (std::is_same_v<Number, LongDecimalElement>) {
    value = make_qword(*answer);
  } else {
    value = make_dword(static_cast<std::uint32_t>(*answer));
  }
  put_value(compiler, place_of(compiler, element), std::move(value), number.soft);
}

void put_enum(SettingCompiler& compiler, const Element& element, const EnumElement& enumeration) {
  const EnumItem* const item = enum_answer(compiler, element, enumeration);
  if (item == nullptr) return;
  const RegistryPlace target = place_of(compiler, element);
  if (target.name) {
    compiler.put(to_instruction(compiler, target.key, *target.name, item->value));
  }
  if (item->value_list) put_list(compiler, *item->value_list, target.key);
}

struct EnabledElement {
  SettingCompiler& compiler;
  const Element& element;

  void operator()(const BooleanElement& detail) const {
    put_boolean(compiler, element, detail, boolean_answer(compiler, element));
  }
  void operator()(const DecimalElement& detail) const { put_number(compiler, element, detail); }
  void operator()(const LongDecimalElement& detail) const { put_number(compiler, element, detail); }
  void operator()(const EnumElement& detail) const { put_enum(compiler, element, detail); }
  void operator()(const ListElement& detail) const { put_list_element(compiler, element, detail); }
  void operator()(const TextElement& detail) const {
    const auto text = text_answer(compiler, element, detail);
    if (!text) return;
    const Type type = detail.expandable ? Type::expand_sz : Type::sz;
    put_value(compiler, place_of(compiler, element), make_string(type, *text), detail.soft);
  }
  void operator()(const MultiTextElement& detail) const {
    const auto strings = multi_text_answer(compiler, element, detail);
    if (!strings) return;
    put_value(compiler, place_of(compiler, element), make_multi_string(*strings), detail.soft);
  }
};

}  // namespace

void put_element(SettingCompiler& compiler, const Element& element) {
  std::visit(EnabledElement{compiler, element}, element.detail);
}

void reset_element(SettingCompiler& compiler, const Element& element) {
  const RegistryPlace target = place_of(compiler, element);
  if (std::holds_alternative<ListElement>(element.detail)) {
    compiler.clear_key(target.key);
    return;
  }
  const auto* const boolean = std::get_if<BooleanElement>(&element.detail);
  // A check box of a disabled policy says "false" in words of its own, where it has some.
  if (boolean != nullptr && boolean->false_value) {
    put_boolean(compiler, element, *boolean, false);
    return;
  }
  if (target.name) compiler.reset(target.key, *target.name);
  if (boolean != nullptr && boolean->false_list) {
    put_list(compiler, *boolean->false_list, target.key);
  }
}

}  // namespace regpolicy
