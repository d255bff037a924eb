// What the reader and the writer of .reg files share.
#pragma once

#include <string_view>

namespace regpolicy::reg {

inline constexpr std::u16string_view kHeader5 = u"Windows Registry Editor Version 5.00";
inline constexpr std::u16string_view kHeader4 = u"REGEDIT4";

}  // namespace regpolicy::reg
