// Fixtures on disk, for tests.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>

namespace tests {

// The source tree and its tests/data. Only folders.cpp knows them, so that no other object file
// depends on where the tree stands.
[[nodiscard]] std::filesystem::path source_folder();
[[nodiscard]] std::filesystem::path data_folder();

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

inline regpolicy::Bytes read_bytes(const std::filesystem::path& path) {
  const std::string text = read_text(path);
  const regpolicy::ByteView bytes = regpolicy::as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

// The files of tests/data/<folder> whose names begin and end so, in name order. Throws where there
// is none: a test over no file would pass without having tested anything.
inline std::vector<std::filesystem::path> fixtures(std::string_view folder, std::string_view prefix,
                                                   std::string_view suffix) {
  std::vector<std::filesystem::path> found;
  const auto root = data_folder() / folder;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(suffix)) found.push_back(entry.path());
  }
  if (found.empty()) throw std::runtime_error("no fixture in " + root.string());
  std::ranges::sort(found);
  return found;
}

}  // namespace tests
