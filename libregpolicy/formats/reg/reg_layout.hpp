// What the reader and the writer of .reg files share.
#pragma once

#include <string_view>

#include <regpolicy/value.hpp>

namespace regpolicy::reg {

inline constexpr std::u16string_view kHeader5 = u"Windows Registry Editor Version 5.00";
inline constexpr std::u16string_view kHeader4 = u"REGEDIT4";

// The types whose hex data are text in the ANSI code page under REGEDIT4, one byte a character.
[[nodiscard]] inline bool is_text_type(Type type) {
  return type == Type::sz || type == Type::expand_sz || type == Type::multi_sz;
}

}  // namespace regpolicy::reg
