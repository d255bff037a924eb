// A file system in memory that can fail at the n-th operation that changes something.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <regpolicy/file_system.hpp>

namespace tests {

class MemoryFileSystem final : public regpolicy::FileSystem {
 public:
  std::map<std::string, regpolicy::Bytes> files;
  std::set<std::string> folders;
  std::set<std::string> unlistable;          // of folders
  std::map<std::string, std::string> links;  // and what they lead to
  int fail_at = 0;                           // 0: never; 1: the first change fails
  int fail_from = 0;                         // 0: never; n: the n-th change and all after it fail
  int changes = 0;

  // As the maps have it: with '/' between names.
  static std::string key(std::string path) {
#ifdef _WIN32
    std::ranges::replace(path, '\\', '/');
#endif
    return path;
  }

  regpolicy::Result<regpolicy::Bytes> read(const std::string& path) override {
    const auto found = files.find(key(path));
    if (found == files.end()) return error(regpolicy::ErrorCode::not_found, path);
    return found->second;
  }
  bool exists(const std::string& path) override {
    return files.contains(key(path)) || folders.contains(key(path));
  }
  bool is_folder(const std::string& path) override { return folders.contains(key(path)); }
  bool is_file(const std::string& path) override { return files.contains(key(path)); }
  std::string behind_links(const std::string& path) override {
    const auto link = links.find(key(path));
    return link == links.end() ? path : link->second;
  }
  void copy_permissions(const std::string&, const std::string&) override {}
  regpolicy::Result<std::vector<std::string>> list(const std::string& asked) override {
    const std::string folder = key(asked);
    if (unlistable.contains(folder)) return error(regpolicy::ErrorCode::access_denied, folder);
    std::set<std::string> names;
    const auto add = [&](const std::string& path) {
      if (regpolicy::folder_of(path) == folder) names.insert(path.substr(folder.size() + 1));
    };
    for (const auto& [path, content] : files) add(path);
    for (const std::string& path : folders) add(path);
    return std::vector<std::string>(names.begin(), names.end());
  }
  regpolicy::Result<void> create_folders(const std::string& folder) override {
    if (fails()) return error(regpolicy::ErrorCode::access_denied, folder);
    folders.insert(key(folder));
    return {};
  }
  regpolicy::Result<void> create_file(const std::string& path,
                                      regpolicy::ByteView content) override {
    if (fails()) return error(regpolicy::ErrorCode::io, path);
    if (exists(path)) return error(regpolicy::ErrorCode::already_exists, path);
    files[key(path)] = regpolicy::Bytes(content.begin(), content.end());
    return {};
  }
  regpolicy::Result<void> append_to_file(const std::string& path,
                                         regpolicy::ByteView content) override {
    if (fails()) return error(regpolicy::ErrorCode::io, path);
    const auto found = files.find(key(path));
    if (found == files.end()) return error(regpolicy::ErrorCode::not_found, path);
    regpolicy::append(found->second, content);
    return {};
  }
  regpolicy::Result<void> add_name(const std::string& path, const std::string& second) override {
    if (fails()) return error(regpolicy::ErrorCode::io, second);
    if (exists(second)) return error(regpolicy::ErrorCode::already_exists, second);
    files[key(second)] = files.at(key(path));
    return {};
  }
  regpolicy::Result<void> rename(const std::string& from, const std::string& to,
                                 bool replace) override {
    if (fails()) return error(regpolicy::ErrorCode::io, to);
    if (!replace && exists(to)) return error(regpolicy::ErrorCode::already_exists, to);
    files[key(to)] = std::move(files.at(key(from)));
    files.erase(key(from));
    return {};
  }
  void remove_file(const std::string& path) override { files.erase(key(path)); }

 private:
  bool fails() {
    ++changes;
    return changes == fail_at || (fail_from > 0 && changes >= fail_from);
  }
  static std::unexpected<regpolicy::Error> error(regpolicy::ErrorCode code,
                                                 const std::string& path) {
    return regpolicy::fail(code, "it failed", {.source = path});
  }
};

}  // namespace tests
