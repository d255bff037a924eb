// Parts of a text that a program or a reader takes as they are.
#include <algorithm>

#include <regpolicy/translation.hpp>

#include "core/find_byte.hpp"

namespace regpolicy::translation {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t digits(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

// %NAME%: an environment variable.
std::size_t variable(std::string_view text) {
  std::size_t size = 1;
  const auto belongs = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '(' || c == ')';
  };
  while (size < text.size() && belongs(text[size])) ++size;
  const bool is_one = size > 2 && is_letter(text[1]) && size < text.size() && text[size] == '%';
  return is_one ? size + 1 : 0;
}

// %s, %-5d, %lu. A letter behind it makes it a part of a word ("100%of").
std::size_t conversion(std::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && std::string_view("-+#0").find(text[at]) != std::string_view::npos)
    ++at;
  at += digits(text, at);
  if (at < text.size() && text[at] == '.') at += 1 + digits(text, at + 1);
  for (const std::string_view size : {"I64", "ll", "hh", "l", "h"}) {
    if (text.substr(at).starts_with(size)) {
      at += size.size();
      break;
    }
  }
  const bool is_one = at < text.size() &&
                      std::string_view("diouxXscfgeEp").find(text[at]) != std::string_view::npos;
  if (!is_one ||
      (at + 1 < text.size() && (is_letter(text[at + 1]) || (text[at + 1] & 0x80) != 0))) {
    return 0;
  }
  return at + 1;
}

// The size of the placeholder that the text begins with; 0 where it begins with none.
std::size_t size_at_start(std::string_view text) {
  const auto enclosed = [text](std::string_view opening, char closing, auto belongs) {
    if (!text.starts_with(opening)) return std::size_t{0};
    std::size_t at = opening.size();
    while (at < text.size() && belongs(text[at])) ++at;
    return at > opening.size() && at < text.size() && text[at] == closing ? at + 1 : 0;
  };
  const auto word = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
  };
  switch (text.front()) {
    case '%':
      if (text.starts_with("%%")) return 2;
      if (const std::size_t size = variable(text)) return size;
      if (const std::size_t size = conversion(text)) return size;
      return digits(text, 1) != 0 ? 1 + digits(text, 1) : 0;
    case '{': return enclosed("{", '}', is_digit);
    case '<': return enclosed("<", '>', is_digit);
    case '$': {
      const std::size_t size = enclosed("$(", ')', word);
      return size != 0 ? size : enclosed("${", '}', word);
    }
    default: return 0;
  }
}

}  // namespace

std::vector<std::string> placeholders_of(std::string_view text) {
  constexpr auto kIsBegin = [](unsigned char c) {
    return (c == '%') | (c == '{') | (c == '<') | (c == '$');
  };
  std::vector<std::string> found;
  std::size_t end = 0;  // of the last one
  std::size_t at = find_byte(text, 0, kIsBegin);
  while (at < text.size()) {
    const bool is_percentage = text[at] == '%' && at > end && is_digit(text[at - 1]);
    const std::size_t size = is_percentage ? 0 : size_at_start(text.substr(at));
    if (size != 0) {
      found.emplace_back(text.substr(at, size));
      end = at + size;
    }
    at = find_byte(text, at + std::max<std::size_t>(size, 1), kIsBegin);
  }
  return found;
}

}  // namespace regpolicy::translation
