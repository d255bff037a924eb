// ADMX: the language-independent half of a policy template.
#pragma once

#include <optional>
#include <string>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>
#include <regpolicy/source_text.hpp>

namespace regpolicy::admx {

struct File {
  SourceText source;
  PolicyDefinitions definitions;
};

// Any encoding that the Group Policy editor reads; elements of any namespace or none, matched by
// their local names. Empty only where the file is no XML or its root is another element: that is
// the last finding then. Else every defect is a finding with its place (rules "admx.*" of
// template_rules()), and the definitions hold all that could be understood: what is missing is
// empty. read(write(read(x))) == read(x).
[[nodiscard]] std::optional<File> read(ByteView bytes, const std::string& source,
                                       Diagnostics& diagnostics);

// UTF-8 with an XML declaration, CRLF, elements in the order of the schema. The same definitions
// always give the same bytes. No white space is added inside text.
// Precondition: texts are UTF-8 and hold only characters that XML can hold; the readers of
// templates see to it.
[[nodiscard]] std::string write(const PolicyDefinitions& definitions);

}  // namespace regpolicy::admx
