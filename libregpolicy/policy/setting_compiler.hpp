// One setting on its way to instructions: what is known, what was written so far, what is wrong.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/policy_state.hpp>

namespace regpolicy {

struct SettingCompiler {
  const Setting& setting;
  const Template& source;
  const Policy& policy;
  Diagnostics& diagnostics;
  Instructions instructions;

  // About the setting as a whole, or about one option of it.
  void error(std::string_view rule, std::string message, std::string hint = {});
  void option_error(std::string_view rule, std::string_view option, std::string message,
                    std::string hint = {});

  // The language that the template is complete in.
  [[nodiscard]] const PolicyResources& fallback_resources() const;

  // Text of the template or of the option; what no registry text can hold is an error.
  [[nodiscard]] std::u16string units(std::string_view text, std::string_view option = {});

  // A value that is written in place of an earlier one of the same name: where the policy and an
  // element share a value, the element's wins.
  void put(Instruction instruction);
  // The value of an element whose policy is disabled. It goes, unless the policy itself says what
  // the value is then.
  void reset(const std::u16string& key, const std::u16string& name);
  // In front of everything else that is written to the key: a client works in the file's order.
  void clear_key(const std::u16string& key);
};

// What an item of a template's list or a value of its own writes.
[[nodiscard]] Instruction to_instruction(SettingCompiler& compiler, std::u16string key,
                                         std::u16string name, const TemplateValue& value);

// The item's own key, else the list's default, else `key`.
[[nodiscard]] std::u16string key_of_item(SettingCompiler& compiler, const ValueList& list,
                                         const ValueItem& item, const std::u16string& key);

// Every item.
void put_list(SettingCompiler& compiler, const ValueList& list, const std::u16string& key);

// What the element writes where the policy is enabled.
void put_element(SettingCompiler& compiler, const Element& element);
// What the element writes where the policy is disabled.
void reset_element(SettingCompiler& compiler, const Element& element);

// The element's own key, else the policy's.
[[nodiscard]] std::u16string key_of_element(SettingCompiler& compiler, const Element& element);

// Values written below a list's key.
void put_list_element(SettingCompiler& compiler, const Element& element, const ListElement& list);

}  // namespace regpolicy
