#include "inputs.hpp"

#include <utility>

#include <regpolicy/file_system.hpp>
#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/text.hpp>

#include "../console.hpp"
#include "../output_folder.hpp"

namespace regpolicy::tools {
namespace {

// The object's Registry.pol files, the machine's first.
std::vector<std::string> files_of_object(const std::string& folder) {
  std::vector<std::string> paths;
  for (const char* const side : {"Machine", "User"}) {
    std::string path = entry_path(entry_path(folder, side), "Registry.pol");
    if (real_file_system().is_file(path)) paths.push_back(std::move(path));
  }
  return paths;
}

// Where the objects' files are in a backup.
std::string object_in_backup(const std::string& backup) {
  return entry_path(entry_path(backup, "DomainSysvol"), "GPO");
}

// Empty where no file tells it.
std::string display_name_of(const std::string& backup) {
  const std::string path = entry_path(backup, "bkupInfo.xml");
  if (!real_file_system().is_file(path)) return {};
  const auto content = read_input(path);
  if (!content) return {};
  const auto info = gpo_backup::read_info(*content, path);
  return info ? info->display_name : std::string();
}

// comment.cmtx of the side whose Registry.pol that is.
policy_comments::Comments comments_beside(const std::string& policy_file) {
  if (!ascii_lower(policy_file).ends_with("registry.pol")) return {};
  const std::string path = entry_path(folder_of(policy_file), "comment.cmtx");
  if (!real_file_system().is_file(path)) return {};
  const auto content = read_input(path);
  auto comments = content ? policy_comments::read(*content, path)
                          : Result<policy_comments::Comments>(std::unexpected(content.error()));
  if (comments) return *std::move(comments);
  // Nobody's settings depend on them.
  Diagnostics findings;
  findings.warning("comments", comments.error().message + "; no comment is shown",
                   comments.error().location);
  say(findings);
  return {};
}

Result<void> add_files(std::vector<ExplainInput>& inputs, const std::vector<std::string>& paths,
                       const std::string& object) {
  for (const std::string& path : paths) {
    auto file = read_policy_file(path);
    if (!file) return std::unexpected(file.error());
    inputs.push_back({path, object, *std::move(file), comments_beside(path)});
  }
  return {};
}

// False where the folder is neither an object nor a backup.
Result<bool> add_object(std::vector<ExplainInput>& inputs, const std::string& folder) {
  std::string object;
  std::vector<std::string> paths = files_of_object(folder);
  const std::string inside = object_in_backup(folder);
  const bool is_backup = paths.empty() && real_file_system().is_folder(inside);
  if (is_backup) {
    paths = files_of_object(inside);
    object = display_name_of(folder);
  }
  if (auto added = add_files(inputs, paths, object); !added) return std::unexpected(added.error());
  return is_backup || !paths.empty();
}

Result<std::vector<ExplainInput>> read_folder(const std::string& folder) {
  std::vector<ExplainInput> inputs;
  const auto is_one = add_object(inputs, folder);
  if (!is_one) return std::unexpected(is_one.error());
  if (*is_one && !inputs.empty()) return inputs;
  const auto names = real_file_system().list(folder);
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    const std::string below = join_path(folder, name);
    if (*is_one || !real_file_system().is_folder(below)) continue;
    const std::size_t first = inputs.size();
    const auto found = add_object(inputs, below);
    if (!found) return std::unexpected(found.error());
    // One of several is known by its folder where nothing else tells it.
    for (std::size_t i = first; i < inputs.size(); ++i) {
      if (inputs[i].object.empty()) inputs[i].object = name;
    }
  }
  if (!inputs.empty()) return inputs;
  return fail(ErrorCode::not_found,
              "found no Registry.pol below Machine or User, nor a backup of a Group Policy object",
              {.source = folder});
}

}  // namespace

Result<std::vector<ExplainInput>> read_explain_inputs(const std::string& path) {
  if (path != "-" && real_file_system().is_folder(path)) return read_folder(path);
  std::vector<ExplainInput> inputs;
  if (auto added = add_files(inputs, {path}, {}); !added) return std::unexpected(added.error());
  return inputs;
}

}  // namespace regpolicy::tools
