#include "audit_against.hpp"

#include <utility>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/policy_source.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

// "GptTmpl.inf"; with the source where there are several.
std::string place_of(const audit::AppliedFile& applied, bool one_of_several) {
  const std::string_view file =
      applied.file.extension == PolicyExtension::registry ? "Registry.pol" : "GptTmpl.inf";
  if (!one_of_several) return std::string(file);
  return fmt::format("{} ({})", file,
                     applied.display_name.empty() ? applied.source : applied.display_name);
}

}  // namespace

Result<audit::PolicyToJudge> policy_to_judge(const std::vector<audit::Source>& sources,
                                             const audit::SourceOptions& options) {
  audit::PolicyToJudge policy;
  for (const audit::Source& source : sources) {
    if (!audit::is_policy(source.kind)) {
      return usage(fmt::format("--against judges policies, and {} is none",
                               escape_for_display(to_string(source))),
                   "expected pol:FILE, backup:FOLDER or gpt:FOLDER");
    }
    policy.sources.push_back(to_string(source));
  }
  auto policies = audit::read_policies(real_file_system(), sources, options);
  if (!policies) return std::unexpected(policies.error());
  for (audit::AppliedFile& applied : policies->files) {
    std::string place = place_of(applied, sources.size() > 1);
    policy.parts.push_back(
        {std::move(place), applied.file.side, std::move(applied.file.instructions)});
  }
  return policy;
}

}  // namespace regpolicy::tools
