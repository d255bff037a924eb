#include "check_policies.hpp"

#include <regpolicy/check.hpp>
#include <regpolicy/pol.hpp>

#include "console.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kMalformed = "pol.malformed";

void take(Diagnostics findings, CheckOutcome& outcome) {
  for (Diagnostic& item : findings.items) {
    outcome.bad_input = outcome.bad_input || item.rule == kMalformed;
    outcome.findings.items.push_back(std::move(item));
  }
}

// A file of another format, as the Registry.pol of each of its sides. Offsets would lead nowhere.
void check_other_file(const std::string& path, std::optional<Side> side, CheckOutcome& outcome) {
  const auto file = read_policy_file(path);
  if (!file) return refuse(file.error(), outcome);
  ++outcome.files;
  for (const PolicySide& part : file->sides) {
    const auto content = pol::write(part.records);
    if (!content) {
      refuse(in_source(content.error(), path), outcome);
      continue;
    }
    Diagnostics findings = check_pol(*content, path, {.side = part.side ? part.side : side});
    for (Diagnostic& item : findings.items) {
      item.location.offset.reset();
      item.location.length.reset();
      if (file->sides.size() > 1) item.message = describe(part) + ": " + item.message;
    }
    take(std::move(findings), outcome);
  }
}

bool is_registry_pol(const std::string& path) {
  if (path == "-") return true;
  if (const auto format = policy_format_of_path(path)) return *format == PolicyFormat::pol;
  const auto content = read_input(path);
  return content && policy_format_of_content(*content) == PolicyFormat::pol;
}

}  // namespace

void check_pol_file(const std::string& path, std::optional<Side> side, CheckOutcome& outcome) {
  const auto content = read_input(path);
  if (!content) return refuse(content.error(), outcome);
  ++outcome.files;
  const auto side_of_file = side_of_path(path);
  take(check_pol(*content, path, {.side = side_of_file ? side_of_file : side}), outcome);
}

void check_policy_file(const std::string& path, std::optional<Side> side, CheckOutcome& outcome) {
  if (is_registry_pol(path)) return check_pol_file(path, side, outcome);
  check_other_file(path, side, outcome);
}

}  // namespace regpolicy::tools
