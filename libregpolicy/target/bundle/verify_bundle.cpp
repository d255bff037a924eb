#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <regpolicy/bundle.hpp>
#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

constexpr std::size_t kDigits = 64;
constexpr std::string_view kChecksumSeparator = "  ";

bool is_path_within(std::string_view path) {
  if (path.empty() || path.find_first_of("\\:") != std::string_view::npos) return false;
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view name = path.substr(0, end);
    if (name.empty() || name == "." || name == "..") return false;
    if (end == path.size()) return true;
    path.remove_prefix(end + 1);
  }
}

// Path -> SHA-256.
using Checksums = std::map<std::string, std::string, std::less<>>;

Result<Checksums> read_checksums(std::string_view text, const std::string& source) {
  Checksums sums;
  for (std::uint32_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view sum = row.substr(0, kDigits);
    const bool fine = row.size() > kDigits + kChecksumSeparator.size() &&
                      sum.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
                      row.substr(kDigits, kChecksumSeparator.size()) == kChecksumSeparator &&
                      is_path_within(row.substr(kDigits + kChecksumSeparator.size()));
    if (!fine) {
      return fail(ErrorCode::malformed, "this is no line of a list of checksums",
                  {.source = source, .line = line},
                  "expected 64 digits, two blanks and a path in the bundle");
    }
    const std::string path(row.substr(kDigits + kChecksumSeparator.size()));
    if (!sums.emplace(path, sum).second) {
      return fail(ErrorCode::malformed,
                  fmt::format("the path {} stands twice", escape_for_display(path)),
                  {.source = source, .line = line});
    }
  }
  return sums;
}

}  // namespace

Result<BundleCheck> verify_bundle(FileSystem& files, const std::string& folder) {
  const std::string list = join_path(folder, std::string(kBundleChecksums));
  const auto content = files.read(list);
  if (!content) return std::unexpected(content.error());
  auto sums = read_checksums(as_chars(*content), list);
  if (!sums) return std::unexpected(sums.error());
  BundleCheck check{sums->size(), {}};
  const FoundFiles found = files_below(files, folder, "");
  if (!found.errors.empty()) return std::unexpected(found.errors.front());
  for (const std::string& whole : found.paths) {
    std::string path = whole.substr(join_path(folder, "x").size() - 1);
    std::ranges::replace(path, '\\', '/');  // Windows' separator
    if (path == kBundleChecksums) continue;
    const auto listed = sums->find(path);
    if (listed == sums->end()) {
      check.problems.push_back({BundleProblem::What::extra, path});
      continue;
    }
    const auto bytes = files.read(whole);
    if (!bytes) return std::unexpected(bytes.error());
    if (sha256_hex(*bytes) != listed->second) {
      check.problems.push_back({BundleProblem::What::changed, path});
    }
    sums->erase(listed);
  }
  for (const auto& [path, sum] : *sums) {
    check.problems.push_back({BundleProblem::What::missing, path});
  }
  std::ranges::sort(check.problems, {}, &BundleProblem::path);
  return check;
}

}  // namespace regpolicy
