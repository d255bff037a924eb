#include "policy/key_order.hpp"

#include <algorithm>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {

std::u16string_view take_component(std::u16string_view& path) {
  path.remove_prefix(std::min(path.find_first_not_of(u'\\'), path.size()));
  const std::u16string_view component = path.substr(0, path.find(u'\\'));
  path.remove_prefix(component.size());
  return component;
}

std::strong_ordering compare_keys(std::u16string_view a, std::u16string_view b) {
  while (true) {
    const std::u16string_view left = take_component(a);
    const std::u16string_view right = take_component(b);
    // The end of a path is an empty component, which is less than any other.
    if (left.empty() || right.empty()) return left.size() <=> right.size();
    if (const auto order = compare_names(left, right); order != 0) return order;
  }
}

std::u16string tidy_key(std::u16string_view path) {
  std::u16string tidied;
  tidied.reserve(path.size());
  while (true) {
    const std::u16string_view component = take_component(path);
    if (component.empty()) return tidied;
    if (!tidied.empty()) tidied += u'\\';
    tidied += component;
  }
}

bool creates(std::u16string_view key, std::u16string_view above) {
  if (above.empty() || above.size() >= key.size() || !is_within(key, above)) return false;
  const auto separators = static_cast<std::size_t>(std::ranges::count(above, u'\\'));
  return separators < limits::kKeyDepth;
}

}  // namespace regpolicy
