// Carries a plan out, and takes one back. Whatever happens on the way (an error, a kill, a power
// cut), the target ends wholly old or wholly new, at the latest when it is opened again: contents
// old and new are stored first, then a journal, then each file is replaced at once, gpt.ini last.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/plan.hpp>
#include <regpolicy/target.hpp>

namespace regpolicy {

struct Applied {
  // Paths of the files that were written or removed; none where all was right already.
  std::vector<std::string> files;
  std::string entry;  // of the history, for undo; empty where nothing was written
  // Set where a failure could be neither gone on from nor rolled back. The journal stays, and
  // open_target() ends it.
  std::optional<Error> unfinished;
};

// Precondition: the target was opened to change it. Errors leave the target as it was:
// - conflict: a file is not what the plan saw;
// - invalid_argument: the plan is of another kind of target, or holds no contents;
// - those of the disk; what had been replaced has been put back.
[[nodiscard]] Result<Applied> apply(OpenTarget& target, const Plan& plan);

struct UndoOptions {
  // Also where the target is not what the apply left: what came later is lost.
  bool force = false;
};

// The plan that takes the last apply back: every file as it was before, but for the versions,
// which go up again; a gpt.ini that the apply made stays, since clients know its version. Carried
// out by apply(), which then forgets the entry. Errors: not_found where nothing is left to undo;
// conflict where the target has changed since.
[[nodiscard]] Result<Plan> make_undo_plan(OpenTarget& target, const UndoOptions& options = {});

}  // namespace regpolicy
