#include "target/hive_files.hpp"

#include <regpolicy/text.hpp>

namespace regpolicy {

std::string name_with_logs(const std::string& path, const std::vector<std::string>& replayed) {
  std::string name = "hive:" + path;
  for (const std::string& log : replayed) name += " + " + log;
  return name;
}

std::string file_name_of(const std::string& path) {
  const std::size_t end = path.find_last_not_of("/\\");
  const std::string trimmed = path.substr(0, end == std::string::npos ? 0 : end + 1);
  return trimmed.substr(trimmed.find_last_of("/\\") + 1);
}

Result<std::optional<std::string>> find_entry(FileSystem& files, const std::string& folder,
                                              std::string_view name) {
  const auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  std::optional<std::string> found;
  for (const std::string& entry : *entries) {
    if (entry == name) return join_path(folder, entry);
    if (!found && ascii_lower(entry) == ascii_lower(name)) found = join_path(folder, entry);
  }
  return found;
}

Result<hive::Files> read_hive_files(FileSystem& files, const std::string& path) {
  if (files.exists(path) && !files.is_file(path)) {
    // A pipe would be waited for.
    return fail(ErrorCode::io, "cannot read: it is not a file", {.source = path});
  }
  auto content = files.read(path);
  if (!content) return std::unexpected(content.error());
  hive::Files found{.name = path, .content = std::move(*content)};
  // A log that is missing or cannot be read matters only where the hive needs one, and is named
  // then as not there.
  for (const std::string_view suffix : {".LOG1", ".LOG2", ".LOG"}) {
    const auto log = find_entry(files, folder_of(path), file_name_of(path) + std::string(suffix));
    if (!log || !*log || !files.is_file(**log)) continue;
    auto bytes = files.read(**log);
    if (bytes) found.logs.push_back({file_name_of(**log), std::move(*bytes)});
  }
  return found;
}

}  // namespace regpolicy
