// What a plan is put together from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/plan.hpp>

#include "target/archive.hpp"
#include "target/places.hpp"

namespace regpolicy {

inline constexpr std::string_view kPlanSchema = "regpolicy/plan/1";

// The outcome of a value or key that is not in the registry.
inline constexpr std::string_view kAbsent = "absent";

// "key", "permissions", "value"
[[nodiscard]] std::string_view word_of(EffectDifference::What what);

struct SideOfPlan {
  Side side = Side::machine;
  PolicyPlace place;
  bool changes = false;
  bool becomes_empty = false;  // without a record
};

[[nodiscard]] bool is_changed(const PlannedFile& file);

[[nodiscard]] Records records_of(const WantedSide& wanted);

// What was applied under the input's name; no name, no archive.
struct ArchiveOfInput {
  std::vector<Archive> archives;  // of the target, those of other names too
  std::string name;               // archive_name(title)
  std::string title;
};
// The side with the reason of what is taken out because it has left the input.
[[nodiscard]] WantedSide with_left(const WantedSide& wanted, const Records& left,
                                   const std::string& title);

[[nodiscard]] Result<void> plan_registry_side(OpenTarget& target, const WantedSide& wanted,
                                              Intent intent, const ArchiveOfInput& input,
                                              Plan& plan);

// Backup.xml of the target's backup: versions, extensions, the list of files. The new contents of
// the sides are in the plan already.
[[nodiscard]] Result<void> plan_backup(OpenTarget& target, const std::vector<SideOfPlan>& sides,
                                       Plan& plan);

void add_file(Plan& plan, const std::string& path, const std::optional<Bytes>& before,
              std::optional<Bytes> after);

// The gpt.ini of the sides: versions, extensions, warnings and the file itself.
[[nodiscard]] Result<void> plan_gpt_ini(OpenTarget& target, const std::string& path,
                                        const std::vector<SideOfPlan>& sides, Plan& plan);

}  // namespace regpolicy
