#include <regpolicy/plan.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/pol.hpp>
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

Records records_of(const WantedSide& wanted) {
  Records records;
  for (const WantedRecord& record : wanted.records) records.push_back(record.record);
  return records;
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

Result<SideOfPlan> plan_side(OpenTarget& target, const WantedSide& wanted, Intent intent,
                             Plan& plan) {
  const Records wanted_records = records_of(wanted);
  if (intent != Intent::remove) {
    if (const auto fine = check_wanted(wanted_records); !fine) {
      return std::unexpected(for_wanted(fine.error(), wanted));
    }
  }
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
  auto after = with_intent(before, intent, wanted_records);
  if (!after) return std::unexpected(for_wanted(after.error(), wanted));
  std::optional<Bytes> written = *content;
  if (*after != before) {
    auto bytes = pol::write(*after);
    if (!bytes) return std::unexpected(for_wanted(bytes.error(), wanted));
    written = *std::move(bytes);
  }
  std::ranges::move(planned_changes(before, *after, wanted, reason_of(intent)),
                    std::back_inserter(plan.changes));
  SideOfPlan side{wanted.side, *std::move(place), *after != before, after->empty()};
  add_file(plan, side.place.pol, *content, std::move(written));
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

}  // namespace

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

Result<Plan> make_plan(OpenTarget& target, const std::vector<WantedSide>& wanted, Intent intent) {
  Plan plan{.target = target.target,
            .deed = std::string(to_string(intent)),
            .undoes = {},
            .changes = {},
            .versions = {},
            .extensions = {},
            .files = {},
            .warnings = {}};
  std::map<std::string, std::vector<SideOfPlan>> by_ini;
  for (const WantedSide& side : wanted) {
    auto planned = plan_side(target, side, intent, plan);
    if (!planned) return std::unexpected(planned.error());
    const auto same_pol = [&](const PlannedFile& file) { return file.path == planned->place.pol; };
    if (std::ranges::count_if(plan.files, same_pol) > 1) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("two inputs are for {}", escape_for_display(planned->place.pol)), {},
                  "merge them first");
    }
    by_ini[planned->place.gpt_ini].push_back(*std::move(planned));
  }
  for (const auto& [path, sides] : by_ini) {
    if (path.empty()) continue;
    if (auto done = plan_gpt_ini(target, path, sides, plan); !done) {
      return std::unexpected(done.error());
    }
  }
  return plan;
}

}  // namespace regpolicy
