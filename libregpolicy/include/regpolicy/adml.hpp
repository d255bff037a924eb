// ADML: one language's texts of a policy template.
#pragma once

#include <optional>
#include <string>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>
#include <regpolicy/source_text.hpp>

namespace regpolicy::adml {

struct File {
  SourceText source;
  PolicyResources resources;  // `language` is empty: the file does not tell, its folder does
};

// As admx::read, with rules "adml.*". The text of a string is all its text nodes together, comments
// left out; line breaks are '\n', as XML has them.
[[nodiscard]] std::optional<File> read(ByteView bytes, const std::string& source,
                                       Diagnostics& diagnostics);

// UTF-8 with an XML declaration, CRLF. The text of a string is written as it is: the Group Policy
// editor shows every space and line break. Line breaks inside texts are CRLF too.
// Precondition: as for admx::write.
[[nodiscard]] std::string write(const PolicyResources& resources);

}  // namespace regpolicy::adml
