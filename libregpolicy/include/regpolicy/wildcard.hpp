// Patterns of names as a shell writes them.
#pragma once

#include <string_view>

namespace regpolicy {

// Does the pattern match the whole text? '*' stands for any characters, also none and also '\', '?'
// for one character; all others for themselves, compared as registry names are. Time is at most the
// product of both lengths.
[[nodiscard]] bool matches_wildcard(std::u16string_view pattern, std::u16string_view text);

}  // namespace regpolicy
