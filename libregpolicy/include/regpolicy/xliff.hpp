// XLIFF 1.2: the exchange file of translation programs.
// Source: OASIS, XLIFF Version 1.2. docs/formats/xliff.md says what is used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::xliff {

// All texts are UTF-8.
struct Unit {                            // <trans-unit>
  std::string id{};                      // unique in the file
  std::string source{};                  // the text to translate
  std::optional<std::string> target{};   // its translation
  std::string state{};                   // of the target: "translated", "needs-review-translation"
  std::vector<std::string> notes{};      // for the translator
  std::optional<std::uint32_t> width{};  // characters that the target may have
  std::uint32_t line = 0;                // in the file; 0 where it was not read

  [[nodiscard]] bool operator==(const Unit& other) const;  // but for the line
};

struct File {  // <file>
  std::string original{};
  std::string source_language{};  // "en-US"
  std::string target_language{};  // "sv-SE"; empty where the file does not say
  std::vector<Unit> units{};
  [[nodiscard]] bool operator==(const File&) const = default;
};

// Units of groups are read as the others. Passed over is what else translation programs write:
// their notes about themselves, alternatives, contexts, segments. Errors (malformed, with line and
// column): what is no XLIFF 1, several <file>s, an id that comes twice, a text with an element in
// it other than <mrk>, which only marks it.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

// UTF-8, CRLF; the same file always gives the same text, and reading it gives an equal file.
// Precondition: the texts are such that XML can hold them; a unit has a state only with a target.
[[nodiscard]] std::string write(const File& file);

// True for what only XML begins with: never a PO file.
[[nodiscard]] bool looks_like_xml(ByteView bytes);

}  // namespace regpolicy::xliff
