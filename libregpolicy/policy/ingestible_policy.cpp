#include "policy/ingestible_policy.hpp"

#include <vector>

#include <regpolicy/text.hpp>

#include "policy/ingestible_key.hpp"

namespace regpolicy {
namespace {

void collect_keys(const std::optional<ValueList>& list, std::vector<std::string>& keys) {
  if (!list) return;
  if (list->default_key) keys.push_back(*list->default_key);
  for (const ValueItem& item : list->items) {
    if (item.key) keys.push_back(*item.key);
  }
}

// Every key that the policy may write to.
std::vector<std::string> keys_of(const Policy& policy) {
  std::vector<std::string> keys{policy.key};
  collect_keys(policy.enabled_list, keys);
  collect_keys(policy.disabled_list, keys);
  for (const Element& element : policy.elements) {
    if (element.key) keys.push_back(*element.key);
    if (const auto* const boolean = std::get_if<BooleanElement>(&element.detail)) {
      collect_keys(boolean->true_list, keys);
      collect_keys(boolean->false_list, keys);
    } else if (const auto* const list = std::get_if<EnumElement>(&element.detail)) {
      for (const EnumItem& item : list->items) collect_keys(item.value_list, keys);
    }
  }
  return keys;
}

}  // namespace

std::string blocked_root_of(const Policy& policy) {
  for (const std::string& key : keys_of(policy)) {
    const std::u16string_view root = blocked_by_ingestion(to_utf16(key).value_or(u""));
    if (!root.empty()) return to_utf8(root);
  }
  return {};
}

}  // namespace regpolicy
