#include "policy/explain/mentioned_values.hpp"

#include <utility>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_state.hpp>

#include "policy/setting_compiler.hpp"

namespace regpolicy {
namespace {

class Collector {
 public:
  explicit Collector(const Catalog::Entry& entry)
      : compiler_{setting_, *entry.source, *entry.policy, diagnostics_, {}} {}

  std::vector<MentionedValue> collect() && {
    const Policy& policy = compiler_.policy;
    const std::u16string key = compiler_.units(policy.key);
    if (policy.value_name) values_.push_back({key, compiler_.units(*policy.value_name)});
    add(policy.enabled_list, key);
    add(policy.disabled_list, key);
    for (const Element& element : policy.elements) add(element);
    return std::move(values_);
  }

 private:
  void add(const std::optional<ValueList>& list, const std::u16string& key) {
    if (!list) return;
    for (const ValueItem& item : list->items) {
      values_.push_back(
          {key_of_item(compiler_, *list, item, key), compiler_.units(item.value_name)});
    }
  }

  void add(const Element& element) {
    const std::u16string key = key_of_element(compiler_, element);
    if (std::holds_alternative<ListElement>(element.detail)) {
      values_.push_back({key, std::nullopt});
      return;
    }
    if (element.value_name) values_.push_back({key, compiler_.units(*element.value_name)});
    if (const auto* boolean = std::get_if<BooleanElement>(&element.detail)) {
      add(boolean->true_list, key);
      add(boolean->false_list, key);
    } else if (const auto* enumeration = std::get_if<EnumElement>(&element.detail)) {
      for (const EnumItem& item : enumeration->items) add(item.value_list, key);
    }
  }

  Setting setting_;
  Diagnostics diagnostics_;  // a policy that cannot be written is found by no explanation
  SettingCompiler compiler_;
  std::vector<MentionedValue> values_;
};

}  // namespace

std::vector<MentionedValue> mentioned_values(const Catalog::Entry& entry) {
  return Collector(entry).collect();
}

}  // namespace regpolicy
