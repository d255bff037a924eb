#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/explain.hpp>
#include <regpolicy/explain_report.hpp>
#include <regpolicy/gpo_report.hpp>
#include <regpolicy/policy_comments.hpp>
#include <regpolicy/policy_file.hpp>

#include "formats/json/json_parts.hpp"
#include "formats/syncml/syncml.hpp"
#include "target/bundle/bundle_parts.hpp"

namespace regpolicy::bundle {
namespace {

std::optional<Records> records_of(const Instructions& instructions) {
  if (instructions.empty()) return std::nullopt;
  return encode(instructions);
}

gpo_report::Side report_side(const BackupSide& side, Side which, const Instructions& instructions,
                             const PolicyIndex& index, const Catalog& catalog,
                             const std::string& language,
                             const policy_comments::Comments& comments) {
  const Explanation explanation = explain(index, which, instructions);
  Records values;
  for (const UnexplainedInstruction& row : explanation.values) {
    values.push_back(encode(row.instruction));
  }
  return {.versions = side.versions,
          .is_enabled = true,
          .policies = report_policies(explanation, catalog, language, comments),
          .values = std::move(values)};
}

// The comments of the baseline's settings of one side, for the editor.
policy_comments::Comments comments_of(const Baseline& baseline, Side side, const Catalog& catalog,
                                      const std::string& language) {
  policy_comments::Comments comments;
  for (const BaselineSetting& item : baseline.settings) {
    const auto entry = catalog.find(item.setting.policy);
    // The editor shows comments on what is set.
    if (item.setting.side != side || item.comment.empty() || !entry ||
        item.setting.state == PolicyState::not_configured) {
      continue;
    }
    comments.push_back({entry->source->definitions.target.uri, entry->policy->name,
                        text_in(item.comment, language, baseline.languages.front())});
  }
  return comments;
}

Result<void> add_comments(GpoBackup& backup, Side side, const policy_comments::Comments& comments) {
  if (comments.empty()) return {};
  auto content = policy_comments::write(comments);
  if (!content) return std::unexpected(content.error());
  backup.files.push_back(
      {fmt::format("DomainSysvol/GPO/{}/comment.cmtx", side == Side::machine ? "Machine" : "User"),
       *std::move(content)});
  return {};
}

std::vector<PolicySide> sides_of(const CompiledBaseline& compiled) {
  std::vector<PolicySide> sides;
  if (!compiled.machine.empty()) sides.push_back({Side::machine, {}, encode(compiled.machine)});
  if (!compiled.user.empty()) sides.push_back({Side::user, {}, encode(compiled.user)});
  return sides;
}

Result<void> add_file(Files& files, std::string path, PolicyFormat format,
                      const std::vector<PolicySide>& sides, Diagnostics& left_out) {
  const std::vector<PolicySide> sayable = without_unsayable(format, sides, {}, left_out);
  auto content = encode_policy_file(format, sayable);
  if (!content) return std::unexpected(content.error());
  files.push_back({std::move(path), *std::move(content)});
  return {};
}

std::string_view word_of(MdmGap::Reason reason) {
  switch (reason) {
    case MdmGap::Reason::key_blocked: return "key_blocked";
    case MdmGap::Reason::ingest: return "ingest";
    case MdmGap::Reason::raw_value: return "raw_value";
  }
  return "";
}

}  // namespace

Result<void> add_backup(Files& files, const Baseline& baseline, const CompiledBaseline& compiled,
                        const Catalog& catalog, const BackupOptions& options,
                        const std::string& language) {
  const std::string& name = baseline.title.empty()
                                ? baseline.name
                                : text_in(baseline.title, language, baseline.languages.front());
  GpoBackup backup =
      make_backup(name, records_of(compiled.machine), records_of(compiled.user), options);
  const PolicyIndex index(catalog);
  const auto machine_comments = comments_of(baseline, Side::machine, catalog, language);
  const auto user_comments = comments_of(baseline, Side::user, catalog, language);
  const gpo_report::Report report{
      .gpo_guid = backup.gpo_guid,
      .domain = backup.domain,
      .name = backup.display_name,
      .time = backup.backup_time,
      .machine = report_side(backup.machine, Side::machine, compiled.machine, index, catalog,
                             language, machine_comments),
      .user = report_side(backup.user, Side::user, compiled.user, index, catalog, language,
                          user_comments)};
  auto page = gpo_report::write(report);
  if (!page) return std::unexpected(page.error());
  auto added = add_comments(backup, Side::machine, machine_comments);
  if (added) added = add_comments(backup, Side::user, user_comments);
  if (!added) return added;
  backup.files.push_back({"gpreport.xml", *std::move(page)});
  auto written = backup_files({std::move(backup)}, "GPOBackup");
  if (!written) return std::unexpected(written.error());
  for (OutputFile& file : *written) {
    std::ranges::replace(file.path, '\\', '/');  // Windows' separator
    files.push_back(std::move(file));
  }
  return {};
}

Result<void> add_settings(Files& files, const CompiledBaseline& compiled, Diagnostics& left_out) {
  const std::vector<PolicySide> sides = sides_of(compiled);
  for (const PolicySide& side : sides) {
    const bool machine = side.side == Side::machine;
    auto done = add_file(files, machine ? "Machine/Registry.pol" : "User/Registry.pol",
                         PolicyFormat::pol, {side}, left_out);
    if (done) {
      done = add_file(files, machine ? "machine.reg" : "user.reg", PolicyFormat::reg, {side},
                      left_out);
    }
    if (!done) return done;
  }
  return add_file(files, "LGPO.txt", PolicyFormat::lgpo, sides, left_out);
}

void add_mdm(Files& files, const MdmSettings& settings) {
  Json rows = Json::array();
  std::vector<syncml::Command> commands;
  for (const MdmSetting& row : settings.settings) {
    const bool removes = row.state == PolicyState::not_configured;
    rows.push_back({{"policy", row.policy},
                    {"state", to_string(row.state)},
                    {"uri", row.uri},
                    {"format", row.format},
                    {"data", removes ? Json() : Json(row.data)}});
    commands.push_back({removes, row.uri, row.format, row.data});
  }
  Json gaps = Json::array();
  for (const MdmGap& gap : settings.gaps) {
    gaps.push_back({{"policy", text_or_null(gap.policy)},
                    {"reason", word_of(gap.reason)},
                    {"detail", gap.detail}});
  }
  const Json json{
      {"schema", "regpolicy/mdm/1"}, {"settings", std::move(rows)}, {"left_out", std::move(gaps)}};
  add_text(files, "MDM/settings.json",
           json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
  if (!commands.empty()) files.push_back({"MDM/syncml.xml", syncml::write(commands)});
}

}  // namespace regpolicy::bundle
