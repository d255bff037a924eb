#include "formats/xml/template_decode.hpp"

#include <utility>

#include <regpolicy/text.hpp>

#include "formats/xml/guards.hpp"

namespace regpolicy::xml {
namespace {

// The value of encoding="..." in an XML declaration at the beginning of the text; empty where there
// is none.
std::string_view declared_encoding(std::string_view text) {
  const std::size_t start = text.find_first_not_of(kWhite);
  if (start == kNowhere || !text.substr(start).starts_with("<?xml")) return {};
  const std::string_view declaration = text.substr(0, text.find("?>", start));
  std::size_t at = declaration.find("encoding", start);
  if (at == kNowhere) return {};
  at = declaration.find_first_not_of(kWhite, at + 8);
  if (at == kNowhere || declaration[at] != '=') return {};
  at = declaration.find_first_not_of(kWhite, at + 1);
  if (at == kNowhere || (declaration[at] != '"' && declaration[at] != '\'')) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == kNowhere ? std::string_view() : declaration.substr(at + 1, end - at - 1);
}

bool is_byte(ByteView bytes, std::size_t i, int value) {
  return i < bytes.size() && std::to_integer<int>(bytes[i]) == value;
}

// UTF-16 with a byte order mark, or without one but with the '<' of every XML file.
bool is_utf16(ByteView bytes) {
  return (is_byte(bytes, 0, 0xFF) && is_byte(bytes, 1, 0xFE)) ||
         (is_byte(bytes, 0, 0xFE) && is_byte(bytes, 1, 0xFF)) ||
         (is_byte(bytes, 0, '<') && is_byte(bytes, 1, 0)) ||
         (is_byte(bytes, 0, 0) && is_byte(bytes, 1, '<'));
}

bool is_western(std::string_view encoding) {
  const std::string name = ascii_lower(encoding);
  return name == "windows-1252" || name == "iso-8859-1";
}

}  // namespace

Result<DecodedTemplate> decode_template(ByteView bytes) {
  DecodedTemplate result;
  const bool marked = is_byte(bytes, 0, 0xEF) && is_byte(bytes, 1, 0xBB);
  constexpr std::size_t kLongestDeclaration = 200;
  const std::string_view head = as_chars(bytes).substr(0, kLongestDeclaration);
  if (!marked && !is_utf16(bytes) && is_western(declared_encoding(head))) {
    result.text = to_utf8(decode_windows_1252(bytes));
    result.encoding = "windows-1252";
  } else {
    auto text = decode(bytes);
    if (!text) return std::unexpected(std::move(text.error()));
    result.text = *std::move(text);
    result.encoding = is_utf16(bytes) ? "utf-16" : "utf-8";
  }
  const std::string_view declared = declared_encoding(result.text);
  result.declared = declared;
  if (!declared.empty()) {
    result.declared_at = static_cast<std::size_t>(declared.data() - result.text.data());
  }
  return result;
}

}  // namespace regpolicy::xml
