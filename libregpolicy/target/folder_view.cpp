#include "target/folder_view.hpp"

#include <algorithm>

namespace regpolicy {
namespace {

std::string with_slashes(std::string path) {
  std::ranges::replace(path, '\\', '/');
  return path;
}

std::unexpected<Error> only_read(const std::string& path) {
  return fail(ErrorCode::invalid_argument, "the folder is only looked at", {.source = path});
}

}  // namespace

EntryKind FolderView::kind_at(const std::string& path) {
  const auto info = files_.look(with_slashes(path));
  return info ? info->kind : EntryKind::absent;
}

Result<Bytes> FolderView::read(const std::string& path) { return files_.read(with_slashes(path)); }

bool FolderView::exists(const std::string& path) { return kind_at(path) != EntryKind::absent; }

bool FolderView::is_folder(const std::string& path) { return kind_at(path) == EntryKind::folder; }

bool FolderView::is_file(const std::string& path) { return kind_at(path) == EntryKind::file; }

std::string FolderView::behind_links(const std::string& path) {
  return kind_at(path) == EntryKind::link ? std::string() : path;
}

Result<std::vector<std::string>> FolderView::list(const std::string& folder) {
  return files_.list(with_slashes(folder));
}

Result<void> FolderView::create_folders(const std::string& folder) { return only_read(folder); }

Result<void> FolderView::create_file(const std::string& path, ByteView) { return only_read(path); }

Result<void> FolderView::append_to_file(const std::string& path, ByteView) {
  return only_read(path);
}

Result<void> FolderView::add_name(const std::string& path, const std::string&) {
  return only_read(path);
}

Result<void> FolderView::rename(const std::string& from, const std::string&, bool) {
  return only_read(from);
}

void FolderView::copy_permissions(const std::string&, const std::string&) {}

void FolderView::remove_file(const std::string&) {}

}  // namespace regpolicy
