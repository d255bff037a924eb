#include "policy/setting_compiler.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// The value that the instruction is about; null for those about a whole key.
const std::u16string* name_of(const Instruction& instruction) {
  return std::visit(
      [](const auto& i) -> const std::u16string* {
        if constexpr (requires { i.name; }) {
          return &i.name;
        } else {
          return nullptr;
        }
      },
      instruction);
}

auto find_value(Instructions& instructions, const std::u16string& key, const std::u16string& name) {
  return std::ranges::find_if(instructions, [&](const Instruction& instruction) {
    const std::u16string* const other = name_of(instruction);
    return other != nullptr && same_name(*other, name) && same_name(key_of(instruction), key);
  });
}

}  // namespace

void SettingCompiler::error(std::string_view rule, std::string message, std::string hint) {
  Location location = setting.location;
  location.path = setting.policy;
  diagnostics.error(fmt::format("compile.{}", rule), std::move(message), std::move(location),
                    std::move(hint));
}

void SettingCompiler::option_error(std::string_view rule, std::string_view option,
                                   std::string message, std::string hint) {
  const auto found = setting.option_locations.find(std::string(option));
  Location location = found == setting.option_locations.end() ? setting.location : found->second;
  location.path = setting.policy;
  diagnostics.error(fmt::format("compile.{}", rule), std::move(message), std::move(location),
                    std::move(hint));
}

const PolicyResources& SettingCompiler::fallback_resources() const {
  return resources_in(source, source.definitions.fallback_culture.value_or("en-US"));
}

std::u16string SettingCompiler::units(std::string_view text, std::string_view option) {
  auto converted = to_utf16(text);
  if (converted && converted->find(u'\0') == std::u16string::npos) return *std::move(converted);
  option_error(
      "bad-text", option,
      fmt::format("the text '{}' {}", escape_for_display(text),
                  converted ? "holds a NUL, which ends a text in the registry" : "is not UTF-8"));
  return {};
}

void SettingCompiler::put(Instruction instruction) {
  if (const std::u16string* const name = name_of(instruction)) {
    const auto earlier = find_value(instructions, regpolicy::key_of(instruction), *name);
    if (earlier != instructions.end()) instructions.erase(earlier);
  }
  instructions.push_back(std::move(instruction));
}

void SettingCompiler::reset(const std::u16string& key, const std::u16string& name) {
  if (find_value(instructions, key, name) == instructions.end()) {
    instructions.emplace_back(DeleteValue{key, name});
  }
}

void SettingCompiler::clear_key(const std::u16string& key) {
  const auto first = std::ranges::find_if(
      instructions, [&key](const Instruction& i) { return same_name(regpolicy::key_of(i), key); });
  if (first != instructions.end() && std::holds_alternative<DeleteAllValues>(*first)) return;
  instructions.insert(first, DeleteAllValues{key});
}

Instruction to_instruction(SettingCompiler& compiler, std::u16string key, std::u16string name,
                           const TemplateValue& value) {
  if (std::holds_alternative<DeleteMarker>(value)) {
    return DeleteValue{std::move(key), std::move(name)};
  }
  SetValue set{std::move(key), std::move(name), {}};
  if (const auto* number = std::get_if<Decimal>(&value)) {
    set.value = make_dword(number->value);
  } else if (const auto* long_number = std::get_if<LongDecimal>(&value)) {
    set.value = make_qword(long_number->value);
  } else {
    set.value = make_sz(compiler.units(std::get<std::string>(value)));
  }
  return set;
}

std::u16string key_of_item(SettingCompiler& compiler, const ValueList& list, const ValueItem& item,
                           const std::u16string& key) {
  if (item.key) return compiler.units(*item.key);
  if (list.default_key) return compiler.units(*list.default_key);
  return key;
}

void put_list(SettingCompiler& compiler, const ValueList& list, const std::u16string& key) {
  for (const ValueItem& item : list.items) {
    compiler.put(to_instruction(compiler, key_of_item(compiler, list, item, key),
                                compiler.units(item.value_name), item.value));
  }
}

std::u16string key_of_element(SettingCompiler& compiler, const Element& element) {
  return compiler.units(element.key.value_or(compiler.policy.key));
}

}  // namespace regpolicy
