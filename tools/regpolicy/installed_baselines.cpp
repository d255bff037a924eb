#include "installed_baselines.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

#ifdef _WIN32
#include "windows_process.hpp"
#endif

namespace regpolicy::tools {
namespace {

constexpr std::string_view kBaselineSuffix = ".toml";

// Of the running program; empty where the system does not tell.
std::string program_path() {
#ifdef _WIN32
  return windows_program_path();
#else
  std::error_code failure;
  return std::filesystem::read_symlink("/proc/self/exe", failure).string();
#endif
}

std::string normal_path(const std::string& path) {
  const std::filesystem::path given(std::u8string(path.begin(), path.end()));
  const std::u8string normal = given.lexically_normal().u8string();
  return std::string(normal.begin(), normal.end());
}

// The folders that baselines may lie in, seen from the program's: of an installation, of a program
// unpacked together with its data, of the source tree above a preset's build folder.
std::vector<std::string> baseline_folders() {
  const std::string program = program_path();
  if (program.empty()) return {};
  std::vector<std::string> folders;
  for (const std::string_view inside :
       {REGPOLICY_INSTALLED_BASELINES, "tools/baselines", "../../../tools/baselines"}) {
    std::string folder = normal_path(join_path(folder_of(program), inside));
    if (real_file_system().is_folder(folder)) folders.push_back(std::move(folder));
  }
  return folders;
}

bool is_name(std::string_view text) {
  return !text.empty() && text != "-" && text.find_first_of("/\\.:") == std::string_view::npos;
}

std::vector<std::string> names_in(const std::vector<std::string>& folders) {
  std::vector<std::string> names;
  for (const std::string& folder : folders) {
    const auto files = real_file_system().list(folder);
    if (!files) continue;
    for (const std::string& file : *files) {
      if (!file.ends_with(kBaselineSuffix)) continue;
      names.push_back(file.substr(0, file.size() - kBaselineSuffix.size()));
    }
  }
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

}  // namespace

Result<std::string> find_baseline(const std::string& text) {
  if (!is_name(text) || real_file_system().exists(text)) return text;
  const std::vector<std::string> folders = baseline_folders();
  for (const std::string& folder : folders) {
    std::string path = join_path(folder, text + std::string(kBaselineSuffix));
    if (real_file_system().is_file(path)) return path;
  }
  const std::vector<std::string> names = names_in(folders);
  return fail(ErrorCode::not_found,
              fmt::format("there is no file '{}', and no baseline of that name came with the "
                          "program",
                          escape_for_display(text)),
              {},
              names.empty() ? std::string("no baselines were found beside the program")
                            : fmt::format("known are {}", fmt::join(names, ", ")));
}

}  // namespace regpolicy::tools
