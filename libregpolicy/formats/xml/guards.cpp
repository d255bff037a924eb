#include "formats/xml/guards.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

#include <regpolicy/text.hpp>

#include "core/find_byte.hpp"

namespace regpolicy::xml {
namespace {

constexpr std::size_t kLongestReference = 12;  // with leading zeros

// The bytes that is_unsayable() is asked about. Not a function, so that it is sure to be inlined.
constexpr auto kNeedsALook = [](unsigned char byte) {
  return ((byte < 0x20) & (byte != '\t') & (byte != '\n') & (byte != '\r')) | (byte == 0xED) |
         (byte == 0xEF);
};

bool is_unsayable(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x20) return byte != '\t' && byte != '\n' && byte != '\r';
  if (byte != 0xED && byte != 0xEF) return false;
  const std::string_view rest = text.substr(i, 3);
  if (byte == 0xED) return rest.size() == 3 && static_cast<unsigned char>(rest[1]) >= 0xA0;
  return rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF";
}

bool is_character(std::uint32_t number) {
  return number == '\t' || number == '\n' || number == '\r' ||
         (number >= 0x20 && number < 0xD800) || (number >= 0xE000 && number < 0xFFFE) ||
         (number >= 0x10000 && number <= 0x10FFFF);
}

// What stands between '&' and ';'.
bool is_reference(std::string_view name) {
  if (!name.starts_with('#')) {
    return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
  }
  const bool hex = name.starts_with("#x");
  const std::string_view digits = name.substr(hex ? 2 : 1);
  const char* end = digits.data() + digits.size();
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), end, number, hex ? 16 : 10);
  return !digits.empty() && error == std::errc() && stop == end && is_character(number);
}

}  // namespace

Result<std::string> decode(ByteView bytes) {
  const auto is = [bytes](std::size_t i, unsigned value) {
    return bytes.size() > i && std::to_integer<unsigned>(bytes[i]) == value;
  };
  const bool little = is(0, '<') && is(1, 0);
  const bool big = is(0, 0) && is(1, '<');
  if (!little && !big) return decode_text_file(bytes);
  Bytes marked;
  append_le16(marked, little ? 0xFEFF : 0xFFFE);
  append(marked, bytes);
  return decode_text_file(marked);
}

std::size_t find_unsayable(std::string_view utf8) {
  std::size_t i = find_byte(utf8, 0, kNeedsALook);
  while (i < utf8.size() && !is_unsayable(utf8, i)) i = find_byte(utf8, i + 1, kNeedsALook);
  return i < utf8.size() ? i : kNowhere;
}

bool is_good_reference(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset + 1, kLongestReference + 1);
  const std::size_t end = rest.find(';');
  return end != kNowhere && is_reference(rest.substr(0, end));
}

std::string reference_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset + 1, kLongestReference + 1);
  const std::size_t end = rest.find(';');
  return "&" + escape_for_display(end == kNowhere ? std::string_view() : rest.substr(0, end + 1));
}

std::size_t skip_opaque(std::string_view text, std::size_t offset) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
  for (const auto& [open, close] : kKinds) {
    if (!text.substr(offset).starts_with(open)) continue;
    const std::size_t end = text.find(close, offset + open.size());
    return end == kNowhere ? text.size() : end + close.size();
  }
  return offset;
}

std::string_view describe(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_ok: break;
    case pugi::status_file_not_found:
    case pugi::status_io_error:
    case pugi::status_internal_error:
    case pugi::status_append_invalid_root: break;
    case pugi::status_out_of_memory: return "not enough memory for the XML file";
    case pugi::status_unrecognized_tag: return "found '<' without the name of an element";
    case pugi::status_bad_pi: return "found a declaration or processing instruction that is broken";
    case pugi::status_bad_comment: return "found a comment that never ends";
    case pugi::status_bad_cdata: return "found a CDATA section that never ends";
    case pugi::status_bad_doctype: return "found a document type that is broken";
    case pugi::status_bad_pcdata: return "found a text that never ends";
    case pugi::status_bad_start_element: return "found a start tag that is broken";
    case pugi::status_bad_attribute: return "found an attribute that is broken";
    case pugi::status_bad_end_element: return "found an end tag that is broken";
    case pugi::status_end_element_mismatch:
      return "found the end tag of another element than the one that is open";
    case pugi::status_no_document_element: return "found no element";
  }
  return "the XML library failed";
}

bool is_end_of_file(std::string_view text, const pugi::xml_parse_result& result,
                    std::size_t offset) {
  if (result.status != pugi::status_end_element_mismatch) return false;
  const std::size_t tag = text.rfind('<', offset);
  return tag == kNowhere || !text.substr(tag).starts_with("</") || text.find('>', tag) < offset;
}

}  // namespace regpolicy::xml
