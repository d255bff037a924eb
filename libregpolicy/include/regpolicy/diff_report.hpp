// Two files with registry operations side by side, in any format, and their differences as text for
// a person, as a unified diff and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/diff.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/policy_file.hpp>

namespace regpolicy {

struct SideDiff {
  std::optional<Side> side;  // empty where neither file tells it
  std::u16string user;       // empty: every user; else whose user side this is
  Records a;                 // empty where the file has nothing of this side
  Records b;
  std::vector<EffectDifference> effect;
  std::vector<RecordChange> records;
};

struct FileDiff {
  std::string a;  // the files' names
  std::string b;
  std::vector<SideDiff> sides;  // those of `a` in its order, then what only `b` has
};

[[nodiscard]] bool same_effect(const FileDiff& diff);
[[nodiscard]] bool same_records(const FileDiff& diff);

struct NamedSides {
  std::string name;
  std::vector<PolicySide> sides;
};

// Compares side by side. A file that does not tell its side (a Registry.pol outside of a folder
// Machine or User) is compared with the one side that the other file has; where that has several:
// invalid_argument.
[[nodiscard]] Result<FileDiff> diff_files(NamedSides a, NamedSides b);

enum class DiffView { effect, records };

// Grouped by key, "was -> is" in words; escaped for display. Empty where nothing differs, as is the
// unified form.
[[nodiscard]] std::string to_text(const FileDiff& diff, DiffView view, bool color = false);

// As `diff -u` prints it, over lines that say one instruction each: those of to_instructions() for
// the effect, else one for each record. `patch` takes it.
[[nodiscard]] std::string to_unified(const FileDiff& diff, DiffView view);

// {"schema":"regpolicy/diff/1", ...}; see docs/diff.md.
[[nodiscard]] std::string to_json(const FileDiff& diff, DiffView view);

}  // namespace regpolicy
