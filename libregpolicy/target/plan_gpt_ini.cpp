#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

constexpr std::string_view kFunctionalityKey = "gPCFunctionalityVersion";

std::string_view half_of(Side side) { return to_string(side); }

// Does the file list extensions, as that of local policy does?
Result<bool> lists_extensions(const gpt_ini::File& file, const std::string& source) {
  for (const Side side : {Side::machine, Side::user}) {
    const auto value = gpt_ini::value_of(file, gpt_ini::extensions_key(side), source);
    if (!value) return std::unexpected(value.error());
    if (*value) return true;
  }
  return false;
}

Result<void> plan_extensions(gpt_ini::File& file, const SideOfPlan& side, const std::string& path,
                             const std::string& source, Plan& plan) {
  const auto before = gpt_ini::extensions_of(file, side.side, source);
  if (!before) return std::unexpected(before.error());
  const gpt_ini::Extensions there = before->value_or(gpt_ini::Extensions());
  const gpt_ini::Extensions after =
      side.becomes_empty ? gpt_ini::without(there, gpt_ini::kRegistryExtension)
                         : gpt_ini::with(there, {std::string(gpt_ini::kRegistryExtension),
                                                 {std::string(gpt_ini::registry_tool(side.side))}});
  if (after == there) return {};
  plan.extensions.push_back(
      {path, side.side, gpt_ini::to_string(there), gpt_ini::to_string(after)});
  return gpt_ini::set_extensions(file, side.side, after, source);
}

void warn_of_version(const SideOfPlan& side, std::optional<gpt_ini::Version> before,
                     const std::string& path, Plan& plan) {
  const gpt_ini::Version version = before.value_or(gpt_ini::Version());
  const std::uint16_t half = side.side == Side::machine ? version.machine : version.user;
  if (side.changes && half == 0xFFFF) {
    plan.warnings.push_back(
        fmt::format("{}: the {} version starts again at 1, after 65535", path, half_of(side.side)));
  }
  if (!side.changes && !side.becomes_empty && half == 0) {
    plan.warnings.push_back(
        fmt::format("{}: the {} version is 0, so clients may pass the settings over that are there",
                    path, half_of(side.side)));
  }
}

void warn_of_directory(const std::vector<SideOfPlan>& sides, Plan& plan) {
  for (const SideOfPlan& side : sides) {
    if (!side.changes) continue;
    plan.warnings.push_back(fmt::format(
        "of a GPO in a domain the directory has to follow: versionNumber as in gpt.ini, and {} {} "
        "{}{}",
        gpt_ini::extensions_key(side.side), side.becomes_empty ? "without" : "with",
        gpt_ini::kRegistryExtension, gpt_ini::registry_tool(side.side)));
  }
}

}  // namespace

Result<void> plan_gpt_ini(OpenTarget& target, const std::string& path,
                          const std::vector<SideOfPlan>& sides, Plan& plan) {
  const std::string source = join_path(target.files->root(), path);
  const auto content = read_plain_file(*target.files, path);
  if (!content) return std::unexpected(content.error());
  auto file = gpt_ini::read(content->value_or(Bytes()), source);
  if (!file) return std::unexpected(file.error());
  const auto before = gpt_ini::version_of(*file, source);
  if (!before) return std::unexpected(before.error());
  const auto listed = lists_extensions(*file, source);
  if (!listed) return std::unexpected(listed.error());
  if (*content && !*before) {
    plan.warnings.push_back(
        fmt::format("{}: there is no Version, so clients take the object for corrupt", path));
  }
  gpt_ini::Version after = before->value_or(gpt_ini::Version());
  bool changes = false;
  for (const SideOfPlan& side : sides) {
    warn_of_version(side, *before, path, plan);
    if (!side.changes) continue;
    changes = true;
    after = gpt_ini::raised(after, side.side);
  }
  if (!changes) {
    add_file(plan, path, *content, *content);
    return {};
  }
  if (auto set = gpt_ini::set_version(*file, after, source); !set) return set;
  plan.versions.push_back({path, *before, after});
  const bool local_style = sides.front().place.local_style || *listed;
  if (local_style && !*content) {
    if (auto set = gpt_ini::set_value(*file, kFunctionalityKey, "2", source); !set) return set;
  }
  for (const SideOfPlan& side : sides) {
    if (!local_style || !side.changes) continue;
    if (auto done = plan_extensions(*file, side, path, source, plan); !done) return done;
  }
  if (!local_style) warn_of_directory(sides, plan);
  add_file(plan, path, *content, gpt_ini::write(*file));
  return {};
}

}  // namespace regpolicy
