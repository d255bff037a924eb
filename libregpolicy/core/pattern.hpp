// The regular expressions of a baseline: ECMAScript over UTF-16, without regard to case, without
// back-references and lookaheads.
#pragma once

#include <optional>
#include <string_view>

namespace regpolicy {

// Is the pattern longer than limits::kPatternBytesWrittenOut with its counted repetitions written
// out? The compiler of expressions does write them out, and nested ones multiply.
[[nodiscard]] bool repeats_too_much(std::string_view pattern);

// Can matches() work with it? Not where it repeats too much or looks ahead.
[[nodiscard]] bool is_pattern(std::string_view pattern);

// Does the pattern match the whole text? Empty where the text is longer than
// limits::kMatchedTextUnits. What is no pattern matches nothing.
[[nodiscard]] std::optional<bool> matches(std::string_view pattern, std::u16string_view text);

}  // namespace regpolicy
