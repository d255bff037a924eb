#include <regpolicy/file_system.hpp>

#include <utility>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

void collect(FileSystem& files, const std::string& folder, std::string_view suffix,
             FoundFiles& found) {
  const auto names = files.list(folder);
  if (!names) {
    found.errors.push_back(names.error());
    return;
  }
  for (const std::string& name : *names) {
    std::string path = join_path(folder, name);
    if (files.is_folder(path)) {
      // A link may lead back up; what it leads to is found where it lies.
      if (files.behind_links(path) == path) collect(files, path, suffix, found);
    } else if (ascii_lower(name).ends_with(suffix)) {
      found.paths.push_back(std::move(path));
    }
  }
}

}  // namespace

FoundFiles files_below(FileSystem& files, const std::string& folder, std::string_view suffix) {
  FoundFiles found;
  collect(files, folder, suffix, found);
  return found;
}

}  // namespace regpolicy
