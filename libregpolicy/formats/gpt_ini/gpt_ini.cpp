#include <regpolicy/gpt_ini.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/gpt_ini/ini_lines.hpp"

namespace regpolicy::gpt_ini {
namespace {

struct Mark {
  Encoding encoding;
  std::string_view bytes;
};

constexpr Mark kMarks[] = {
    {Encoding::utf8, "\xEF\xBB\xBF"},
    {Encoding::utf16_le, "\xFF\xFE"},
    {Encoding::utf16_be, "\xFE\xFF"},
};

bool is_utf16(Encoding encoding) {
  return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be;
}

Bytes with_bytes_swapped(ByteView bytes) {
  Bytes swapped(bytes.begin(), bytes.end());
  for (std::size_t i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
  return swapped;
}

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view rest = text.substr(at);
    const std::size_t end = rest.starts_with("\r\n") ? 2 : std::min<std::size_t>(rest.size(), 1);
    lines.push_back({std::string(text.substr(0, at)), std::string(rest.substr(0, end))});
    text.remove_prefix(at + end);
  }
  return lines;
}

Result<void> refuse_nul(const File& file, const std::string& source) {
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::size_t at = file.lines[i].text.find('\0');
    if (at == std::string::npos) continue;
    return fail(ErrorCode::malformed, "found a NUL, expected text", place_in(file, i, at, source),
                "UTF-16 needs a byte order mark at the start of the file");
  }
  return {};
}

}  // namespace

Version raised(Version version, Side side) {
  std::uint16_t& half = side == Side::machine ? version.machine : version.user;
  half = half == 0xFFFF ? std::uint16_t{1} : static_cast<std::uint16_t>(half + 1);
  return version;
}

Bytes write(Version version) {
  const std::string text = fmt::format("[General]\r\nVersion={}\r\n", to_number(version));
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

Result<File> read(ByteView bytes, const std::string& source) {
  File file;
  ByteView content = bytes;
  for (const Mark& mark : kMarks) {
    if (!as_chars(bytes).starts_with(mark.bytes)) continue;
    file.encoding = mark.encoding;
    content = bytes.subspan(mark.bytes.size());
    break;
  }
  if (!is_utf16(file.encoding)) {
    file.lines = split_lines(as_chars(content));
  } else {
    const Bytes units = file.encoding == Encoding::utf16_le ? Bytes(content.begin(), content.end())
                                                            : with_bytes_swapped(content);
    file.lines = split_lines(to_utf8(from_utf16le(units)));
    if (units.size() % 2 != 0) {
      const bool at_start = file.lines.empty() || !file.lines.back().end.empty();
      const std::size_t line = file.lines.size() - (at_start ? 0 : 1);
      const std::size_t at = at_start ? 0 : file.lines.back().text.size();
      return fail(ErrorCode::malformed, "found half a code unit at the end, expected UTF-16",
                  place_in(file, line, at, source));
    }
  }
  if (const auto fine = refuse_nul(file, source); !fine) return std::unexpected(fine.error());
  return file;
}

Bytes write(const File& file) {
  std::string text;
  for (const Line& line : file.lines) text += line.text + line.end;
  Bytes bytes;
  for (const Mark& mark : kMarks) {
    if (mark.encoding == file.encoding) append(bytes, as_bytes(mark.bytes));
  }
  if (!is_utf16(file.encoding)) {
    append(bytes, as_bytes(text));
    return bytes;
  }
  Bytes units;
  append_utf16le(units, to_utf16(text).value_or(std::u16string()));
  append(bytes, file.encoding == Encoding::utf16_le ? units : with_bytes_swapped(units));
  return bytes;
}

}  // namespace regpolicy::gpt_ini
