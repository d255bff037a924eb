// LGPO text: the four-line entries that Microsoft's LGPO.exe parses to and reads from.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::lgpo {

// The actions of an entry's fourth line. The value name line of the last three is a dummy ("*"),
// but for DELETEKEYS, where it is a list of subkeys.
enum class Action { set, remove, create_key, delete_all_values, delete_keys, clear };

struct Entry {
  std::string scope{};  // "Computer", "User", "User:Administrators", "User:NAME", as written
  std::u16string key{};
  std::u16string name{};  // empty for "(Default)" and for a dummy; a list for DELETEKEYS
  Action action = Action::set;
  Value value{};  // only for set: REG_DWORD, QWORD, SZ, EXPAND_SZ, MULTI_SZ or BINARY
  std::uint32_t line = 0;

  [[nodiscard]] bool operator==(const Entry&) const = default;
};

struct File {
  std::vector<Entry> entries;
  [[nodiscard]] bool operator==(const File&) const = default;
};

// Accepts UTF-16 with BOM, UTF-8 with or without BOM and, for bytes that are not UTF-8,
// Windows-1252. Errors carry the line.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

enum class Encoding {
  utf16,  // little-endian with BOM: LGPO.exe reads it in every language
  utf8,   // with BOM; not for LGPO.exe, which knows no UTF-8, but for editors and version control
  ansi,   // Windows-1252: LGPO.exe reads it where that is the system's code page
};

struct WriteOptions {
  Encoding encoding = Encoding::utf16;  // what LGPO.exe writes; it has words for every character
};

// CRLF. Fails (not_representable) for what the format or the encoding has no words for; the error's
// location names the entry, counted as a record. Text in Windows-1252 whose bytes are UTF-8 as well
// is refused too: whoever reads it could not know which of both was meant.
[[nodiscard]] Result<Bytes> write(const File& file, const WriteOptions& options = {});

}  // namespace regpolicy::lgpo
