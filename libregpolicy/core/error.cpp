#include <regpolicy/error.hpp>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {

std::string to_string(const Location& location) {
  // File names are whatever a disk or a baseline holds.
  std::string text = escape_for_display(location.source);
  if (location.line) {
    if (!text.empty()) text += ':';
    text += std::to_string(*location.line);
    if (location.column) text += ':' + std::to_string(*location.column);
  }
  const auto add = [&text](const std::string& part, const char* separator) {
    text += text.empty() ? "" : separator;
    text += part;
  };
  if (location.record) add(fmt::format("record {}", *location.record), ": ");
  if (location.offset) {
    add(fmt::format("offset {0} (0x{0:x})", *location.offset), location.record ? ", " : ": ");
  }
  if (!location.path.empty()) add(location.path, ": ");
  return text;
}

std::string to_string(const Error& error) {
  const std::string place = to_string(error.location);
  std::string text = place.empty() ? "error: " : place + ": error: ";
  text += error.message;
  if (!error.hint.empty()) text += " (" + error.hint + ")";
  return text;
}

}  // namespace regpolicy
