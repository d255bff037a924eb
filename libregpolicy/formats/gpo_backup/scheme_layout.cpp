#include "formats/gpo_backup/scheme_layout.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/file_name.hpp>
#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/gpo_backup/markup.hpp"

namespace regpolicy::gpo_backup {
namespace {

constexpr std::size_t kGuidChars = 38;

constexpr std::string_view kMachinePlace = "DomainSysvol/GPO/Machine/";
constexpr std::string_view kUserPlace = "DomainSysvol/GPO/User/";

bool begins_with(std::string_view text, std::string_view prefix) {
  return name_key(text.substr(0, prefix.size())) == name_key(prefix);
}

}  // namespace

std::string name_key(std::string_view text) {
  const auto wide = to_utf16(text);
  return wide ? to_utf8(upcase(*wide)) : ascii_lower(text);
}

std::string with_slashes(std::string_view text) {
  std::string result(text);
  std::ranges::replace(result, '\\', '/');
  return result;
}

std::string with_backslashes(std::string_view text) {
  std::string result(text);
  std::ranges::replace(result, '/', '\\');
  return result;
}

std::string place_defect(std::string_view place) {
  const std::string path = with_slashes(place);
  if (!begins_with(path, kRootPlace) || path.size() == kRootPlace.size()) {
    return "it does not lie below DomainSysvol\\GPO";
  }
  std::size_t depth = 0;
  for (std::size_t start = 0; start <= path.size(); ++depth) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const auto name = to_utf16(std::string_view(path).substr(start, end - start));
    const std::string defect = name ? file_name_defect(*name) : "it is not valid UTF-8";
    if (!defect.empty()) {
      return fmt::format("'{}' is no name of a file or folder: {}",
                         escape_for_display(path.substr(start, end - start)), defect);
    }
    start = end + 1;
  }
  if (depth > limits::kBackupDepth) {
    return fmt::format("it lies more than {} folders deep", limits::kBackupDepth);
  }
  return {};
}

std::string object_path_of(std::string_view place) {
  for (const auto& [prefix, variable] : {std::pair(kMachinePlace, "%GPO_MACH_FSPATH%\\"),
                                         std::pair(kUserPlace, "%GPO_USER_FSPATH%\\")}) {
    if (begins_with(place, prefix)) return variable + with_backslashes(place.substr(prefix.size()));
  }
  return "%GPO_FSPATH%\\" + path_below_object(place);
}

std::string path_below_object(std::string_view place) {
  return with_backslashes(place.substr(kRootPlace.size()));
}

Result<std::string> content_markup(const xml::Document& document, pugi::xml_node element,
                                   bool (*wanted)(pugi::xml_node)) {
  std::string out;
  for (const pugi::xml_node child : element.children()) {
    if (is_between_elements(child) || (wanted != nullptr && !wanted(child))) continue;
    if (const auto kept = append_markup(out, document, child); !kept) {
      return std::unexpected(kept.error());
    }
  }
  return out;
}

bool is_extension_list(std::string_view text) {
  if (text == " ") return true;  // what the directory holds once the last extension is gone
  while (!text.empty()) {
    const std::size_t end = text.find(']');
    if (text.front() != '[' || end == std::string_view::npos || end == 1) return false;
    std::string_view guids = text.substr(1, end - 1);
    for (; !guids.empty(); guids.remove_prefix(std::min(kGuidChars, guids.size()))) {
      if (!is_braced_guid(guids.substr(0, kGuidChars))) return false;
    }
    text.remove_prefix(end + 1);
  }
  return true;
}

bool has_extension(std::string_view list, std::string_view extension) {
  return ascii_lower(list).contains("[" + ascii_lower(extension));
}

std::string registry_extension_list(Side side) {
  // The editor of administrative templates, which has a GUID for each side.
  const std::string_view tool = side == Side::machine ? "{D02B1F72-3407-48AE-BA88-E8213C6761F1}"
                                                      : "{D02B1F73-3407-48AE-BA88-E8213C6761F1}";
  return fmt::format("[{}{}]", kRegistryExtension, tool);
}

}  // namespace regpolicy::gpo_backup
