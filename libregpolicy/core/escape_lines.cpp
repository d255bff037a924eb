#include "core/escape_lines.hpp"

#include <regpolicy/text.hpp>

namespace regpolicy {

std::string escape_lines_for_display(std::string_view utf8) {
  std::string result;
  while (true) {
    const std::size_t end = utf8.find('\n');
    result += escape_for_display(utf8.substr(0, end));
    if (end == std::string_view::npos) return result;
    result += '\n';
    utf8.remove_prefix(end + 1);
  }
}

}  // namespace regpolicy
