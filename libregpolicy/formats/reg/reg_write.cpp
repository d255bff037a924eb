#include <optional>

#include <fmt/format.h>

#include <regpolicy/reg.hpp>
#include <regpolicy/text.hpp>

#include "formats/reg/reg_layout.hpp"

namespace regpolicy::reg {
namespace {

constexpr char16_t kByteOrderMark = 0xFEFF;

// A hex line is broken where the next byte would begin at or behind this column, as regedit does,
// so that no line but that of a long name is wider than 80.
constexpr std::size_t kHexColumns = 77;

constexpr std::string_view kHintVersion5 = "version 5.00 has words for it";

std::u16string widen(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

// What .reg has no words for in a key or name.
std::string_view unsayable_in(std::u16string_view text) {
  const std::size_t at = text.find_first_of(std::u16string_view(u"\r\n\0", 3));
  if (at == std::u16string_view::npos) return {};
  return text[at] == u'\0' ? "a NUL" : "a line break";
}

void append_escaped(std::u16string& out, std::u16string_view text) {
  for (const char16_t unit : text) {
    if (unit == u'\\' || unit == u'"') out += u'\\';
    out += unit;
  }
}

// The text of a REG_SZ that a quoted string says exactly: one NUL, at the end, and no line break,
// which would make the line hard to read for other programs.
std::optional<std::u16string> quotable_text(const Value& value) {
  if (value.type != Type::sz || value.data.size() < 2 || value.data.size() % 2 != 0) {
    return std::nullopt;
  }
  std::u16string text = from_utf16le(value.data);
  if (text.back() != u'\0') return std::nullopt;
  text.pop_back();
  if (!unsayable_in(text).empty()) return std::nullopt;
  return text;
}

void append_hex(std::u16string& out, const Value& value, std::size_t column) {
  const std::u16string intro =
      value.type == Type::binary
          ? u"hex:"
          : widen(fmt::format("hex({:x}):", static_cast<std::uint32_t>(value.type)));
  out += intro;
  column += intro.size();
  constexpr std::u16string_view kDigits = u"0123456789abcdef";
  for (std::size_t i = 0; i < value.data.size(); ++i) {
    const auto byte = std::to_integer<unsigned>(value.data[i]);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xF];
    if (i + 1 == value.data.size()) break;
    out += u',';
    column += 3;
    if (column >= kHexColumns) {
      out += u"\\\r\n  ";
      column = 2;
    }
  }
}

// Bytes of Windows-1252 for REGEDIT4.
Result<Bytes> to_ansi(std::u16string_view text) {
  auto bytes = encode_windows_1252(text);
  if (bytes) return bytes;
  return fail(ErrorCode::not_representable, bytes.error().message, {}, std::string(kHintVersion5));
}

// The value as the bytes behind hex: stand for it: REGEDIT4 holds text there in Windows-1252.
Result<Value> hex_value(const Value& value, Version version) {
  if (version == Version::version_5 || !is_text_type(value.type)) return value;
  if (value.data.size() % 2 != 0) {
    return fail(ErrorCode::not_representable,
                fmt::format("REGEDIT4 has no words for a {} of {} bytes, an odd size",
                            to_string(value.type), value.data.size()),
                {}, std::string(kHintVersion5));
  }
  auto bytes = to_ansi(from_utf16le(value.data));
  if (!bytes) return std::unexpected(bytes.error());
  return Value{value.type, std::move(*bytes)};
}

Result<void> append_value(std::u16string& out, const Entry& entry, Version version) {
  const std::size_t start = out.size();
  if (entry.name.empty()) {
    out += u'@';
  } else {
    out += u'"';
    append_escaped(out, entry.name);
    out += u'"';
  }
  out += u'=';
  if (entry.operation == Operation::delete_value) {
    out += u'-';
  } else if (const auto text = quotable_text(entry.value)) {
    out += u'"';
    append_escaped(out, *text);
    out += u'"';
  } else if (const auto number = get_dword(entry.value);
             number && entry.value.type == Type::dword) {
    out += widen(fmt::format("dword:{:08x}", *number));
  } else {
    const auto value = hex_value(entry.value, version);
    if (!value) return std::unexpected(value.error());
    append_hex(out, *value, out.size() - start);
  }
  out += u"\r\n";
  return {};
}

std::u16string key_line(const Entry& entry, std::u16string_view dash) {
  std::u16string line = u"\r\n[";
  line += dash;
  line += widen(to_string(entry.root));
  if (!entry.key.empty()) line += u'\\';
  line += entry.key;
  return line + u"]\r\n";
}

Result<void> check(const Entry& entry) {
  for (const auto& [what, text] : {std::pair{"key", &entry.key}, {"value name", &entry.name}}) {
    const std::string_view defect = unsayable_in(*text);
    if (defect.empty()) continue;
    return fail(ErrorCode::not_representable,
                fmt::format("the {} holds {}, for which .reg has no words", what, defect));
  }
  return {};
}

// The lines of an entry. `open` is the entry whose key the next values belong to.
Result<std::u16string> lines_of(const Entry& entry, const Entry*& open, Version version) {
  if (auto good = check(entry); !good) return std::unexpected(good.error());
  if (entry.operation == Operation::delete_key) {
    open = nullptr;
    return key_line(entry, u"-");
  }
  std::u16string text;
  const bool is_key = entry.operation == Operation::create_key;
  if (is_key || open == nullptr || open->root != entry.root || open->key != entry.key) {
    text += key_line(entry, u"");
    open = &entry;
  }
  if (is_key) return text;
  if (auto done = append_value(text, entry, version); !done) return std::unexpected(done.error());
  return text;
}

Result<void> append_encoded(Bytes& out, std::u16string_view text, Version version) {
  if (version == Version::version_5) {
    append_utf16le(out, text);
    return {};
  }
  const auto bytes = to_ansi(text);
  if (!bytes) return std::unexpected(bytes.error());
  append(out, *bytes);
  return {};
}

std::unexpected<Error> at_entry(Error error, const Entry& entry, std::size_t number) {
  error.location = {.record = number, .path = escape_for_display(entry.key + u"\\" + entry.name)};
  return std::unexpected(std::move(error));
}

}  // namespace

Result<Bytes> write(const File& file, const WriteOptions& options) {
  const bool is_5 = options.version == Version::version_5;
  Bytes bytes;
  if (is_5) append_le16(bytes, kByteOrderMark);
  std::u16string header(is_5 ? kHeader5 : kHeader4);
  if (auto done = append_encoded(bytes, header + u"\r\n", options.version); !done) {
    return std::unexpected(done.error());
  }
  const Entry* open = nullptr;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    const Entry& entry = file.entries[i];
    const auto lines = lines_of(entry, open, options.version);
    if (!lines) return at_entry(lines.error(), entry, i + 1);
    if (auto done = append_encoded(bytes, *lines, options.version); !done) {
      return at_entry(done.error(), entry, i + 1);
    }
  }
  return bytes;
}

}  // namespace regpolicy::reg
