#include "policy/check/text_tests.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::check {
namespace {

bool is_surrogate(char16_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; }

// Does a pair begin at `at`?
bool is_pair(std::u16string_view text, std::size_t at) {
  return text[at] >= 0xD800 && text[at] <= 0xDBFF && at + 1 < text.size() &&
         text[at + 1] >= 0xDC00 && text[at + 1] <= 0xDFFF;
}

}  // namespace

bool is_printable_ascii(std::u16string_view text) {
  return std::ranges::all_of(text, [](char16_t unit) { return unit >= 0x20 && unit <= 0x7E; });
}

std::optional<std::size_t> find_unpaired_surrogate(std::u16string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_surrogate(text[i])) continue;
    if (!is_pair(text, i)) return i;
    ++i;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_invisible(std::u16string_view text) {
  if (is_printable_ascii(text)) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t units = is_pair(text, i) ? 2 : 1;
    const std::u16string_view character = text.substr(i, units);
    const bool unpaired = units == 1 && is_surrogate(text[i]);
    // What cannot be shown as it is gets escaped, and text.hpp knows which that is.
    if (!unpaired && escape_for_display(character) != to_utf8(character)) return i;
    i += units - 1;
  }
  return std::nullopt;
}

std::string unit_at(std::u16string_view text, std::size_t at) {
  return fmt::format("U+{:04X}", static_cast<unsigned>(text[at]));
}

}  // namespace regpolicy::check
