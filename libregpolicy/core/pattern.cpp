#include "core/pattern.hpp"

#include <algorithm>
#include <locale>
#include <regex>
#include <string>
#include <vector>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// libstdc++ usually matches by recursion, once per character of the text and with backtracking: a
// long value in a hive would end the program, a crafted one would keep it busy for ever. This flag
// chooses its other way, in time proportional to the text, which knows no back-references.
// Without sub-matches it has no list of them to copy for every character.
constexpr std::regex::flag_type kFlags = std::regex::ECMAScript | std::regex::icase |
                                         std::regex::nosubs | std::regex_constants::__polynomial;

// Saturates behind the limit, so that no product overflows.
std::size_t capped(std::size_t length) {
  return std::min(length, limits::kPatternBytesWrittenOut + 1);
}

// The greatest number of "{2}", "{2,}" or "{2,5}", which begins at `at`; moves `at` to its '}'. 1
// where there is no such thing.
std::size_t read_count(std::string_view pattern, std::size_t& at) {
  const std::size_t end = pattern.find('}', at);
  if (end == std::string_view::npos) return 1;
  std::size_t greatest = 1, number = 0;
  for (const char c : pattern.substr(at + 1, end - at - 1)) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && c != ',') return 1;
    number = is_digit ? capped(10 * number + static_cast<std::size_t>(c - '0')) : 0;
    greatest = std::max(greatest, number);
  }
  at = end;
  return greatest;
}

// The position of the last character of what begins at `at`: a character, "\d", "[a-z]".
std::size_t end_of_atom(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '\\') return at + 1;
  if (pattern[at] != '[') return at;
  for (++at; at < pattern.size() && pattern[at] != ']'; ++at) {
    if (pattern[at] == '\\') ++at;
  }
  return at;
}

// "(?=" and "(?!": each starts a match of its own at every character, and nested ones multiply.
bool looks_ahead(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size(); at = end_of_atom(pattern, at) + 1) {
    const std::string_view rest = pattern.substr(at);
    if (rest.starts_with("(?=") || rest.starts_with("(?!")) return true;
  }
  return false;
}

std::optional<std::wregex> compile(std::string_view pattern) {
  if (repeats_too_much(pattern) || looks_ahead(pattern)) return std::nullopt;
  const auto units = to_utf16(pattern);
  if (!units) return std::nullopt;
  try {
    std::wregex expression;
    expression.imbue(std::locale::classic());
    expression.assign(std::wstring(units->begin(), units->end()), kFlags);
    return expression;
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
}

}  // namespace

bool repeats_too_much(std::string_view pattern) {
  struct Group {
    std::size_t before = 0;  // bytes in front of the last atom, written out
    std::size_t last = 0;    // bytes of the last atom, which a count repeats
  };
  std::vector<Group> open(1);
  const auto add_atom = [&open](std::size_t length) {
    open.back() = {capped(open.back().before + open.back().last), capped(length)};
  };
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '(') {
      open.emplace_back();
    } else if (pattern[at] == ')' && open.size() > 1) {
      const Group inner = open.back();
      open.pop_back();
      add_atom(inner.before + inner.last + 2);
    } else if (pattern[at] == '{') {
      open.back().last = capped(open.back().last * read_count(pattern, at));
    } else {
      const std::size_t start = at;
      at = end_of_atom(pattern, at);
      add_atom(at - start + 1);
    }
  }
  std::size_t length = 0;
  for (const Group& group : open) length += group.before + group.last;
  return length > limits::kPatternBytesWrittenOut;
}

bool is_pattern(std::string_view pattern) { return compile(pattern).has_value(); }

std::optional<bool> matches(std::string_view pattern, std::u16string_view text) {
  if (text.size() > limits::kMatchedTextUnits) return std::nullopt;
  const auto expression = compile(pattern);
  return expression && std::regex_match(std::wstring(text.begin(), text.end()), *expression);
}

struct PatternSet::Expression {
  std::optional<std::wregex> regex;  // empty for what is no pattern
};

PatternSet::PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

void PatternSet::add(const std::string& pattern) {
  if (expressions_.contains(pattern)) return;
  expressions_.emplace(pattern, std::make_unique<const Expression>(compile(pattern)));
}

std::optional<bool> PatternSet::matches(std::string_view pattern, std::u16string_view text) const {
  const auto found = expressions_.find(pattern);
  if (found == expressions_.end()) return regpolicy::matches(pattern, text);
  if (text.size() > limits::kMatchedTextUnits) return std::nullopt;
  const auto& regex = found->second->regex;
  return regex && std::regex_match(std::wstring(text.begin(), text.end()), *regex);
}

}  // namespace regpolicy
