// What was applied to a local policy or a registry under a name, so that what has left the input
// since is taken out by the next apply: STATE/archive, a Registry.pol for each name and side.
//
// Of a policy tree (policy_trees.hpp) it holds all that was wanted; of other keys only what the
// apply itself has put there, so that what was there before is never taken for ours.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/plan.hpp>
#include <regpolicy/target.hpp>

namespace regpolicy {

struct Archive {
  Side side = Side::machine;
  std::u16string user;  // a SID; empty: everybody, or the machine
  std::string name;     // as it is part of the path
  std::string path;     // below the target's files
  Records records;
  std::optional<Bytes> content;  // empty where the file is not there yet
};

// Does the path name a file of an archive? Those are no policy.
[[nodiscard]] bool is_archive(const OpenTarget& target, std::string_view path);

// A name as a part of a file name; names that differ in the case of ASCII letters are one.
[[nodiscard]] std::string archive_name(std::string_view name);

// All that the target has, in the order of their paths.
[[nodiscard]] Result<std::vector<Archive>> read_archives(OpenTarget& target);
// The one of a side, perhaps without a file yet.
[[nodiscard]] Archive archive_of(const std::vector<Archive>& archives, const OpenTarget& target,
                                 Side side, const std::u16string& user, const std::string& name);

// Do both say what becomes of the same value, or the same kind of thing about the same key?
[[nodiscard]] bool speak_of_the_same(const Record& a, const Record& b);
// What the archive holds and neither `wanted` nor another archive of that side speaks of.
[[nodiscard]] Records records_that_left(const Archive& archive, const Records& wanted,
                                        const std::vector<Archive>& archives);

// The archive's next content. `was_there` tells of a record outside the policy trees whether the
// target said so already.
[[nodiscard]] Records records_to_archive(const Archive& archive, const Records& wanted,
                                         const std::function<bool(const Record&)>& was_there);
// The archive without what `removed` speaks of.
[[nodiscard]] Records archive_without(const Archive& archive, const Records& removed);

// Puts the archive's file into the plan.
[[nodiscard]] Result<void> plan_archive(const Archive& archive, const Records& records, Plan& plan);

}  // namespace regpolicy
