// What an XML file is looked through for before and after the XML library has parsed it: the
// library takes much that is no XML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::xml {

inline constexpr std::size_t kNowhere = std::string_view::npos;
inline constexpr std::string_view kWhite = " \t\r\n";

// UTF-8 without byte order mark. UTF-16 without a mark shows itself by the '<' that every XML file
// begins with.
[[nodiscard]] Result<std::string> decode(ByteView bytes);

// [XML 1.0] 2.2: the first character that no document may hold; npos where there is none.
[[nodiscard]] std::size_t find_unsayable(std::string_view utf8);

// True where the '&' at `offset` begins a reference that XML 1.0 knows without a document type.
[[nodiscard]] bool is_good_reference(std::string_view text, std::size_t offset);
// It as far as it goes, for a message.
[[nodiscard]] std::string reference_at(std::string_view text, std::size_t offset);

// Where a comment, CDATA section or processing instruction that begins at `offset` ends; `offset`
// itself where none begins there. What never ends is the parser's to report.
[[nodiscard]] std::size_t skip_opaque(std::string_view text, std::size_t offset);

[[nodiscard]] std::string_view describe(pugi::xml_parse_status status);

// The library reports the end of the file inside an element as an end tag that does not match.
[[nodiscard]] bool is_end_of_file(std::string_view text, const pugi::xml_parse_result& result,
                                  std::size_t offset);

}  // namespace regpolicy::xml
