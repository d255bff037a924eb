// Where the sides of a policy lie below a target's folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/side.hpp>
#include <regpolicy/target.hpp>

namespace regpolicy {

struct PolicyPlace {
  std::string pol;           // path of the Registry.pol
  std::string gpt_ini;       // path of the gpt.ini; empty where the target has none
  bool local_style = false;  // the gpt.ini of local policy lists the extensions
};

// The file's or folder's own name.
[[nodiscard]] std::string last_name_in(std::string_view path);

// The SID of Administrators and Non-Administrators; any other text as it is.
[[nodiscard]] std::u16string well_known_sid(const std::u16string& user);

// As the entries are spelled that exist. Errors: two entries that differ in case only (malformed);
// a user where the target has no place for one, or who is no SID (invalid_argument).
[[nodiscard]] Result<PolicyPlace> find_place(FolderFiles& files, const Target& target, Side side,
                                             const std::u16string& user);

// What keeps the target from being one of its kind; empty error where nothing does.
[[nodiscard]] Result<void> check_layout(FolderFiles& files, const Target& target);

// The state folder.
[[nodiscard]] Result<std::string> state_folder(FolderFiles& files, const Target& target);

// The content of a file; empty where there is none. Refused (io): a link, what is no file, a file
// with a second name.
[[nodiscard]] Result<std::optional<Bytes>> read_plain_file(FolderFiles& files,
                                                           const std::string& path);

// All folders above `path`.
[[nodiscard]] Result<void> make_folders_above(FolderFiles& files, const std::string& path);

}  // namespace regpolicy
