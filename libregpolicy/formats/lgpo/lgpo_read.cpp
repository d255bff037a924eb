#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include <regpolicy/lgpo.hpp>
#include <regpolicy/text.hpp>

#include "formats/lgpo/lgpo_layout.hpp"

namespace regpolicy::lgpo {
namespace {

struct Line {
  std::u16string_view text;
  std::uint32_t number = 0;  // 0: the end of the file

  [[nodiscard]] bool is_end() const { return number == 0; }
};

// The lines of a text one after the other. CR LF, LF and CR end a line.
class Lines {
 public:
  explicit Lines(std::u16string_view text) : rest_(text) {}

  Line next() {
    if (rest_.empty()) return {};
    const std::size_t end = std::min(rest_.find_first_of(u"\r\n"), rest_.size());
    const Line line{rest_.substr(0, end), ++number_};
    rest_.remove_prefix(end);
    if (rest_.starts_with(u"\r\n")) {
      rest_.remove_prefix(2);
    } else if (!rest_.empty()) {
      rest_.remove_prefix(1);
    }
    return line;
  }

  [[nodiscard]] std::uint32_t last_number() const { return number_; }

 private:
  std::u16string_view rest_;
  std::uint32_t number_ = 0;
};

bool is_separator(std::u16string_view line) { return trim(line).empty() || line[0] == u';'; }

std::string shown(std::u16string_view text) {
  constexpr std::size_t kShown = 60;  // enough to find the place
  return text.size() <= kShown ? fmt::format("'{}'", escape_for_display(text))
                               : fmt::format("'{}...'", escape_for_display(text.substr(0, kShown)));
}

std::unexpected<Error> malformed(std::string message, std::string hint = {}) {
  return fail(ErrorCode::malformed, std::move(message), {}, std::move(hint));
}

Result<std::string> parse_scope(std::u16string_view line) {
  const std::u16string_view scope = trim(line);
  if (is_scope(scope)) return to_utf8(scope);
  const std::string near = nearest_word(to_utf8(scope), {"Computer", "User"});
  return malformed(fmt::format("found {}, expected Computer, User or User:NAME as the first line "
                               "of an entry",
                               shown(scope)),
                   near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

// A whole number, decimal or hexadecimal behind 0x.
Result<std::uint64_t> parse_number(std::u16string_view text, std::uint64_t greatest) {
  const std::u16string_view word = trim(text);
  const bool hex = name_starts_with(word, u"0x");
  const std::u16string_view digits = word.substr(hex ? 2 : 0);
  const std::uint64_t base = hex ? 16 : 10;
  std::uint64_t number = 0;
  bool good = !digits.empty();
  for (const char16_t unit : digits) {
    const std::size_t digit = std::u16string_view(u"0123456789ABCDEF").find(upcase(unit));
    good = good && digit < base && number <= (greatest - digit) / base;
    if (!good) break;
    number = number * base + digit;
  }
  if (good) return number;
  return malformed(fmt::format("found {}, expected a number from 0 to {}, decimal or behind 0x",
                               shown(word), greatest));
}

// The text with its escapes replaced. With `separator`, \0 stands between strings and becomes a
// NUL.
Result<std::u16string> unescape(std::u16string_view text, bool separator) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != u'\\') {
      if (text[i] == u'\0') return malformed("found a NUL (U+0000) inside the text");
      out += text[i];
      continue;
    }
    const char16_t next = ++i < text.size() ? text[i] : u' ';
    if (next == u'\\') {
      out += u'\\';
    } else if (next == u'r') {
      out += u'\r';
    } else if (next == u'n') {
      out += u'\n';
    } else if (next == u'0' && separator) {
      out += u'\0';
    } else {
      return malformed(fmt::format(R"(found {} inside the text, expected '\\', '\r'{} '\n'{})",
                                   shown(text.substr(i - 1, 2)), separator ? "," : " or",
                                   separator ? " or '\\0'" : ""),
                       "write '\\\\' for a backslash");
    }
  }
  return out;
}

Result<Bytes> parse_bytes(std::u16string_view text) {
  Bytes bytes;
  std::u16string_view rest = trim(text);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(u','), rest.size());
    const std::u16string_view word = trim(rest.substr(0, end));
    constexpr std::u16string_view kDigits = u"0123456789ABCDEF";
    const bool last = end == rest.size();
    std::size_t number = 0;
    bool good = word.size() == 1 || word.size() == 2;
    for (const char16_t unit : word) {
      const std::size_t digit = kDigits.find(upcase(unit));
      good = good && digit != std::u16string_view::npos;
      if (good) number = number * 16 + digit;
    }
    if (!good || (!last && end + 1 == rest.size())) {
      return malformed(
          fmt::format("found {} as a byte, expected 2 hexadecimal digits, with ',' between bytes",
                      shown(good ? std::u16string_view{} : word)));
    }
    bytes.push_back(static_cast<std::byte>(number));
    rest.remove_prefix(last ? end : end + 1);
  }
  return bytes;
}

Result<Value> parse_value(Type type, std::u16string_view text) {
  switch (type) {
    case Type::dword: {
      const auto number = parse_number(text, std::numeric_limits<std::uint32_t>::max());
      if (!number) return std::unexpected(number.error());
      return make_dword(static_cast<std::uint32_t>(*number));
    }
    case Type::qword: {
      const auto number = parse_number(text, std::numeric_limits<std::uint64_t>::max());
      if (!number) return std::unexpected(number.error());
      return make_qword(*number);
    }
    case Type::binary: {
      auto bytes = parse_bytes(text);
      if (!bytes) return std::unexpected(bytes.error());
      return make_binary(std::move(*bytes));
    }
    default: break;  // the text types
  }
  auto units = unescape(text, type == Type::multi_sz);
  if (!units) return std::unexpected(units.error());
  // LGPO.exe ends every string with a NUL and the list with one more, even an empty string: \0
  // becomes six zero bytes.
  if (type == Type::multi_sz) *units += u'\0';
  return make_string(type, *units);
}

// Fills in the action and what depends on it.
Result<void> parse_action(std::u16string_view line, Entry& entry) {
  const std::u16string_view word = trim(line.substr(0, line.find(u':')));
  for (const TypeWord& row : kTypeWords) {
    if (!same_name(word, row.word) || line.find(u':') == std::u16string_view::npos) continue;
    auto value = parse_value(row.type, line.substr(line.find(u':') + 1));
    if (!value) return std::unexpected(value.error());
    entry.value = std::move(*value);
    return {};
  }
  std::vector<std::string> known;
  for (const ActionWord& row : kActionWords) {
    known.push_back(to_utf8(row.word));
    if (!same_name(trim(line), row.word)) continue;
    entry.action = row.action;
    if (row.action != Action::remove && row.action != Action::delete_keys) entry.name.clear();
    return {};
  }
  for (const TypeWord& row : kTypeWords) known.push_back(to_utf8(row.word) + ":");
  const std::string near =
      nearest_word(to_utf8(word) + (word.size() < line.size() ? ":" : ""), known);
  return malformed(
      fmt::format("found {}, expected an action such as DWORD:1, SZ:text or DELETE", shown(line)),
      near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

// The second, third and fourth line of an entry.
Result<Line> next_part(Lines& lines, std::string_view what, std::uint32_t entry_line) {
  const Line line = lines.next();
  std::string found;
  if (line.is_end()) {
    found = "the end of the file";
  } else if (trim(line.text).empty()) {
    found = "an empty line";
  } else if (line.text[0] == u';') {
    found = "a comment";
  } else if (line.text.find(u'\0') != std::u16string_view::npos) {
    found = "a NUL (U+0000)";
  } else {
    return line;
  }
  return fail(ErrorCode::malformed,
              fmt::format("found {}, expected {} of the entry that begins in line {}", found, what,
                          entry_line),
              {.line = line.is_end() ? lines.last_number() + 1 : line.number});
}

Result<Entry> read_entry(const Line& first, Lines& lines) {
  const auto at_line = [](Error error, std::uint32_t number) {
    error.location.line = number;
    return std::unexpected(std::move(error));
  };
  Entry entry{.line = first.number};
  auto scope = parse_scope(first.text);
  if (!scope) return at_line(scope.error(), first.number);
  entry.scope = std::move(*scope);
  const auto key = next_part(lines, "the key", first.number);
  if (!key) return std::unexpected(key.error());
  entry.key = key->text;
  const auto name = next_part(lines, "the value name", first.number);
  if (!name) return std::unexpected(name.error());
  entry.name = name->text;
  const auto action = next_part(lines, "the action", first.number);
  if (!action) return std::unexpected(action.error());
  if (auto done = parse_action(action->text, entry); !done) {
    return at_line(done.error(), action->number);
  }
  if (names_a_value(entry.action) && same_name(entry.name, kDefaultName)) entry.name.clear();
  return entry;
}

}  // namespace

Result<File> read(ByteView bytes, const std::string& source) {
  const auto in_source = [&source](Error error) {
    error.location.source = source;
    return std::unexpected(std::move(error));
  };
  const auto text = decode_windows_text(bytes);
  if (!text) return in_source(text.error());
  File file;
  Lines lines(*text);
  for (Line line = lines.next(); !line.is_end(); line = lines.next()) {
    if (is_separator(line.text)) continue;
    auto entry = read_entry(line, lines);
    if (!entry) return in_source(entry.error());
    file.entries.push_back(std::move(*entry));
  }
  return file;
}

}  // namespace regpolicy::lgpo
