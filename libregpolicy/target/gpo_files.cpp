#include <regpolicy/gpo_files.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/security_template.hpp>
#include <regpolicy/text.hpp>

#include "target/gpo_backup/layout.hpp"

namespace regpolicy {
namespace {

constexpr std::string_view kTemplateInBackup =
    "DomainSysvol/GPO/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf";

GpoFile registry_file(Side side, std::string path, const Records& records) {
  return {PolicyExtension::registry, side, std::move(path), decode(records)};
}

Result<GpoFile> security_file(std::string path, ByteView content) {
  const auto file = security_template::read(content, path);
  if (!file) return std::unexpected(file.error());
  return GpoFile{PolicyExtension::security, Side::machine, std::move(path),
                 security_template::machine_instructions(*file)};
}

// The first finding that says that not all of a backup was read.
std::optional<Error> unread_part(const Diagnostics& findings) {
  for (const Diagnostic& finding : findings.items) {
    const bool is_link = finding.rule == "gpo-backup.link";
    if (!is_link && finding.rule != "gpo-backup.malformed") continue;
    return Error{is_link ? ErrorCode::io : ErrorCode::malformed, finding.message, finding.location,
                 finding.hint};
  }
  return std::nullopt;
}

Error several_backups(const std::vector<FoundBackup>& backups, const std::string& folder) {
  constexpr std::size_t kNamed = 5;
  std::string named;
  for (std::size_t i = 0; i < std::min(kNamed, backups.size()); ++i) {
    named += fmt::format("{}{} ({})", i == 0 ? "" : ", ", escape_for_display(backups[i].folder),
                         escape_for_display(backups[i].backup.display_name));
  }
  if (backups.size() > kNamed) named += fmt::format(" and {} more", backups.size() - kNamed);
  return {ErrorCode::invalid_argument,
          fmt::format("found {} backups, expected one", backups.size()),
          {.source = folder},
          "name one of " + named};
}

Result<GpoFiles> files_of_backup(const FoundBackup& found) {
  GpoFiles gpo{found.backup.display_name, {}};
  for (const Side side : {Side::machine, Side::user}) {
    const auto& records =
        (side == Side::machine ? found.backup.machine : found.backup.user).records;
    if (!records) continue;
    gpo.files.push_back(
        registry_file(side, join_path(found.folder, registry_pol_of(side)), *records));
  }
  for (const BackupFile& file : found.backup.files) {
    if (path_key(file.path) != path_key(kTemplateInBackup)) continue;
    auto security = security_file(join_path(found.folder, file.path), file.content);
    if (!security) return std::unexpected(security.error());
    gpo.files.push_back(*std::move(security));
  }
  return gpo;
}

// The entry below the folder that the path leads to, whatever its case; empty where there is none.
Result<std::string> find_below(FileSystem& files, const std::string& folder,
                               std::string_view inside) {
  std::string path = folder;
  while (!inside.empty()) {
    const std::string_view name = inside.substr(0, inside.find('/'));
    inside.remove_prefix(std::min(inside.size(), name.size() + 1));
    if (!files.is_folder(path)) return std::string();
    const auto entries = files.list(path);
    if (!entries) return std::unexpected(entries.error());
    const auto is_it = [name](const std::string& entry) {
      return ascii_lower(entry) == ascii_lower(name);
    };
    const auto found = std::ranges::find_if(*entries, is_it);
    if (found == entries->end()) return std::string();
    const std::string entry = join_path(path, *found);
    if (std::count_if(found, entries->end(), is_it) > 1) {
      return fail(ErrorCode::malformed, "found another name that differs in case only",
                  {.source = entry}, "keep one of them; Windows has one only");
    }
    if (files.behind_links(entry) != entry) {
      return fail(ErrorCode::io, "found a link, which is not followed", {.source = entry},
                  "put the file itself in its place");
    }
    path = entry;
  }
  return path;
}

constexpr std::string_view kGptIniName = "gpt.ini";
constexpr std::string_view kSecurityTemplatePath =
    "Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf";

constexpr std::string_view registry_pol_path(Side side) {
  return side == Side::machine ? "Machine/Registry.pol" : "User/Registry.pol";
}

Result<void> add_registry(FileSystem& files, const std::string& folder, Side side, GpoFiles& gpo) {
  const auto path = find_below(files, folder, registry_pol_path(side));
  if (!path) return std::unexpected(path.error());
  if (path->empty()) return {};
  const auto content = files.read(*path);
  if (!content) return std::unexpected(content.error());
  const auto records = pol::read(*content, *path);
  if (!records) return std::unexpected(records.error());
  gpo.files.push_back(registry_file(side, *path, *records));
  return {};
}

Result<void> add_security(FileSystem& files, const std::string& folder, GpoFiles& gpo) {
  const auto path = find_below(files, folder, kSecurityTemplatePath);
  if (!path) return std::unexpected(path.error());
  if (path->empty()) return {};
  const auto content = files.read(*path);
  if (!content) return std::unexpected(content.error());
  auto file = security_file(*path, *content);
  if (!file) return std::unexpected(file.error());
  gpo.files.push_back(*std::move(file));
  return {};
}

}  // namespace

Result<GpoFiles> read_backup_of_gpo(FileSystem& files, const std::string& folder) {
  const auto found = read_backups(files, folder);
  if (!found) return std::unexpected(found.error());
  if (found->backups.size() > 1) {
    return std::unexpected(several_backups(found->backups, folder));
  }
  if (auto unread = unread_part(found->findings)) return std::unexpected(*std::move(unread));
  if (found->backups.empty()) {
    return fail(ErrorCode::not_found, "found no backup of a Group Policy object",
                {.source = folder});
  }
  return files_of_backup(found->backups.front());
}

Result<GpoFiles> read_gpo_folder(FileSystem& files, const std::string& folder) {
  if (const auto names = files.list(folder); !names) return std::unexpected(names.error());
  bool is_one = false;
  for (const std::string_view name :
       std::initializer_list<std::string_view>{kGptIniName, "Machine", "User"}) {
    const auto path = find_below(files, folder, name);
    if (!path) return std::unexpected(path.error());
    is_one = is_one || !path->empty();
  }
  if (!is_one) {
    return fail(ErrorCode::not_found,
                "found no gpt.ini, Machine or User, expected the folder of a Group Policy object",
                {.source = folder}, "the folder is named after the object's GUID");
  }
  GpoFiles gpo;
  for (const Side side : {Side::machine, Side::user}) {
    if (auto done = add_registry(files, folder, side, gpo); !done) {
      return std::unexpected(done.error());
    }
  }
  if (auto done = add_security(files, folder, gpo); !done) return std::unexpected(done.error());
  return gpo;
}

bool is_gpo_folder(FileSystem& files, const std::string& folder) {
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{kGptIniName, registry_pol_path(Side::machine),
                                              registry_pol_path(Side::user), kSecurityTemplatePath},
      [&](std::string_view path) {
        const auto found = find_below(files, folder, path);
        return !found || (!found->empty() && files.is_file(*found));
      });
}

}  // namespace regpolicy
