#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/policy_trees.hpp>
#include <regpolicy/text.hpp>

#include "target/changes.hpp"
#include "target/plan_parts.hpp"
#include "target/registry_image.hpp"

namespace regpolicy {
namespace {

Result<RegistryPart> part_for(OpenTarget& target, const WantedSide& wanted) {
  if (wanted.side == Side::machine) return RegistryPart{};
  RegistryPart part{RootKey::users, wanted.user};
  if (!part_of(path_of(part)) || !ascii_lower(to_utf8(wanted.user)).starts_with("s-1-")) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("found the user '{}', expected the SID of one who is signed in",
                            escape_for_display(wanted.user)));
  }
  const auto hive = target.registry->read(place_in(part, u"Software"));
  if (!hive) return std::unexpected(hive.error());
  if (*hive) return part;
  return fail(ErrorCode::not_found, "the user's part of the registry is not loaded",
              {.source = path_of(part)}, "it is while the user is signed in");
}

Error no_way(const std::string& message, const std::string& why) {
  return {ErrorCode::not_representable,
          message,
          {.source = why},
          "a GPO or the local policy (--target local) can"};
}

// What is done to the registry, in order.
Result<Instructions> deeds_for(const WantedSide& wanted, Intent intent) {
  Instructions deeds;
  for (const WantedRecord& record : wanted.records) {
    Instruction instruction = decode(record.record);
    if (std::holds_alternative<SecureKey>(instruction)) {
      return std::unexpected(no_way("the target registry cannot set permissions", record.why));
    }
    if (std::holds_alternative<Comment>(instruction)) continue;
    if (std::holds_alternative<Unknown>(instruction)) {
      return std::unexpected(
          no_way(fmt::format("found '{}', which says nothing that is known", describe(instruction)),
                 record.why));
    }
    if (intent == Intent::remove) {
      const auto* const set = std::get_if<SetValue>(&instruction);
      const auto* const soft = std::get_if<SetIfAbsent>(&instruction);
      if (set != nullptr) deeds.push_back(DeleteValue{set->key, set->name});
      if (soft != nullptr) deeds.push_back(DeleteValue{soft->key, soft->name});
      continue;
    }
    deeds.push_back(std::move(instruction));
  }
  return deeds;
}

// Is the value in the registry as the record would set it?
bool holds(const State& state, const Record& record) {
  const Instruction instruction = decode(record);
  const auto* const set = std::get_if<SetValue>(&instruction);
  const auto* const soft = std::get_if<SetIfAbsent>(&instruction);
  if (set == nullptr && soft == nullptr) return false;
  const auto* const found =
      set != nullptr ? state.find(set->key, set->name) : state.find(soft->key, soft->name);
  return found != nullptr && found->value == (set != nullptr ? set->value : soft->value);
}

// The values to delete of the records that left the input. Outside the policy trees one that holds
// something else by now is somebody else's.
Instructions deeds_for_left(const Records& left, const State& now) {
  Instructions deeds;
  for (const Record& record : left) {
    const Instruction instruction = decode(record);
    const bool sets = std::holds_alternative<SetValue>(instruction) ||
                      std::holds_alternative<SetIfAbsent>(instruction);
    if (!sets || (!is_in_policy_tree(record.key) && !holds(now, record))) continue;
    const auto* const set = std::get_if<SetValue>(&instruction);
    deeds.push_back(DeleteValue{
        record.key, set != nullptr ? set->name : std::get<SetIfAbsent>(instruction).name});
  }
  return deeds;
}

void warn_of_refresh(const ImagePair& images, Side side, Plan& plan) {
  const bool in_trees = std::ranges::any_of(
      images.after, [](const ImageKey& key) { return is_in_policy_tree(key.key); });
  if (!in_trees || images.before == images.after) return;
  plan.warnings.push_back(fmt::format(
      "the next refresh of the {} policy may undo what is written to its keys: a GPO or "
      "the local policy (--target local) makes it last",
      to_string(side)));
}

}  // namespace

Result<void> plan_registry_side(OpenTarget& target, const WantedSide& wanted, Intent intent,
                                const ArchiveOfInput& input, Plan& plan) {
  if (intent == Intent::replace) {
    return fail(ErrorCode::invalid_argument, "a registry cannot be replaced as a whole",
                {.source = to_string(target.target)}, "--intent merge or remove");
  }
  const auto part = part_for(target, wanted);
  if (!part) return std::unexpected(part.error());
  auto deeds = deeds_for(wanted, intent);
  if (!deeds) return std::unexpected(deeds.error());
  const Archive archive = archive_of(input.archives, target, wanted.side, part->user, input.name);
  const Records wanted_records = records_of(wanted);
  const Records left = intent == Intent::merge && !input.name.empty()
                           ? records_that_left(archive, wanted_records, input.archives)
                           : Records();
  Instructions touched = decode(left);
  std::ranges::copy(*deeds, std::back_inserter(touched));
  const auto before = read_touched(*target.registry, *part, touched);
  if (!before) return std::unexpected(before.error());
  Instructions all = deeds_for_left(left, *before);
  std::ranges::copy(*deeds, std::back_inserter(all));
  State after = *before;
  regpolicy::apply(after, all);
  const ImagePair images = images_of(*before, after, all);
  auto old_content = write_image(images.before);
  if (!old_content) return std::unexpected(old_content.error());
  auto new_content = write_image(images.after);
  if (!new_content) return std::unexpected(new_content.error());
  std::ranges::move(image_changes(images.before, images.after, with_left(wanted, left, input.title),
                                  "what is wanted around it"),
                    std::back_inserter(plan.changes));
  warn_of_refresh(images, wanted.side, plan);
  add_file(plan, path_of(*part), *old_content, *std::move(new_content));
  if (input.name.empty()) return {};
  return plan_archive(archive,
                      intent == Intent::remove ? archive_without(archive, wanted_records)
                                               : records_to_archive(archive, wanted_records,
                                                                    [&](const Record& record) {
                                                                      return holds(*before, record);
                                                                    }),
                      plan);
}

}  // namespace regpolicy
