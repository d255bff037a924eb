// PO: the text files of GNU gettext, in which translators work.
// Source: the GNU gettext manual, "The Format of PO Files". docs/formats/po.md says what is used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>

namespace regpolicy::po {

// All texts are UTF-8. The entry with an empty id and no context is the file's header.
struct Entry {
  std::vector<std::string> translator_comments{};  // "# text", each without its mark
  std::vector<std::string> extracted_comments{};   // "#. text"
  std::vector<std::string> references{};           // "#: text", each line
  std::vector<std::string> flags{};                // "#, fuzzy, c-format": one by one
  std::vector<std::string> previous{};             // "#| msgid ...", each line
  std::optional<std::string> context{};            // msgctxt
  std::string id{};                                // msgid: the source text
  std::optional<std::string> plural_id{};
  std::vector<std::string> texts{};  // msgstr; with a plural msgstr[0], msgstr[1] ...
  bool is_obsolete = false;          // "#~"
  std::uint32_t line = 0;            // of its msgctxt or msgid; 0 where it was not read

  [[nodiscard]] bool operator==(const Entry& other) const;  // but for the line
};

struct File {
  std::vector<Entry> entries{};
  [[nodiscard]] bool operator==(const File&) const = default;
};

// Empty exactly where `diagnostics` got an error (rules "po.*"): what is no PO, an entry that comes
// twice, an encoding other than UTF-8.
[[nodiscard]] std::optional<File> read(std::string_view text, const std::string& source,
                                       Diagnostics& diagnostics);

// LF, one string a line break; the same file always gives the same text. Lines are not wrapped.
// read(write(read(x))) == read(x). Precondition: comments, references and flags hold no line break,
// flags no comma.
[[nodiscard]] std::string write(const File& file);

[[nodiscard]] bool has_flag(const Entry& entry, std::string_view flag);
// "sv_SE" of the header's line "Language: sv_SE"; empty where there is none.
[[nodiscard]] std::string header_field(const File& file, std::string_view name);

}  // namespace regpolicy::po
