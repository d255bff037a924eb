// Tables for spreadsheets and for programs: RFC 4180, written only.
#pragma once

#include <string>
#include <vector>

namespace regpolicy::csv {

struct WriteOptions {
  // Cells as they are, for programs. Off, since a spreadsheet runs a cell that begins with '=' as a
  // formula, and names and data of a registry are anybody's.
  bool raw = false;
};

// UTF-8 with byte order mark, without which Excel takes another encoding; a comma between cells,
// CRLF behind every row. Cells are UTF-8; rows may differ in length.
//
// Unless `raw`, a cell is made harmless: a ' is put in front of one that begins with = + - @ or
// their full-width forms (blanks in front do not count), or with TAB, CR or LF; control characters
// but those three, and characters that are invisible or turn the direction of writing, are shown as
// \u{XXXX}.
// In either way an unpaired surrogate, which no UTF-8 holds, is shown as \u{XXXX}.
[[nodiscard]] std::string write(const std::vector<std::vector<std::string>>& rows,
                                const WriteOptions& options = {});

}  // namespace regpolicy::csv
