#include "policy/language_tag.hpp"

#include <algorithm>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string usual_spelling(std::string_view language_tag) {
  std::string result = ascii_lower(language_tag);
  // The first part is the language. Of the others, two letters are a region and four a script.
  for (std::size_t dash = result.find('-'); dash != std::string::npos;) {
    const std::size_t end = std::min(result.find('-', dash + 1), result.size());
    const std::size_t length = end - dash - 1;
    if (length == 2 || length == 4) result[dash + 1] = upper(result[dash + 1]);
    if (length == 2) result[dash + 2] = upper(result[dash + 2]);
    dash = end == result.size() ? std::string::npos : end;
  }
  return result;
}

}  // namespace regpolicy
