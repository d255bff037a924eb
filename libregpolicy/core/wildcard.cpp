#include <regpolicy/wildcard.hpp>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// Code units of the character at the start of the text: two for a surrogate pair.
std::size_t first_character(std::u16string_view text) {
  return text.size() > 1 && is_well_formed(text.substr(0, 2)) && !is_well_formed(text.substr(0, 1))
             ? 2
             : 1;
}

}  // namespace

bool matches_wildcard(std::u16string_view pattern, std::u16string_view text) {
  // What to match where the characters behind the last '*' did not: the same behind one more unit.
  // Earlier stars need no second try, since the last one could take whatever they took more.
  std::u16string_view pattern_behind_star, text_behind_star;
  bool seen_star = false;
  while (true) {
    if (pattern.starts_with(u'*')) {
      pattern.remove_prefix(1);
      pattern_behind_star = pattern;
      text_behind_star = text;
      seen_star = true;
    } else if (!pattern.empty() && !text.empty() && pattern.front() == u'?') {
      pattern.remove_prefix(1);
      text.remove_prefix(first_character(text));
    } else if (!pattern.empty() && !text.empty() &&
               upcase(pattern.front()) == upcase(text.front())) {
      pattern.remove_prefix(1);
      text.remove_prefix(1);
    } else if (pattern.empty() && text.empty()) {
      return true;
    } else if (seen_star && !text_behind_star.empty()) {
      text_behind_star.remove_prefix(1);
      pattern = pattern_behind_star;
      text = text_behind_star;
    } else {
      return false;
    }
  }
}

}  // namespace regpolicy
