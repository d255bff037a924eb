#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <regpolicy/lgpo.hpp>
#include <regpolicy/text.hpp>

#include "formats/lgpo/lgpo_layout.hpp"

namespace regpolicy::lgpo {
namespace {

constexpr char16_t kByteOrderMark = 0xFEFF;

constexpr const char* kHintUtf16 = "UTF-16 has words for it";

std::u16string widen(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

std::unexpected<Error> unsayable(std::string message, std::string hint = {}) {
  return fail(ErrorCode::not_representable, "LGPO text has no words for " + std::move(message), {},
              std::move(hint));
}

// A line that holds `text` as it is and is read back as that.
Result<void> check_line(std::string_view what, std::u16string_view text) {
  if (text.find_first_not_of(u" \t") == std::u16string_view::npos) {
    return unsayable(fmt::format("an empty {}", what));
  }
  if (text.starts_with(u';')) return unsayable(fmt::format("a {} that begins with ';'", what));
  if (text.find(u'\0') != std::u16string_view::npos) {
    return unsayable(fmt::format("a {} with a NUL", what));
  }
  if (text.find_first_of(u"\r\n") != std::u16string_view::npos) {
    return unsayable(fmt::format("a {} with a line break", what));
  }
  return {};
}

Result<std::u16string> scope_line(const std::string& scope) {
  auto text = to_utf16(scope);
  if (!text) return std::unexpected(text.error());
  if (!is_scope(*text)) {
    return unsayable(fmt::format("the scope '{}'", escape_for_display(*text)),
                     "a scope is Computer, User or User:NAME");
  }
  if (auto good = check_line("user", *text); !good) return std::unexpected(good.error());
  return text;
}

Result<std::u16string> name_line(const Entry& entry) {
  const bool is_value = names_a_value(entry.action);
  if (!is_value && entry.action != Action::delete_keys) return std::u16string(kDummyName);
  if (is_value && entry.name.empty()) return std::u16string(kDefaultName);
  if (is_value && same_name(entry.name, kDefaultName)) {
    return unsayable("a value that is really named '(Default)'",
                     "those words stand for the default value");
  }
  if (auto good = check_line("value name", entry.name); !good) {
    return std::unexpected(good.error());
  }
  return entry.name;
}

// NULs become the separator of a REG_MULTI_SZ's strings.
std::u16string escape(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (const char16_t unit : text) {
    switch (unit) {
      case u'\\': out += u"\\\\"; break;
      case u'\r': out += u"\\r"; break;
      case u'\n': out += u"\\n"; break;
      case u'\0': out += u"\\0"; break;
      default: out += unit;
    }
  }
  return out;
}

// The code units before the terminators that reading adds: one NUL, two for a REG_MULTI_SZ.
Result<std::u16string> text_data(const Value& value) {
  const std::string type = to_string(value.type);
  if (value.data.size() % 2 != 0) {
    return unsayable(fmt::format("a {} of {} bytes, an odd size", type, value.data.size()));
  }
  std::u16string text = from_utf16le(value.data);
  const bool list = value.type == Type::multi_sz;
  if (list && text == std::u16string(1, u'\0')) {
    return unsayable("an empty REG_MULTI_SZ of 2 bytes",
                     "LGPO.exe makes 6 zero bytes of an empty list");
  }
  const std::u16string_view terminators(u"\0\0", list ? 2 : 1);
  if (!text.ends_with(terminators)) {
    return unsayable(list ? "a REG_MULTI_SZ that does not end in two NULs"
                          : fmt::format("a {} that does not end in a NUL", type));
  }
  text.resize(text.size() - terminators.size());
  if (!list && text.find(u'\0') != std::u16string::npos) {
    return unsayable(fmt::format("a {} with a NUL inside", type));
  }
  return escape(text);
}

Result<std::u16string> value_data(const Value& value) {
  switch (value.type) {
    case Type::dword:
      if (const auto number = get_dword(value)) return widen(std::to_string(*number));
      break;
    case Type::qword:
      if (const auto number = get_qword(value)) return widen(std::to_string(*number));
      break;
    case Type::sz:
    case Type::expand_sz:
    case Type::multi_sz: return text_data(value);
    case Type::binary: {
      std::string text;
      for (const std::byte byte : value.data) {
        text += fmt::format("{}{:02x}", text.empty() ? "" : ",", std::to_integer<unsigned>(byte));
      }
      return widen(text);
    }
    default: return unsayable("the value type " + to_string(value.type));
  }
  return unsayable(fmt::format("a {} of {} bytes", to_string(value.type), value.data.size()));
}

Result<std::u16string> action_line(const Entry& entry) {
  for (const ActionWord& row : kActionWords) {
    if (row.action == entry.action) return std::u16string(row.word);
  }
  auto data = value_data(entry.value);
  if (!data) return data;
  for (const TypeWord& row : kTypeWords) {
    if (row.type == entry.value.type) return std::u16string(row.word) + u":" + *data;
  }
  return unsayable("the value type " + to_string(entry.value.type));
}

Result<std::u16string> lines_of(const Entry& entry) {
  if (auto good = check_line("key", entry.key); !good) return std::unexpected(good.error());
  std::u16string lines;
  for (const auto& line : {scope_line(entry.scope), Result<std::u16string>(entry.key),
                           name_line(entry), action_line(entry)}) {
    if (!line) return std::unexpected(line.error());
    lines += *line;
    lines += u"\r\n";
  }
  return lines + u"\r\n";
}

Result<Bytes> encode(std::u16string_view text, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16: break;
    case Encoding::utf8: {
      if (!is_well_formed(text)) return unsayable("an unpaired surrogate in UTF-8", kHintUtf16);
      const std::string utf8 = to_utf8(text);
      const ByteView bytes = as_bytes(utf8);
      return Bytes(bytes.begin(), bytes.end());
    }
    case Encoding::ansi: {
      auto bytes = encode_windows_1252(text);
      if (!bytes) bytes.error().hint = kHintUtf16;
      return bytes;
    }
  }
  Bytes bytes;
  bytes.reserve(2 * text.size());
  append_utf16le(bytes, text);
  return bytes;
}

std::unexpected<Error> at_entry(Error error, const File& file, std::size_t index) {
  const Entry& entry = file.entries[index];
  error.location = {.record = index + 1,
                    .path = escape_for_display(entry.key + u"\\" + entry.name)};
  return std::unexpected(std::move(error));
}

bool is_ascii(ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::byte byte) { return byte < std::byte{0x80}; });
}

}  // namespace

Result<Bytes> write(const File& file, const WriteOptions& options) {
  const bool ansi = options.encoding == Encoding::ansi;
  Bytes bytes;
  if (!ansi) bytes = encode(std::u16string_view(&kByteOrderMark, 1), options.encoding).value();
  std::optional<std::size_t> first_not_ascii;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    const auto lines = lines_of(file.entries[i]);
    if (!lines) return at_entry(lines.error(), file, i);
    const auto encoded = encode(*lines, options.encoding);
    if (!encoded) return at_entry(encoded.error(), file, i);
    if (!first_not_ascii && !is_ascii(*encoded)) first_not_ascii = i;
    append(bytes, *encoded);
  }
  if (ansi && first_not_ascii && to_utf16(as_chars(bytes))) {
    return at_entry(
        unsayable("this in Windows-1252: its bytes are UTF-8 as well", kHintUtf16).error(), file,
        *first_not_ascii);
  }
  return bytes;
}

}  // namespace regpolicy::lgpo
