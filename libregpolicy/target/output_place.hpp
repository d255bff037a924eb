// What every way of writing an output shares.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/file_system.hpp>

namespace regpolicy {

// May the output be written? True where it then replaces a file. Errors: already_exists, io.
[[nodiscard]] Result<bool> replaces_a_file(FileSystem& files, const std::string& path,
                                           const WriteOptions& options);

// Calls make(name) with free names beside `path` until one is taken; a file left by a run that was
// killed holds one.
template <class Make>
Result<std::string> beside(const std::string& path, std::string_view suffix, Make make) {
  constexpr int kTries = 100;
  for (int number = 0;; ++number) {
    const std::string name = path + std::string(suffix) + std::to_string(number);
    const Result<void> made = make(name);
    if (made) return name;
    if (made.error().code != ErrorCode::already_exists || number == kTries) {
      return std::unexpected(made.error());
    }
  }
}

}  // namespace regpolicy
