#include "target/gpo_backup/layout.hpp"

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

bool is_in(std::string_view key, std::string_view part) {
  return key.contains("/" + std::string(part) + "/");
}

class TreeReader {
 public:
  TreeReader(FileSystem& files, Diagnostics& findings) : files_(files), findings_(findings) {}

  Result<void> read(const std::string& folder, const std::string& path, std::size_t depth) {
    const auto names = files_.list(folder);
    if (!names) return std::unexpected(names.error());
    for (const std::string& name : *names) {
      const std::string on_disk = join_path(folder, name);
      const std::string inside = with_usual_case(path + name);
      if (auto read = read_entry(on_disk, inside, depth); !read) return read;
    }
    return {};
  }

  BackupTree tree;

 private:
  Result<void> read_entry(const std::string& on_disk, const std::string& inside,
                          std::size_t depth) {
    if (files_.behind_links(on_disk) != on_disk) {
      findings_.error("gpo-backup.link", "found a link, which is not followed", {.source = on_disk},
                      "put the file itself in its place");
      return {};
    }
    if (++entries_ > limits::kBackupFiles) {
      return too_much(on_disk, fmt::format("more than {} files and folders", limits::kBackupFiles));
    }
    const bool is_folder = files_.is_folder(on_disk);
    auto& entries = is_folder ? tree.folders : tree.files;
    const auto [entry, is_new] =
        entries.try_emplace(path_key(inside), BackupTree::Entry{inside, on_disk, {}});
    if (!is_new) {
      return fail(ErrorCode::malformed,
                  fmt::format("the name differs in case only from '{}'",
                              escape_for_display(entry->second.on_disk)),
                  {.source = on_disk}, "keep one of them; Windows has one only");
    }
    if (is_folder) {
      if (depth == limits::kBackupDepth) {
        return too_much(on_disk, fmt::format("folders more than {} deep", limits::kBackupDepth));
      }
      return read(on_disk, inside + '/', depth + 1);
    }
    if (!files_.is_file(on_disk)) {
      return fail(ErrorCode::malformed, "found what is neither a file nor a folder",
                  {.source = on_disk});
    }
    auto content = files_.read(on_disk);
    if (!content) return std::unexpected(content.error());
    bytes_ += content->size();
    if (bytes_ > limits::kBackupBytes) {
      return too_much(on_disk, fmt::format("more than {} bytes", limits::kBackupBytes));
    }
    entry->second.content = *std::move(content);
    return {};
  }

  static std::unexpected<Error> too_much(const std::string& path, const std::string& what) {
    return fail(ErrorCode::limit_exceeded, fmt::format("the backup holds {}", what),
                {.source = path});
  }

  FileSystem& files_;
  Diagnostics& findings_;
  std::size_t entries_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::string_view registry_pol_of(Side side) {
  return side == Side::machine ? "DomainSysvol/GPO/Machine/registry.pol"
                               : "DomainSysvol/GPO/User/registry.pol";
}

std::string path_key(std::string_view path) {
  const auto wide = to_utf16(path);
  return wide ? to_utf8(upcase(*wide)) : ascii_lower(path);
}

std::string with_usual_case(std::string path) {
  for (const std::string_view usual :
       {"DomainSysvol", "DomainSysvol/GPO", "DomainSysvol/GPO/Machine", "DomainSysvol/GPO/User"}) {
    const bool ends_there =
        path.size() == usual.size() || (path.size() > usual.size() && path[usual.size()] == '/');
    if (ends_there && ascii_lower(path.substr(0, usual.size())) == ascii_lower(usual)) {
      path.replace(0, usual.size(), usual);
    }
  }
  return path;
}

Result<BackupTree> read_tree(FileSystem& files, const std::string& folder, Diagnostics& findings) {
  TreeReader reader(files, findings);
  if (auto read = reader.read(folder, {}, 1); !read) return std::unexpected(read.error());
  return std::move(reader.tree);
}

std::string entry_in_any_case(const std::vector<std::string>& names, std::string_view name) {
  for (const std::string& entry : names) {
    if (ascii_lower(entry) == ascii_lower(name)) return entry;
  }
  return {};
}

BackupFileKind kind_of(const BackupFile& file) {
  const std::string key = ascii_lower(file.path);
  const std::string_view name = std::string_view(key).substr(key.rfind('/') + 1);
  if (key == "gpreport.xml") return BackupFileKind::report;
  if (!key.starts_with(ascii_lower(kObjectFolder))) return BackupFileKind::other;
  if (key == "domainsysvol/gpo/gpo.cmt") return BackupFileKind::object_comment;
  if (name == "comment.cmtx") return BackupFileKind::policy_comments;
  if (is_in(key, "preferences")) return BackupFileKind::preferences;
  if (is_in(key, "scripts")) return BackupFileKind::scripts;
  if (is_in(key, "secedit") && name == "gpttmpl.inf") return BackupFileKind::security_template;
  if (is_in(key, "audit") && name == "audit.csv") return BackupFileKind::audit_policy;
  return BackupFileKind::other;
}

std::string_view to_string(BackupFileKind kind) {
  switch (kind) {
    case BackupFileKind::security_template: return "security template";
    case BackupFileKind::audit_policy: return "audit policy";
    case BackupFileKind::preferences: return "preferences";
    case BackupFileKind::scripts: return "scripts";
    case BackupFileKind::policy_comments: return "comments on policies";
    case BackupFileKind::object_comment: return "comment on the object";
    case BackupFileKind::report: return "report";
    case BackupFileKind::other: return "other file";
  }
  return "";
}

}  // namespace regpolicy
