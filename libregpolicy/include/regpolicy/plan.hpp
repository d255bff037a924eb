// What is there, what will be and why: everything that an apply does, before it does it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diff.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/gpt_ini.hpp>
#include <regpolicy/intent.hpp>
#include <regpolicy/record.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/target.hpp>

namespace regpolicy {

struct WantedRecord {
  Record record;
  std::string why;  // who asks for it, for people: "sspr:AllowPasswordReset (sspr.toml:12)"
  [[nodiscard]] bool operator==(const WantedRecord&) const = default;
};

// What one side is to hold.
struct WantedSide {
  Side side = Side::machine;
  std::u16string user;  // local: a SID, Administrators or Non-Administrators; empty: everybody
  std::vector<WantedRecord> records;
  [[nodiscard]] bool operator==(const WantedSide&) const = default;
};

// One value or key whose outcome becomes another.
struct PlannedChange {
  Side side = Side::machine;
  std::u16string user;
  EffectDifference::What what = EffectDifference::What::value;
  std::u16string key;
  std::u16string name;  // of the value
  // In words: "REG_DWORD 1", "untouched", "deleted". Safe to print, secrets included.
  std::string before;
  std::string after;
  std::string why;
  // What to_text() and to_json() show in place of a secret; empty where it is none.
  std::string masked_before;
  std::string masked_after;
  [[nodiscard]] bool operator==(const PlannedChange&) const = default;
};

// A file that the plan looked at; to be written where `before` and `after` differ.
struct PlannedFile {
  // Below the target's folder, joined by '/'; or what is_in_registry() of target.hpp speaks of.
  std::string path;
  std::optional<std::string> before;  // SHA-256 of the content; empty where there is no file
  std::optional<std::string> after;   // empty where there will be none
  // What it becomes. Empty where it stays or goes, and in a plan that was saved without its
  // secrets.
  std::optional<Bytes> content;
  bool has_secret = false;  // the content sets a value that is_secret() of secret.hpp
  [[nodiscard]] bool operator==(const PlannedFile&) const = default;
};

struct PlannedVersion {
  std::string path;  // of the gpt.ini
  std::optional<gpt_ini::Version> before;
  gpt_ini::Version after;
  [[nodiscard]] bool operator==(const PlannedVersion&) const = default;
};

struct PlannedExtensions {
  std::string path;  // of the gpt.ini
  Side side = Side::machine;
  std::string before;
  std::string after;
  [[nodiscard]] bool operator==(const PlannedExtensions&) const = default;
};

struct Plan {
  Target target;
  std::string deed;    // "merge", "replace", "remove" or "undo"
  std::string undoes;  // of an undo: the entry of the history
  std::vector<PlannedChange> changes;
  std::vector<PlannedVersion> versions;
  std::vector<PlannedExtensions> extensions;
  std::vector<PlannedFile> files;     // in the order of writing: every gpt.ini behind its settings
  std::vector<std::string> warnings;  // safe to print
  [[nodiscard]] bool operator==(const Plan&) const = default;
};

// Is there a file to write?
[[nodiscard]] bool has_changes(const Plan& plan);
[[nodiscard]] bool has_secrets(const Plan& plan);

// What the input of a plan is called. A target that keeps_archive() remembers what was applied
// under the name; with Intent::merge a plan takes out what it remembers and the input does not want
// any more, nor another name:
// - of a local policy what is still as the input had wanted it;
// - of a registry's policy trees (policy_trees.hpp) every such value; elsewhere what the apply had
//   put there and nobody has changed since.
struct InputName {
  std::string name{};          // empty: nothing is remembered. ASCII letters in any case are one
  std::optional<Side> side{};  // the input was cut down to it: nothing of the other side has left
};

// Sides that are not named stay as they are. but for what InputName says. Errors: those of
// check_wanted() and with_intent(); a side that the target has no place for; what a registry cannot
// do: permissions, Intent::replace, a user whose part of it is not loaded; a file of the target
// that is malformed, a link, no file, or has a second name (hard link).
[[nodiscard]] Result<Plan> make_plan(OpenTarget& target, const std::vector<WantedSide>& wanted,
                                     Intent intent, const InputName& called = {});

struct PlanTextOptions {
  bool color = false;
  bool show_secrets = false;
};
// By side and key "was -> will be", with the reason; then versions, files and warnings.
[[nodiscard]] std::string to_text(const Plan& plan, const PlanTextOptions& options = {});

// {"schema":"regpolicy/plan/1", ...}; see docs/apply.md. Without `show_secrets` secrets are masked
// and the contents of files that have any are left out: the plan can be read, not applied.
[[nodiscard]] std::string to_json(const Plan& plan, bool show_secrets = false);
// What to_json() wrote. Errors (malformed): line and column, or the path of the field; a content
// that has not the hash given for it.
[[nodiscard]] Result<Plan> read_plan(ByteView bytes, const std::string& source = {});

}  // namespace regpolicy
