#include <regpolicy/file_name.hpp>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// What both systems take for a name, in bytes on Linux and in code units on Windows.
constexpr std::size_t kLongestFileName = 255;

// COM1, and COM with a superscript one, two or three.
bool ends_in_port_number(std::u16string_view stem) {
  return stem.size() == 4 && std::u16string_view(u"0123456789\u00B9\u00B2\u00B3").contains(stem[3]);
}

// Names that Windows keeps for devices, also with a suffix behind them.
bool is_kept_for_device(std::u16string_view name) {
  std::u16string_view stem = name.substr(0, name.find(u'.'));
  while (stem.ends_with(u' ')) stem.remove_suffix(1);
  for (const std::u16string_view device : {u"CON", u"PRN", u"AUX", u"NUL", u"CONIN$", u"CONOUT$"}) {
    if (same_name(stem, device)) return true;
  }
  return (name_starts_with(stem, u"COM") || name_starts_with(stem, u"LPT")) &&
         ends_in_port_number(stem);
}

}  // namespace

std::string file_name_defect(std::u16string_view name) {
  if (name.empty()) return "it is empty";
  if (!is_well_formed(name)) return "it is not valid UTF-16";
  for (const char16_t unit : name) {
    if (unit < 0x20 || std::u16string_view(u"\"*/:<>?\\|\x7f").contains(unit)) {
      return fmt::format("it holds '{}'", escape_for_display(std::u16string_view(&unit, 1)));
    }
  }
  if (name.ends_with(u'.')) return "it ends in a dot";
  if (name.starts_with(u' ') || name.ends_with(u' ')) return "it begins or ends in a space";
  if (is_kept_for_device(name)) return "Windows keeps it for a device";
  if (to_utf8(name).size() > kLongestFileName) {
    return fmt::format("it is longer than {} bytes", kLongestFileName);
  }
  return {};
}

}  // namespace regpolicy
