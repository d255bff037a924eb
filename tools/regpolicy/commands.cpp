#include "commands.hpp"

namespace regpolicy::tools {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      generate_command(), translate_command(), docs_command(),     compile_command(),
      explain_command(),  show_command(),      dump_command(),     convert_command(),
      set_command(),      unset_command(),     merge_command(),    diff_command(),
      check_command(),    bundle_command(),    plan_command(),     apply_command(),
      undo_command(),     audit_command(),     snapshot_command(), manual_command(),
  };
  return table;
}

}  // namespace regpolicy::tools
