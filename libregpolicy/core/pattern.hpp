// The regular expressions of a baseline: ECMAScript over UTF-16, without regard to case, without
// back-references and lookaheads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
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

// Patterns that are compiled once and tried often. Reading is safe on several threads at once.
class PatternSet {
 public:
  PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  void add(const std::string& pattern);
  // What matches() gives; without compiling where the pattern was added.
  [[nodiscard]] std::optional<bool> matches(std::string_view pattern,
                                            std::u16string_view text) const;

 private:
  struct Expression;
  std::map<std::string, std::unique_ptr<const Expression>, std::less<>> expressions_;
};

}  // namespace regpolicy
