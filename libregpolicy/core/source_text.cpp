#include <regpolicy/source_text.hpp>

#include <algorithm>

#include "core/find_byte.hpp"

namespace regpolicy {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// Where the attribute's name begins in the start tag at `tag`, else npos. The tag is well-formed:
// a '>' or a name within quotes is part of a value.
std::size_t find_attribute(std::string_view text, std::size_t tag, std::string_view attribute) {
  std::size_t at = text.find_first_of(" \t\r\n/>", tag);
  while (at < text.size()) {
    at = text.find_first_not_of(kBlanks, at);
    if (at >= text.size() || text[at] == '>' || text[at] == '/') break;
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::size_t name_end = text.find_last_not_of(kBlanks, equals - 1) + 1;
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
  return LineIndex(source).location_at(offset);
}

Location location_of(const SourceText& source, TemplatePlace place, std::string_view attribute) {
  if (place.offset == TemplatePlace::kNowhere) return {.source = source.source};
  return location_at(source, offset_of(source, place, attribute));
}

std::size_t offset_of(const SourceText& source, TemplatePlace place, std::string_view attribute) {
  if (attribute.empty()) return place.offset;
  const std::size_t found = find_attribute(source.text, place.offset, attribute);
  return found == std::string_view::npos ? place.offset : found;
}

LineIndex::LineIndex(const SourceText& source) : source_(&source), starts_{0} {
  const std::string_view text = source.text;
  const auto is_end = [](unsigned char c) { return (c == '\n') | (c == '\r'); };
  for (std::size_t i = find_byte(text, 0, is_end); i < text.size();
       i = find_byte(text, i + 1, is_end)) {
    if (text[i] == '\r' && text.substr(i + 1).starts_with('\n')) ++i;
    starts_.push_back(i + 1);
  }
}

Location LineIndex::location_at(std::size_t offset) const {
  // The line feed of a CRLF belongs to the line that it ends.
  const auto behind = std::ranges::upper_bound(starts_, offset);
  const std::size_t start = *(behind - 1);
  const std::string_view text = source_->text;
  const std::string_view before = text.substr(start, std::min(offset, text.size()) - start);
  const auto characters = std::ranges::count_if(
      before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return {.source = source_->source,
          .line = static_cast<std::uint32_t>(behind - starts_.begin()),
          .column = static_cast<std::uint32_t>(characters + 1)};
}

}  // namespace regpolicy
