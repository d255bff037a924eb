#include <regpolicy/target.hpp>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "target/system_folder.hpp"

namespace regpolicy {
namespace {

struct TargetRow {
  TargetKind kind;
  std::string_view prefix;
};
constexpr TargetRow kTargets[] = {{TargetKind::pol, "pol:"},
                                  {TargetKind::gpt, "gpt:"},
                                  {TargetKind::local, "local:"},
                                  {TargetKind::backup, "backup:"}};
constexpr std::string_view kRegistry = "registry";

}  // namespace

bool keeps_archive(const Target& target) {
  return target.kind == TargetKind::local || target.kind == TargetKind::registry;
}

Result<Target> parse_target(std::string_view text) {
  if (ascii_lower(text) == "local") {
    auto folder = system_folder();
    if (!folder) return std::unexpected(folder.error());
    return Target{TargetKind::local, *std::move(folder)};
  }
  if (ascii_lower(text) == kRegistry) return Target{TargetKind::registry, {}};
  for (const TargetRow& row : kTargets) {
    if (!ascii_lower(text).starts_with(row.prefix) || text.size() == row.prefix.size()) continue;
    return Target{row.kind, std::string(text.substr(row.prefix.size()))};
  }
  return fail(
      ErrorCode::invalid_argument, fmt::format("'{}' is no target", escape_for_display(text)), {},
      "expected pol:FILE, gpt:DIR, backup:DIR, local:DIR or, on Windows, local or registry");
}

bool is_live_policy(const Target& target) {
  if (target.kind != TargetKind::local) return false;
  const auto folder = system_folder();
  return folder && ascii_lower(*folder) == ascii_lower(target.path);
}

std::string to_string(const Target& target) {
  if (target.kind == TargetKind::registry) return std::string(kRegistry);
  for (const TargetRow& row : kTargets) {
    if (row.kind == target.kind) return fmt::format("{}{}", row.prefix, target.path);
  }
  return target.path;
}

}  // namespace regpolicy
