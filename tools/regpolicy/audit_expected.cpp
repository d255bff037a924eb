#include "audit_expected.hpp"

#include <utility>
#include <vector>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/explain.hpp>
#include <regpolicy/gpo_files.hpp>
#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>

#include "catalog_files.hpp"
#include "console.hpp"
#include "installed_baselines.hpp"
#include "read_policy_file.hpp"
#include "side_choice.hpp"

namespace regpolicy::tools {
namespace {

// What a policy does, whatever it was read from.
struct PolicyRead {
  std::string name;
  Instructions machine, user;

  [[nodiscard]] Instructions& on(Side side) { return side == Side::machine ? machine : user; }
  void add(Side side, const Instructions& instructions) {
    on(side).insert(on(side).end(), instructions.begin(), instructions.end());
  }
};

Result<PolicyRead> policy_of_folder(const std::string& path, const Arguments& arguments) {
  const auto source = audit::parse_source(real_file_system(), path);
  if (!source) return std::unexpected(source.error());
  if (source->kind == audit::SourceKind::hive) {
    return fail(ErrorCode::invalid_argument,
                "found neither a backup nor the folder of a Group Policy object", {.source = path});
  }
  auto gpo = source->kind == audit::SourceKind::backup
                 ? read_backup_of_gpo(real_file_system(), path)
                 : read_gpo_folder(real_file_system(), path);
  if (!gpo) return std::unexpected(gpo.error());
  PolicyRead policy{gpo->display_name.empty() ? path : gpo->display_name, {}, {}};
  const auto wanted = parse_side(arguments.get("side"));
  for (const GpoFile& file : gpo->files) {
    if (file.side == wanted.value_or(file.side)) policy.add(file.side, file.instructions);
  }
  return policy;
}

Result<PolicyRead> policy_of_file(const std::string& path, ByteView content, PolicyFormat format,
                                  const Arguments& arguments) {
  auto sides = decode_policy_file(format, content, path);
  if (!sides) return std::unexpected(sides.error());
  auto chosen = choose_sides({format, *std::move(sides)}, arguments, path);
  if (!chosen) return std::unexpected(chosen.error());
  PolicyRead policy{path == "-" ? "the standard input" : path, {}, {}};
  for (const PolicySide& side : *chosen) {
    if (!side.side) {
      return fail(ErrorCode::invalid_argument, "the input does not tell its side", {.source = path},
                  "--side machine or --side user tells it");
    }
    if (!side.user.empty()) {
      return fail(ErrorCode::invalid_argument,
                  "found settings of the user " + escape_for_display(side.user) +
                      ", expected those of every user only",
                  {.source = path}, "--side machine leaves them out");
    }
    policy.add(*side.side, decode(side.records));
  }
  return policy;
}

std::expected<LoadedBaseline, ExitCode> expected_of(Result<PolicyRead> policy,
                                                    const Arguments& arguments) {
  if (!policy) return std::unexpected(fail_with(policy.error()));
  LoadedBaseline loaded;
  Diagnostics diagnostics;
  const auto added = add_templates(loaded.catalog, arguments.all("templates"), {}, diagnostics);
  if (!added) return std::unexpected(fail_with(added.error()));
  if (diagnostics.has_errors()) {
    say(diagnostics);
    return std::unexpected(ExitCode::bad_input);
  }
  const PolicyIndex index(loaded.catalog);
  loaded.baseline = to_baseline(
      {explain(index, Side::machine, policy->machine), explain(index, Side::user, policy->user)});
  loaded.baseline.name = escape_for_display(policy->name);
  loaded.baseline.languages = {"en-US", "sv-SE"};  // those of the engine's own words
  return loaded;
}

}  // namespace

std::expected<LoadedBaseline, ExitCode> load_expected(const std::string& text,
                                                      const Arguments& arguments) {
  const auto path = find_baseline(text);
  if (!path) return std::unexpected(fail_with(path.error()));
  if (*path != "-" && real_file_system().is_folder(*path)) {
    return expected_of(policy_of_folder(*path, arguments), arguments);
  }
  const auto content = read_input(*path);
  if (!content) return std::unexpected(fail_with(content.error()));
  const auto format =
      ascii_lower(*path).ends_with(".toml") ? std::nullopt : policy_format_of(*path, *content);
  if (!format) return load_baseline(*path, as_chars(*content), arguments);
  auto loaded = expected_of(policy_of_file(*path, *content, *format, arguments), arguments);
  if (loaded) loaded->sha256 = sha256_hex(*content);
  return loaded;
}

}  // namespace regpolicy::tools
