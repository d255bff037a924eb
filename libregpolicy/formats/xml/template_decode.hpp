// From a template file's bytes to text, by the editor's rule: a byte order mark wins over what the
// XML declaration says.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::xml {

struct DecodedTemplate {
  std::string text;             // UTF-8 without byte order mark
  std::string_view encoding;    // what the bytes are: "utf-8", "utf-16" or "windows-1252"
  std::string declared;         // the declaration's encoding as spelled; empty where it has none
  std::size_t declared_at = 0;  // the offset of that spelling in the text
};

// Error: bytes that are not text in the file's encoding, with their offset in the file.
[[nodiscard]] Result<DecodedTemplate> decode_template(ByteView bytes);

}  // namespace regpolicy::xml
