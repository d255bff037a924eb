#include "commands.hpp"

namespace regpolicy::tools {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {};
  return table;
}

}  // namespace regpolicy::tools
