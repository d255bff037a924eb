#include "target/places.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

constexpr std::string_view kStateFolder = ".regpolicy";
constexpr std::u16string_view kAdministrators = u"S-1-5-32-544";
constexpr std::u16string_view kNonAdministrators = u"S-1-5-32-545";

std::string below_folder(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

Result<std::string> spelled_entry(FolderFiles& files, const std::string& folder,
                                  std::string_view name) {
  const auto names = files.list(folder);
  if (!names && names.error().code == ErrorCode::not_found) return below_folder(folder, name);
  if (!names) return std::unexpected(names.error());
  std::string found;
  for (const std::string& entry : *names) {
    if (ascii_lower(entry) != ascii_lower(name)) continue;
    if (!found.empty()) {
      return fail(ErrorCode::malformed,
                  fmt::format("found both '{}' and '{}', which are one name to Windows",
                              escape_for_display(found), escape_for_display(entry)),
                  {.source = join_path(files.root(), folder)}, "keep one of them");
    }
    found = entry;
  }
  return below_folder(folder, found.empty() ? name : found);
}

// The path of names below the folder, each as it is spelled there.
Result<std::string> spelled_path(FolderFiles& files, std::string folder,
                                 const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    auto next = spelled_entry(files, folder, name);
    if (!next) return next;
    folder = *std::move(next);
  }
  return folder;
}

Result<std::string> sid_of(const std::u16string& user) {
  const std::string text = to_utf8(well_known_sid(user));
  const std::string lower = ascii_lower(text);
  const bool is_sid =
      lower.starts_with("s-1-") && lower.find_first_not_of("0123456789-", 1) == std::string::npos;
  if (is_sid) return text;
  return fail(ErrorCode::invalid_argument,
              fmt::format("found the user '{}', expected a SID", escape_for_display(user)), {},
              "or Administrators or Non-Administrators");
}

Result<std::string> root_of_object(FolderFiles& files, const Target& target,
                                   const std::u16string& user) {
  if (target.kind == TargetKind::pol || target.kind == TargetKind::gpt) return std::string();
  if (user.empty()) return spelled_entry(files, "", "GroupPolicy");
  const auto sid = sid_of(user);
  if (!sid) return sid;
  return spelled_path(files, "", {"GroupPolicyUsers", *sid});
}

}  // namespace

std::string last_name_in(std::string_view path) {
  while (path.ends_with('/') || path.ends_with('\\')) path.remove_suffix(1);
  return std::string(path.substr(path.find_last_of("/\\") + 1));
}

std::u16string well_known_sid(const std::u16string& user) {
  if (same_name(user, u"Administrators")) return std::u16string(kAdministrators);
  if (same_name(user, u"Non-Administrators")) return std::u16string(kNonAdministrators);
  return user;
}

Result<PolicyPlace> find_place(FolderFiles& files, const Target& target, Side side,
                               const std::u16string& user) {
  if (!user.empty() && (target.kind != TargetKind::local || side != Side::user)) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} has no place for the settings of the user '{}'", to_string(target),
                            escape_for_display(user)),
                {}, "local:DIR has one for the user side");
  }
  if (target.kind == TargetKind::pol) return PolicyPlace{last_name_in(target.path), {}, false};
  const std::string_view side_folder = side == Side::machine ? "Machine" : "User";
  if (target.kind == TargetKind::backup) {
    auto pol = spelled_path(files, last_name_in(target.path),
                            {"DomainSysvol", "GPO", side_folder, "registry.pol"});
    if (!pol) return std::unexpected(pol.error());
    return PolicyPlace{*std::move(pol), {}, false};
  }
  const auto root = root_of_object(files, target, user);
  if (!root) return std::unexpected(root.error());
  auto pol = spelled_path(files, *root, {side_folder, "Registry.pol"});
  if (!pol) return std::unexpected(pol.error());
  auto ini = spelled_entry(files, *root, "gpt.ini");
  if (!ini) return std::unexpected(ini.error());
  return PolicyPlace{*std::move(pol), *std::move(ini), target.kind == TargetKind::local};
}

Result<void> check_layout(FolderFiles& files, const Target& target) {
  if (target.kind != TargetKind::local) return {};
  const auto names = files.list("");
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    const std::string lower = ascii_lower(name);
    if (lower != "gpt.ini" && lower != "machine" && lower != "user") continue;
    return fail(ErrorCode::invalid_argument,
                fmt::format("found '{}', expected a folder that holds GroupPolicy", name),
                {.source = target.path},
                "local: takes the folder above GroupPolicy, as System32 is");
  }
  return {};
}

Result<std::string> state_folder(FolderFiles& files, const Target& target) {
  if (target.kind == TargetKind::pol || target.kind == TargetKind::backup) {
    return last_name_in(target.path) + std::string(kStateFolder);
  }
  const auto root = root_of_object(files, target, {});
  if (!root) return root;
  const std::string folder = below_folder(*root, kStateFolder);
  return target.kind == TargetKind::registry ? folder + "/registry" : folder;
}

Result<std::optional<Bytes>> read_plain_file(FolderFiles& files, const std::string& path) {
  const auto info = files.look(path);
  if (!info) return std::unexpected(info.error());
  const auto refuse = [&](std::string message, std::string hint) {
    return fail(ErrorCode::io, std::move(message), {.source = join_path(files.root(), path)},
                std::move(hint));
  };
  switch (info->kind) {
    case EntryKind::absent: return std::optional<Bytes>();
    case EntryKind::file: break;
    case EntryKind::link:
      return refuse("found a link, expected a file of the target itself",
                    "nothing is read or written through links; name what it leads to");
    case EntryKind::folder:
    case EntryKind::other: return refuse("found what is no file, expected a file", "");
  }
  if (info->names > 1) {
    return refuse(fmt::format("the file has {} names (hard links), and all would change or part",
                              info->names),
                  "make a copy of it in its place");
  }
  auto content = files.read(path);
  if (!content) return std::unexpected(content.error());
  return std::optional(*std::move(content));
}

Result<void> make_folders_above(FolderFiles& files, const std::string& path) {
  for (std::size_t at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1)) {
    const std::string folder = path.substr(0, at);
    const auto info = files.look(folder);
    if (!info) return std::unexpected(info.error());
    if (info->kind == EntryKind::folder) continue;
    if (auto made = files.create_folder(folder); !made) return made;
  }
  return {};
}

}  // namespace regpolicy
