// What the rules ask about a key, a name or the text of a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace regpolicy::check {

// U+0020 to U+007E throughout.
[[nodiscard]] bool is_printable_ascii(std::u16string_view text);

// The first code unit that is half of a surrogate pair without the other half.
[[nodiscard]] std::optional<std::size_t> find_unpaired_surrogate(std::u16string_view text);

// The first code unit of a control or other invisible character, or of one that changes the
// direction of writing. Unpaired surrogates are none.
[[nodiscard]] std::optional<std::size_t> find_invisible(std::u16string_view text);

// "U+202E" of the code unit at `at`.
[[nodiscard]] std::string unit_at(std::u16string_view text, std::size_t at);

}  // namespace regpolicy::check
