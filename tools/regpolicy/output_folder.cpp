#include "output_folder.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::tools {
namespace {

// What both systems take for a name, in bytes on Linux and in code units on Windows.
constexpr std::size_t kLongestFileName = 255;

// Names that Windows keeps for devices, also with a suffix behind them.
bool is_device_name(std::u16string_view name) {
  const std::u16string_view stem = name.substr(0, name.find(u'.'));
  for (const std::u16string_view device : {u"CON", u"PRN", u"AUX", u"NUL"}) {
    if (same_name(stem, device)) return true;
  }
  return stem.size() == 4 && (name_starts_with(stem, u"COM") || name_starts_with(stem, u"LPT")) &&
         stem.back() >= u'0' && stem.back() <= u'9';
}

}  // namespace

std::string entry_path(const std::string& folder, const std::string& name) {
  const auto names = real_file_system().list(folder);
  if (names) {
    for (const std::string& entry : *names) {
      if (ascii_lower(entry) == ascii_lower(name)) return join_path(folder, entry);
    }
  }
  return join_path(folder, name);
}

Result<std::string> path_of_side(const std::string& folder, const PolicySide& side,
                                 PolicyFormat format) {
  if (!side.side) {
    return fail(ErrorCode::invalid_argument,
                "a folder has a place for either side, and the input does not tell its own", {},
                "--side machine or --side user tells it");
  }
  std::string root = folder;
  if (!side.user.empty()) {
    if (const std::string defect = file_name_defect(side.user); !defect.empty()) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("the user '{}' cannot be the name of a folder: {}",
                              escape_for_display(side.user), defect),
                  {}, "--user NAME and a file as OUT write this side alone");
    }
    root = entry_path(folder, to_utf8(side.user));
  }
  return entry_path(entry_path(root, *side.side == Side::machine ? "Machine" : "User"),
                    fmt::format("Registry{}", suffix_of(format)));
}

std::string file_name_defect(std::u16string_view name) {
  if (name.empty()) return "it is empty";
  if (!is_well_formed(name)) return "it is not valid UTF-16";
  for (const char16_t unit : name) {
    if (unit < 0x20 || std::u16string_view(u"\"*/:<>?\\|\x7f").contains(unit)) {
      return fmt::format("it holds '{}'", escape_for_display(std::u16string_view(&unit, 1)));
    }
  }
  if (name.ends_with(u'.')) return "it ends in a dot";
  if (name.starts_with(u' ') || name.ends_with(u' ')) return "it begins or ends in a space";
  if (is_device_name(name)) return "Windows keeps it for a device";
  if (to_utf8(name).size() > kLongestFileName) {
    return fmt::format("it is longer than {} bytes", kLongestFileName);
  }
  return {};
}

}  // namespace regpolicy::tools
