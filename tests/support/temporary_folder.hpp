// A folder of the test's own, gone with it.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <string_view>

#include <regpolicy/bytes.hpp>

#include "support/files.hpp"

namespace tests {

class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("regpolicy-test-" + name + '-' + std::to_string(process_number()))) {
    clear();
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  void clear() const {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::string path(std::string_view name) const { return (path_ / name).string(); }

  void write(std::string_view name, regpolicy::ByteView content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream file(path_ / name, std::ios::binary);
    file << regpolicy::as_chars(content);
  }
  [[nodiscard]] std::string read(std::string_view name) const { return read_text(path_ / name); }

  // Every file by its path in the folder, but for what lies in a state folder.
  [[nodiscard]] std::map<std::string, std::string> contents() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      const std::string name = std::filesystem::relative(entry.path(), path_).generic_string();
      if (entry.is_regular_file() && name.find(".regpolicy/") == std::string::npos) {
        files[name] = read_text(entry.path());
      }
    }
    return files;
  }

 private:
  // Two builds' tests may run at once.
  static unsigned process_number() {
    static const unsigned number = std::random_device()();
    return number;
  }

  std::filesystem::path path_;
};

}  // namespace tests
