#include "output_folder.hpp"

#include <fmt/format.h>

#include <regpolicy/file_name.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::tools {

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

}  // namespace regpolicy::tools
