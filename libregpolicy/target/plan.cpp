#include <regpolicy/plan.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/edit.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/policy_trees.hpp>
#include <regpolicy/secret.hpp>
#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>

#include "target/changes.hpp"
#include "target/places.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

std::string reason_of(Intent intent) {
  switch (intent) {
    case Intent::merge: return "what is wanted around it";
    case Intent::replace: return "not wanted (replace)";
    case Intent::remove: return "taken out (remove)";
  }
  return {};
}

// The error of a wanted record, with who asks for it.
Error for_wanted(Error error, const WantedSide& wanted) {
  const auto record = error.location.record;
  if (record && *record >= 1 && *record <= wanted.records.size() && error.location.source.empty()) {
    error.location.source = wanted.records[*record - 1].why;
    error.location.record.reset();
  }
  return error;
}

// The records of a local policy without those that have left the input and are still as it wanted
// them. Windows takes the values of a policy tree back itself; elsewhere it has to be told.
Result<Records> without_left(const Records& before, const Records& left) {
  Records gone;
  Instructions deletes;
  for (const Record& record : left) {
    const auto there = std::ranges::find_if(before, [&](const Record& other) {
      return speak_of_the_same(other, record) && other.value == record.value;
    });
    if (there == before.end()) continue;
    gone.push_back(record);
    const Instruction instruction = decode(record);
    const auto* const set = std::get_if<SetValue>(&instruction);
    if (set != nullptr && !is_in_policy_tree(set->key)) {
      deletes.push_back(DeleteValue{set->key, set->name});
    }
  }
  auto edited = set(unset(before, decode(gone)).records, deletes);
  if (!edited) return std::unexpected(edited.error());
  return std::move(edited->records);
}

Result<void> check_side(const WantedSide& wanted, Intent intent) {
  if (intent == Intent::remove) return {};
  const auto fine = check_wanted(records_of(wanted));
  if (!fine) return std::unexpected(for_wanted(fine.error(), wanted));
  return {};
}

Result<SideOfPlan> plan_side(OpenTarget& target, const WantedSide& wanted, Intent intent,
                             const ArchiveOfInput& input, Plan& plan) {
  const Records wanted_records = records_of(wanted);
  const Archive archive =
      archive_of(input.archives, target, wanted.side, well_known_sid(wanted.user), input.name);
  auto place = find_place(*target.files, target.target, wanted.side, wanted.user);
  if (!place) return std::unexpected(place.error());
  const auto content = read_plain_file(*target.files, place->pol);
  if (!content) return std::unexpected(content.error());
  Records before;
  if (*content) {
    auto read = pol::read(**content, join_path(target.files->root(), place->pol));
    if (!read) return std::unexpected(read.error());
    before = *std::move(read);
  }
  Records left;
  if (intent == Intent::merge && !input.name.empty()) {
    left = records_that_left(archive, wanted_records, input.archives);
  }
  const auto base = without_left(before, left);
  if (!base) return std::unexpected(base.error());
  auto after = with_intent(*base, intent, wanted_records);
  if (!after) return std::unexpected(for_wanted(after.error(), wanted));
  std::optional<Bytes> written = *content;
  if (*after != before) {
    auto bytes = pol::write(*after);
    if (!bytes) return std::unexpected(for_wanted(bytes.error(), wanted));
    written = *std::move(bytes);
  }
  std::ranges::move(
      planned_changes(before, *after, with_left(wanted, left, input.title), reason_of(intent)),
      std::back_inserter(plan.changes));
  SideOfPlan side{wanted.side, *std::move(place), *after != before, after->empty()};
  add_file(plan, side.place.pol, *content, std::move(written));
  if (input.name.empty()) return side;
  const auto was_there = [&before](const Record& record) {
    return std::ranges::any_of(before, [&record](const Record& other) {
      return speak_of_the_same(other, record) && other.value == record.value;
    });
  };
  const Records archived = intent == Intent::remove
                               ? archive_without(archive, wanted_records)
                               : records_to_archive(archive, wanted_records, was_there);
  if (auto done = plan_archive(archive, archived, plan); !done) {
    return std::unexpected(done.error());
  }
  return side;
}

bool sets_a_secret(ByteView content) {
  const auto records = pol::read(content);
  return records && std::ranges::any_of(*records, [](const Record& record) {
           const Instruction instruction = decode(record);
           if (const auto* const set = std::get_if<SetValue>(&instruction)) {
             return is_secret(set->name, set->value);
           }
           const auto* const soft = std::get_if<SetIfAbsent>(&instruction);
           return soft != nullptr && is_secret(soft->name, soft->value);
         });
}

// Who "the user" is has to be said of a registry: the one that runs this.
Result<std::vector<WantedSide>> with_users(OpenTarget& target, std::vector<WantedSide> sides) {
  if (target.registry == nullptr) return sides;
  const auto user = target.registry->current_user();
  if (!user) return std::unexpected(user.error());
  for (WantedSide& side : sides) {
    if (side.side == Side::user && side.user.empty()) side.user = *user;
  }
  return sides;
}

// Sides that the input speaks of no more, where what was applied under its name has any.
Result<void> add_sides_that_left(OpenTarget& target, const ArchiveOfInput& input,
                                 std::optional<Side> only, std::vector<WantedSide>& sides) {
  for (const Archive& archive : input.archives) {
    const bool spoken_of = std::ranges::any_of(sides, [&](const WantedSide& side) {
      return side.side == archive.side && same_name(well_known_sid(side.user), archive.user);
    });
    if (archive.name != input.name || spoken_of || (only && *only != archive.side)) continue;
    if (target.registry != nullptr && !archive.user.empty()) {
      // The settings of another administrator are that one's, who has not left.
      const auto user = target.registry->current_user();
      if (!user) return std::unexpected(user.error());
      if (!same_name(archive.user, *user)) continue;
    }
    sides.push_back({archive.side, archive.user, {}});
  }
  return {};
}

Result<ArchiveOfInput> archive_of_input(OpenTarget& target, const std::string& title) {
  if (title.empty() || !keeps_archive(target.target)) return ArchiveOfInput{};
  auto archives = read_archives(target);
  if (!archives) return std::unexpected(archives.error());
  return ArchiveOfInput{*std::move(archives), archive_name(title), title};
}

}  // namespace

Records records_of(const WantedSide& wanted) {
  Records records;
  for (const WantedRecord& record : wanted.records) records.push_back(record.record);
  return records;
}

WantedSide with_left(const WantedSide& wanted, const Records& left, const std::string& title) {
  WantedSide result = wanted;
  for (const Record& record : left) {
    result.records.push_back({record, fmt::format("no longer in '{}'", title)});
  }
  return result;
}

bool is_changed(const PlannedFile& file) { return file.before != file.after; }

bool has_changes(const Plan& plan) { return std::ranges::any_of(plan.files, is_changed); }

bool has_secrets(const Plan& plan) {
  return std::ranges::any_of(plan.files, &PlannedFile::has_secret);
}

void add_file(Plan& plan, const std::string& path, const std::optional<Bytes>& before,
              std::optional<Bytes> after) {
  PlannedFile file{path, {}, {}, {}, false};
  if (before) file.before = sha256_hex(*before);
  if (after) file.after = sha256_hex(*after);
  if (after && is_changed(file)) {
    file.has_secret = sets_a_secret(*after);
    file.content = std::move(after);
  }
  plan.files.push_back(std::move(file));
}

Result<Plan> make_plan(OpenTarget& target, const std::vector<WantedSide>& wanted, Intent intent,
                       const InputName& called) {
  Plan plan{.target = target.target,
            .deed = std::string(to_string(intent)),
            .undoes = {},
            .changes = {},
            .versions = {},
            .extensions = {},
            .files = {},
            .warnings = {}};
  auto sides = with_users(target, wanted);
  if (!sides) return std::unexpected(sides.error());
  const auto input = archive_of_input(target, called.name);
  if (!input) return std::unexpected(input.error());
  if (intent == Intent::merge) {
    if (auto done = add_sides_that_left(target, *input, called.side, *sides); !done) {
      return std::unexpected(done.error());
    }
  }
  std::map<std::string, std::vector<SideOfPlan>> by_ini;
  for (const WantedSide& side : *sides) {
    if (auto fine = check_side(side, intent); !fine) return std::unexpected(fine.error());
    if (target.registry != nullptr) {
      auto done = plan_registry_side(target, side, intent, *input, plan);
      if (!done) return std::unexpected(done.error());
      continue;
    }
    auto planned = plan_side(target, side, intent, *input, plan);
    if (!planned) return std::unexpected(planned.error());
    const auto same_pol = [&](const PlannedFile& file) { return file.path == planned->place.pol; };
    if (std::ranges::count_if(plan.files, same_pol) > 1) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("two inputs are for {}", escape_for_display(planned->place.pol)), {},
                  "merge them first");
    }
    by_ini[planned->place.gpt_ini].push_back(*std::move(planned));
  }
  if (target.target.kind == TargetKind::backup) {
    auto done = plan_backup(target, by_ini[{}], plan);
    if (!done) return std::unexpected(done.error());
  }
  for (const auto& [path, sides_of_ini] : by_ini) {
    if (path.empty()) continue;
    if (auto done = plan_gpt_ini(target, path, sides_of_ini, plan); !done) {
      return std::unexpected(done.error());
    }
  }
  return plan;
}

}  // namespace regpolicy
