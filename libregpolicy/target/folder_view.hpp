// A folder of a target as a file system that can only be read.
#pragma once

#include <regpolicy/file_system.hpp>
#include <regpolicy/folder_files.hpp>

namespace regpolicy {

// Paths are relative to the folder, joined as join_path() does it. Nothing is changed through it:
// every such call fails (invalid_argument).
class FolderView final : public FileSystem {
 public:
  explicit FolderView(FolderFiles& files) : files_(files) {}  // which must outlive the view

  Result<Bytes> read(const std::string& path) override;
  bool exists(const std::string& path) override;
  bool is_folder(const std::string& path) override;
  bool is_file(const std::string& path) override;
  // Of a link no path at all: nothing is reached through it.
  std::string behind_links(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;

  Result<void> create_folders(const std::string& folder) override;
  Result<void> create_file(const std::string& path, ByteView content) override;
  Result<void> append_to_file(const std::string& path, ByteView content) override;
  Result<void> add_name(const std::string& path, const std::string& second) override;
  Result<void> rename(const std::string& from, const std::string& to, bool replace) override;
  void copy_permissions(const std::string& from, const std::string& to) override;
  void remove_file(const std::string& path) override;

 private:
  [[nodiscard]] EntryKind kind_at(const std::string& path);

  FolderFiles& files_;
};

}  // namespace regpolicy
