#include "core/pattern.hpp"

#include <locale>
#include <regex>
#include <string>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// libstdc++ usually matches by recursion, once per character of the text and with backtracking: a
// long value in a hive would end the program, a crafted one would keep it busy for ever. This flag
// chooses its other way, in time proportional to the text, which knows no back-references.
constexpr std::regex::flag_type kFlags =
    std::regex::ECMAScript | std::regex::icase | std::regex_constants::__polynomial;

std::optional<std::wregex> compile(std::string_view pattern) {
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

bool is_pattern(std::string_view pattern) { return compile(pattern).has_value(); }

std::optional<bool> matches(std::string_view pattern, std::u16string_view text) {
  if (text.size() > limits::kMatchedTextUnits) return std::nullopt;
  const auto expression = compile(pattern);
  return expression && std::regex_match(std::wstring(text.begin(), text.end()), *expression);
}

}  // namespace regpolicy
