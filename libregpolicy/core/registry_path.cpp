#include <regpolicy/registry_path.hpp>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

struct RootName {
  RootKey root;
  std::string_view name;
  std::u16string_view long_name;
  std::u16string_view short_name;
};

constexpr RootName kRoots[] = {
    {RootKey::local_machine, "HKEY_LOCAL_MACHINE", u"HKEY_LOCAL_MACHINE", u"HKLM"},
    {RootKey::current_user, "HKEY_CURRENT_USER", u"HKEY_CURRENT_USER", u"HKCU"},
    {RootKey::users, "HKEY_USERS", u"HKEY_USERS", u"HKU"},
    {RootKey::classes_root, "HKEY_CLASSES_ROOT", u"HKEY_CLASSES_ROOT", u"HKCR"},
    {RootKey::current_config, "HKEY_CURRENT_CONFIG", u"HKEY_CURRENT_CONFIG", u"HKCC"},
};

}  // namespace

std::string_view to_string(RootKey root) {
  for (const RootName& row : kRoots) {
    if (row.root == root) return row.name;
  }
  return "";
}

std::optional<RootedPath> split_root(std::u16string_view text) {
  const std::size_t end = text.find(u'\\');
  std::u16string_view head = text.substr(0, end);
  // PowerShell spells drives with a colon: HKLM:\SOFTWARE.
  if (head.ends_with(u':')) head.remove_suffix(1);
  for (const RootName& row : kRoots) {
    if (!same_name(head, row.long_name) && !same_name(head, row.short_name)) continue;
    const std::u16string_view rest =
        end == std::u16string_view::npos ? std::u16string_view{} : text.substr(end + 1);
    return RootedPath{row.root, std::u16string(rest)};
  }
  return std::nullopt;
}

std::string key_defect(std::u16string_view key) {
  if (key.empty()) return "the key is empty";
  if (const auto rooted = split_root(key)) {
    return fmt::format("the key begins with a hive ('{}'), which does not belong there",
                       escape_for_display(key.substr(0, key.find(u'\\'))));
  }
  if (key.starts_with(u'\\')) return "the key begins with '\\'";
  if (key.ends_with(u'\\')) return "the key ends with '\\'";
  for (const std::u16string_view component : split_path(key)) {
    if (component.empty()) return "the key holds '\\\\', which makes an empty component";
    if (component.size() > limits::kKeyComponentUnits) {
      return fmt::format("a component of the key has {} characters; the registry allows {}",
                         component.size(), limits::kKeyComponentUnits);
    }
  }
  if (key.find(u'/') != std::u16string_view::npos && key.find(u'\\') == std::u16string_view::npos) {
    return "the key is written with '/'; registry keys are joined by '\\'";
  }
  for (const char16_t unit : key) {
    if (unit < 0x20) return fmt::format("the key holds the control character U+{:04X}", +unit);
  }
  return {};
}

std::vector<std::u16string_view> split_path(std::u16string_view path) {
  std::vector<std::u16string_view> parts;
  while (true) {
    const std::size_t end = path.find(u'\\');
    parts.push_back(path.substr(0, end));
    if (end == std::u16string_view::npos) return parts;
    path.remove_prefix(end + 1);
  }
}

std::u16string_view parent_path(std::u16string_view path) {
  const std::size_t end = path.rfind(u'\\');
  return end == std::u16string_view::npos ? std::u16string_view{} : path.substr(0, end);
}

std::u16string_view last_component(std::u16string_view path) {
  const std::size_t end = path.rfind(u'\\');
  return end == std::u16string_view::npos ? path : path.substr(end + 1);
}

bool is_within(std::u16string_view path, std::u16string_view ancestor) {
  if (ancestor.empty()) return true;
  if (!name_starts_with(path, ancestor)) return false;
  return path.size() == ancestor.size() || path[ancestor.size()] == u'\\';
}

}  // namespace regpolicy
