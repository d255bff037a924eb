#include <regpolicy/apply.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/sha256.hpp>

#include "target/contents.hpp"
#include "target/journal.hpp"
#include "target/places.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

Result<void> check_plan(const OpenTarget& target, const Plan& plan) {
  if (target.lock == nullptr || plan.target.kind != target.target.kind) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("the plan is for {}", to_string(plan.target)),
                {.source = to_string(target.target)}, "make a plan for this target");
  }
  for (const PlannedFile& file : plan.files) {
    if (!is_changed(file) || !file.after) continue;
    if (!file.content) {
      return fail(ErrorCode::invalid_argument, "the plan was saved without its secrets",
                  {.source = file.path},
                  "make it again with --show-secrets, or apply the input itself");
    }
    if (sha256_hex(*file.content) != *file.after) {
      return fail(ErrorCode::malformed, "the plan's content has not the hash that it gives",
                  {.source = file.path});
    }
  }
  return {};
}

// Stores what a file is and what it becomes.
Result<JournalFile> store_file(OpenTarget& target, const PlannedFile& planned) {
  // Of a part of the registry that stays there is nothing to compare.
  const bool in_registry = is_in_registry(target, planned.path);
  if (in_registry && !is_changed(planned)) {
    return JournalFile{planned.path, planned.before, planned.after};
  }
  const auto content = content_now(target, planned.path, planned.content);
  if (!content) return std::unexpected(content.error());
  JournalFile file{planned.path, {}, planned.after};
  if (*content) file.before = sha256_hex(**content);
  if (file.before != planned.before) {
    return fail(
        ErrorCode::conflict,
        in_registry ? "the registry has changed since the plan was made"
                    : "the file has changed since the plan was made",
        {.source = in_registry ? planned.path : join_path(target.files->root(), planned.path)},
        "make the plan again");
  }
  if (!is_changed(planned)) return file;
  if (in_registry && planned.content) {
    auto allowed = check_rights(target, planned.path, **content, *planned.content);
    if (!allowed) return std::unexpected(allowed.error());
  }
  if (*content) {
    if (auto stored = store_content(target, **content, planned.path); !stored) {
      return std::unexpected(stored.error());
    }
  }
  if (planned.content) {
    if (auto stored = store_content(target, *planned.content, planned.path); !stored) {
      return std::unexpected(stored.error());
    }
  }
  return file;
}

Result<std::string> next_id(OpenTarget& target) {
  const auto ids = history_of(target);
  if (!ids) return std::unexpected(ids.error());
  std::uint64_t last = 0;
  for (const std::string& id : *ids) {
    constexpr std::size_t kMostDigits = 18;
    if (id.size() <= kMostDigits) last = std::max<std::uint64_t>(last, std::stoull(id));
  }
  return fmt::format("{:08}", last + 1);
}

}  // namespace

Result<Applied> apply(OpenTarget& target, const Plan& plan) {
  if (auto fine = check_plan(target, plan); !fine) return std::unexpected(fine.error());
  auto id = next_id(target);
  if (!id) return std::unexpected(id.error());
  JournalEntry entry{*std::move(id), plan.deed, plan.undoes, {}};
  Applied applied;
  for (const PlannedFile& planned : plan.files) {
    auto file = store_file(target, planned);
    if (!file) return std::unexpected(file.error());
    if (!is_changed(planned)) continue;
    entry.files.push_back(*std::move(file));
    applied.files.push_back(planned.path);
  }
  if (entry.files.empty()) return applied;
  if (auto begun = begin_journal(target, entry); !begun) {
    // The rename may have been done all the same: then the journal is there and must not stay.
    const auto there = has_journal(target);
    if (there && !*there) return std::unexpected(begun.error());
    if (there && roll_journal_back(target, entry)) return std::unexpected(begun.error());
    applied.unfinished = begun.error();
    return applied;
  }
  applied.entry = entry.id;
  if (auto written = write_journal_files(target, entry); !written) {
    if (roll_journal_back(target, entry)) return std::unexpected(written.error());
    applied.unfinished = written.error();
    return applied;
  }
  if (auto closed = close_journal(target, entry); !closed) {
    applied.unfinished = closed.error();
    return applied;
  }
  tidy_history(target);
  return applied;
}

}  // namespace regpolicy
