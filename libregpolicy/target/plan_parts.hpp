// What a plan is put together from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/plan.hpp>

#include "target/places.hpp"

namespace regpolicy {

inline constexpr std::string_view kPlanSchema = "regpolicy/plan/1";

// "key", "permissions", "value"
[[nodiscard]] std::string_view word_of(EffectDifference::What what);

struct SideOfPlan {
  Side side = Side::machine;
  PolicyPlace place;
  bool changes = false;
  bool becomes_empty = false;  // without a record
};

[[nodiscard]] bool is_changed(const PlannedFile& file);

void add_file(Plan& plan, const std::string& path, const std::optional<Bytes>& before,
              std::optional<Bytes> after);

// The gpt.ini of the sides: versions, extensions, warnings and the file itself.
[[nodiscard]] Result<void> plan_gpt_ini(OpenTarget& target, const std::string& path,
                                        const std::vector<SideOfPlan>& sides, Plan& plan);

}  // namespace regpolicy
