// Files of tests/data/template for the tests of template_source, admx and adml.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <regpolicy/template_source.hpp>

#include "support/files.hpp"

namespace regpolicy::template_tests {

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::filesystem::path template_data() { return ::tests::data_folder() / "template"; }

// Findings as the command prints them.
inline std::vector<std::string> lines_of(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& item : diagnostics.items) lines.push_back(to_string(item));
  return lines;
}

inline Template read_good(const std::string& text) {
  Diagnostics diagnostics;
  auto result = template_source::read(text, "good.toml", diagnostics);
  CHECK(lines_of(diagnostics).empty());
  REQUIRE(result);
  return *std::move(result);
}

inline std::vector<std::string> findings_in(const std::string& text) {
  Diagnostics diagnostics;
  const auto result = template_source::read(text, "bad.toml", diagnostics);
  CHECK(result.has_value() == !diagnostics.has_errors());
  return lines_of(diagnostics);
}

}  // namespace regpolicy::template_tests
