#include <regpolicy/source_text.hpp>

#include <algorithm>

namespace regpolicy {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

// Where the attribute's name begins in the start tag at `tag`, else npos. The tag is well-formed:
// a '>' or a name within quotes is part of a value.
std::size_t find_attribute(std::string_view text, std::size_t tag, std::string_view attribute) {
  std::size_t at = text.find_first_of(" \t\r\n/>", tag);
  while (at < text.size()) {
    at = text.find_first_not_of(kWhite, at);
    if (at >= text.size() || text[at] == '>' || text[at] == '/') break;
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::size_t name_end = text.find_last_not_of(kWhite, equals - 1) + 1;
    if (text.substr(at, name_end - at) == attribute) return at;
    const std::size_t open = text.find_first_of("\"'", equals);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find(text[open], open + 1);
    if (close == std::string_view::npos) break;
    at = close + 1;
  }
  return std::string_view::npos;
}

}  // namespace

Location location_at(const SourceText& source, std::size_t offset) {
  const std::string_view before = std::string_view(source.text).substr(0, offset);
  std::uint32_t line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool carriage = before[i] == '\r' && !source.text.substr(i + 1, 1).starts_with('\n');
    if (before[i] != '\n' && !carriage) continue;
    ++line;
    start = i + 1;
  }
  const auto characters = std::ranges::count_if(before.substr(start), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  return {
      .source = source.source, .line = line, .column = static_cast<std::uint32_t>(characters + 1)};
}

Location location_of(const SourceText& source, TemplatePlace place, std::string_view attribute) {
  if (place.offset == TemplatePlace::kNowhere) return {.source = source.source};
  std::size_t offset = place.offset;
  if (!attribute.empty()) {
    const std::size_t found = find_attribute(source.text, offset, attribute);
    if (found != std::string_view::npos) offset = found;
  }
  return location_at(source, offset);
}

}  // namespace regpolicy
