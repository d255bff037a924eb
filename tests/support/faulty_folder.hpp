// A folder whose n-th operation fails: once, or with all after it, as where the process ends there.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <regpolicy/folder_files.hpp>

namespace tests {

// Shared by the test and the folder that it gave away.
struct Faults {
  int fail_at = 0;          // 0: never; 1: the first operation fails
  bool and_after = false;   // all operations from there on fail
  bool done_first = false;  // the failing change is made before the error is told
  int operations = 0;
};

class FaultyFolder final : public regpolicy::FolderFiles {
 public:
  FaultyFolder(std::unique_ptr<regpolicy::FolderFiles> files, Faults& faults)
      : files_(std::move(files)), faults_(&faults) {}

  const std::string& root() const override { return files_->root(); }
  regpolicy::Result<regpolicy::EntryInfo> look(const std::string& path) override {
    if (fails()) return error(path);
    return files_->look(path);
  }
  regpolicy::Result<regpolicy::Bytes> read(const std::string& path) override {
    if (fails()) return error(path);
    return files_->read(path);
  }
  regpolicy::Result<std::vector<std::string>> list(const std::string& folder) override {
    if (fails()) return error(folder);
    return files_->list(folder);
  }
  regpolicy::Result<void> create_folder(const std::string& folder) override {
    return change(folder, [&] { return files_->create_folder(folder); });
  }
  regpolicy::Result<void> create_file(const std::string& path, regpolicy::ByteView content,
                                      const std::string& like) override {
    if (fails()) {
      // A disk that is full, or a process that ends, leaves a part of the content.
      if (faults_->done_first)
        (void)files_->create_file(path, content.first(content.size() / 2), like);
      return error(path);
    }
    return files_->create_file(path, content, like);
  }
  regpolicy::Result<void> rename(const std::string& from, const std::string& to) override {
    return change(to, [&] { return files_->rename(from, to); });
  }
  regpolicy::Result<void> remove(const std::string& path) override {
    return change(path, [&] { return files_->remove(path); });
  }
  regpolicy::Result<std::unique_ptr<regpolicy::FileLock>> lock(
      const std::string& path, std::uint32_t milliseconds) override {
    if (fails()) return error(path);
    return files_->lock(path, milliseconds);
  }

 private:
  bool fails() {
    const int now = ++faults_->operations;
    return faults_->fail_at != 0 &&
           (now == faults_->fail_at || (faults_->and_after && now > faults_->fail_at));
  }
  template <class Deed>
  regpolicy::Result<void> change(const std::string& path, Deed deed) {
    if (!fails()) return deed();
    if (faults_->done_first && faults_->operations == faults_->fail_at) (void)deed();
    return error(path);
  }
  static std::unexpected<regpolicy::Error> error(const std::string& path) {
    return regpolicy::fail(regpolicy::ErrorCode::io, "it failed", {.source = path});
  }

  std::unique_ptr<regpolicy::FolderFiles> files_;
  Faults* faults_;
};

}  // namespace tests
