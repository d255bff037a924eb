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

LineIndex::LineIndex(const SourceText& source) : source_(&source) {}

Location LineIndex::location_at(std::size_t offset) {
  const std::string_view text = source_->text;
  const auto is_end = [](unsigned char c) { return (c == '\n') | (c == '\r'); };
  while (next_ < text.size() && starts_.back() <= offset) {
    next_ = find_byte(text, next_, is_end);
    if (next_ == text.size()) break;
    if (text[next_] == '\r' && text.substr(next_ + 1).starts_with('\n')) ++next_;
    starts_.push_back(++next_);
  }
  // The line feed of a CRLF belongs to the line that it ends.
  const auto behind = std::ranges::upper_bound(starts_, offset);
  const std::size_t start = *(behind - 1);
  const bool goes_on = last_ >= start && last_ <= offset;
  const std::size_t from = goes_on ? last_ : start;
  last_ = std::min(offset, text.size());
  const auto characters = std::ranges::count_if(text.substr(from, last_ - from), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  last_characters_ = (goes_on ? last_characters_ : 0) + static_cast<std::size_t>(characters);
  return {.source = source_->source,
          .line = static_cast<std::uint32_t>(behind - starts_.begin()),
          .column = static_cast<std::uint32_t>(last_characters_ + 1)};
}

}  // namespace regpolicy
