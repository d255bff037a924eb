#include "commands.hpp"

namespace regpolicy::tools {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      generate_command(), compile_command(), show_command(), dump_command(),
      convert_command(),  merge_command(),   diff_command(), audit_command(),
  };
  return table;
}

}  // namespace regpolicy::tools
