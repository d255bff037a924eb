#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/po.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::po {
namespace {

// The line being read, and the entry that its lines make.
struct Reading {
  const std::string& source;
  Diagnostics& diagnostics;
  File file{};
  Entry entry{};
  std::string* text = nullptr;  // what a string on a line of its own continues
  bool has_id = false;
  std::uint32_t line = 0;
  std::map<std::pair<std::string, std::string>, std::uint32_t> seen{};

  void error(std::string_view rule, std::string message, std::size_t column = 0,
             std::string hint = {}) const {
    diagnostics.error(
        fmt::format("po.{}", rule), std::move(message),
        {.source = source, .line = line, .column = static_cast<std::uint32_t>(column + 1)},
        std::move(hint));
  }
};

void finish_entry(Reading& reading) {
  Entry entry = std::exchange(reading.entry, {});
  reading.text = nullptr;
  const bool has_id = std::exchange(reading.has_id, false);
  if (!has_id) {
    if (entry.context) reading.error("missing-msgid", "the entry above has no msgid");
    return;  // comments that belong to no entry
  }
  if (entry.texts.empty()) {
    reading.error("missing-msgstr", fmt::format("the entry of line {} has no msgstr", entry.line));
  }
  if (!entry.is_obsolete) {
    // A context is told from none.
    const std::string context = entry.context ? "\x04" + *entry.context : "";
    const auto [found, is_new] = reading.seen.try_emplace({context, entry.id}, entry.line);
    if (!is_new) {
      reading.diagnostics.error(
          "po.duplicate-entry",
          fmt::format("the entry comes twice, first in line {}", found->second),
          {.source = reading.source, .line = entry.line, .column = 1});
    }
  }
  reading.file.entries.push_back(std::move(entry));
}

// Octal or hexadecimal digits behind a backslash; gives how many it took.
std::size_t take_number(std::string_view digits, unsigned base, std::size_t most,
                        std::string& out) {
  unsigned value = 0;
  std::size_t count = 0;
  for (; count < most && count < digits.size(); ++count) {
    const char c = digits[count];
    const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                  : 99;
    if (digit >= base) break;
    value = value * base + digit;
  }
  if (count != 0) out += static_cast<char>(value & 0xFFU);
  return count;
}

// Reads the escape at rest[0] == '\\'; gives its size, 0 for one that is none.
std::size_t take_escape(std::string_view rest, std::string& out) {
  static constexpr std::pair<char, char> kSimple[] = {
      {'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'"', '"'},  {'\\', '\\'}, {'\'', '\''},
      {'a', '\a'}, {'b', '\b'}, {'f', '\f'}, {'v', '\v'}, {'?', '?'}};
  if (rest.size() < 2) return 0;
  for (const auto& [name, value] : kSimple) {
    if (rest[1] != name) continue;
    out += value;
    return 2;
  }
  if (rest[1] == 'x') {
    const std::size_t digits = take_number(rest.substr(2), 16, 2, out);
    return digits == 0 ? 0 : digits + 2;
  }
  const std::size_t digits = take_number(rest.substr(1), 8, 3, out);
  return digits == 0 ? 0 : digits + 1;
}

// The string in quotes that the rest of the line is.
void read_string(Reading& reading, std::string_view line, std::size_t at, std::string& out) {
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  if (at == line.size() || line[at] != '"') {
    reading.error("expected-string", "expected a string in double quotes", at);
    return;
  }
  for (++at; at < line.size() && line[at] != '"';) {
    if (line[at] != '\\') {
      out += line[at++];
      continue;
    }
    const std::size_t size = take_escape(line.substr(at), out);
    if (size == 0) {
      reading.error("bad-escape", "found a backslash that begins no escape", at,
                    "write \\\\ for a backslash");
      return;
    }
    at += size;
  }
  if (at == line.size()) {
    reading.error("open-string", "the string is not closed", at, "write \\n for a line break");
  } else if (line.find_first_not_of(" \t", at + 1) != std::string_view::npos) {
    reading.error("after-string", "found more behind the string", at + 1);
  }
}

bool take(std::string_view line, std::string_view keyword) {
  return line.starts_with(keyword) && line.size() > keyword.size() &&
         (line[keyword.size()] == ' ' || line[keyword.size()] == '\t' ||
          line[keyword.size()] == '"');
}

// msgctxt or msgid after an msgstr begins the next entry.
void begin_id(Reading& reading) {
  if (!reading.entry.texts.empty()) finish_entry(reading);
  if (reading.entry.line == 0) reading.entry.line = reading.line;
}

// "msgstr[1]": the keyword's size, or 0.
std::size_t plural_keyword(std::string_view line) {
  if (!line.starts_with("msgstr[")) return 0;
  const std::size_t end = line.find(']');
  const bool digits =
      end != std::string_view::npos && end > 7 &&
      line.substr(7, end - 7).find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? end + 1 : 0;
}

void read_keyword(Reading& reading, std::string_view line, std::size_t offset) {
  Entry& entry = reading.entry;
  const std::string_view rest = line.substr(offset);
  std::size_t size = 0;
  if (take(rest, "msgctxt")) {
    begin_id(reading);
    if (entry.context || reading.has_id) {
      reading.error("unexpected", "found msgctxt, expected msgstr", offset);
      return;
    }
    size = 7;
    reading.text = &entry.context.emplace();
  } else if (take(rest, "msgid_plural")) {
    size = 12;
    reading.text = &entry.plural_id.emplace();
  } else if (take(rest, "msgid")) {
    begin_id(reading);
    if (reading.has_id) {
      reading.error("unexpected", "found msgid, expected msgstr", offset);
      return;
    }
    reading.has_id = true;
    size = 5;
    reading.text = &entry.id;
  } else if (take(rest, "msgstr") || plural_keyword(rest) != 0) {
    size = std::max<std::size_t>(6, plural_keyword(rest));
    if (!reading.has_id || (!entry.texts.empty() && !entry.plural_id)) {
      reading.error("unexpected", "found msgstr, expected msgid", offset);
      return;
    }
    reading.text = &entry.texts.emplace_back();
  } else if (rest.starts_with('"')) {
    if (reading.text == nullptr) {
      reading.error("unexpected", "found a string that continues nothing", offset);
      return;
    }
  } else {
    reading.error("unknown-keyword",
                  fmt::format("found '{}', expected msgctxt, msgid, msgstr or a comment",
                              escape_for_display(rest.substr(0, rest.find_first_of(" \t")))),
                  offset);
    return;
  }
  read_string(reading, line, offset + size, *reading.text);
}

std::string comment_text(std::string_view line, std::size_t mark) {
  std::string_view text = line.substr(mark);
  if (text.starts_with(' ')) text.remove_prefix(1);
  return std::string(text);
}

void read_flags(Entry& entry, std::string_view text) {
  while (!text.empty()) {
    std::string_view flag = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), flag.size() + 1));
    const std::size_t begin = flag.find_first_not_of(" \t");
    if (begin == std::string_view::npos) continue;
    flag = flag.substr(begin, flag.find_last_not_of(" \t") - begin + 1);
    entry.flags.emplace_back(flag);
  }
}

void read_comment(Reading& reading, std::string_view line) {
  const char kind = line.size() > 1 ? line[1] : ' ';
  if (kind == '~' && !line.starts_with("#~|")) {
    const std::size_t offset = line.find_first_not_of(" \t", 2);
    if (offset == std::string_view::npos) return;
    if (!reading.entry.texts.empty() && !reading.entry.is_obsolete) finish_entry(reading);
    read_keyword(reading, line, offset);
    reading.entry.is_obsolete = true;
    return;
  }
  // A comment stands before its entry.
  if (!reading.entry.texts.empty()) finish_entry(reading);
  Entry& entry = reading.entry;
  switch (kind) {
    case '.': entry.extracted_comments.push_back(comment_text(line, 2)); break;
    case ':': entry.references.push_back(comment_text(line, 2)); break;
    case '|': entry.previous.push_back(comment_text(line, 2)); break;
    case '~': entry.previous.push_back(comment_text(line, 3)); break;
    case ',': read_flags(entry, line.substr(2)); break;
    default: entry.translator_comments.push_back(comment_text(line, 1)); break;
  }
}

void read_line(Reading& reading, std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) {
    if (!reading.entry.texts.empty()) finish_entry(reading);
  } else if (line.starts_with('#')) {
    read_comment(reading, line);
  } else {
    if (reading.entry.is_obsolete && !reading.entry.texts.empty()) finish_entry(reading);
    read_keyword(reading, line, begin);
  }
}

bool check_encoding(std::string_view text, const std::string& source, Diagnostics& diagnostics) {
  if (text.size() > limits::kSourceFileBytes) {
    diagnostics.error("po.too-large",
                      fmt::format("found a text of {} bytes, expected at most {}", text.size(),
                                  limits::kSourceFileBytes),
                      {.source = source});
    return false;
  }
  if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos) return true;
  diagnostics.error("po.not-utf8", "the file is not UTF-8", {.source = source}, "save it as UTF-8");
  return false;
}

void check_texts(Reading& reading) {
  for (const Entry& entry : reading.file.entries) {
    std::vector<std::string_view> texts(entry.texts.begin(), entry.texts.end());
    texts.emplace_back(entry.id);
    if (entry.context) texts.emplace_back(*entry.context);
    if (entry.plural_id) texts.emplace_back(*entry.plural_id);
    if (std::ranges::all_of(texts, [](std::string_view text) { return is_valid_utf8(text); })) {
      continue;
    }
    reading.line = entry.line;
    reading.error("bad-escape", "an escape of the entry makes text that is not UTF-8");
  }
}

}  // namespace

std::optional<File> read(std::string_view text, const std::string& source,
                         Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.count(Severity::error);
  if (!check_encoding(text, source, diagnostics)) return std::nullopt;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Reading reading{source, diagnostics};
  while (!text.empty()) {
    ++reading.line;
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (line.ends_with('\r')) line.remove_suffix(1);
    read_line(reading, line);
  }
  finish_entry(reading);
  check_texts(reading);
  const std::string type = ascii_lower(header_field(reading.file, "Content-Type"));
  const std::size_t charset = type.find("charset=");
  if (charset != std::string::npos && !type.substr(charset + 8).starts_with("utf-8") &&
      !type.substr(charset + 8).starts_with("charset") &&
      !type.substr(charset + 8).starts_with("us-ascii")) {
    reading.line = 1;
    reading.error("not-utf8",
                  fmt::format("the header says {}, expected charset=UTF-8",
                              escape_for_display(type.substr(charset))),
                  0, "convert the file: msgconv --to-code=UTF-8");
  }
  if (diagnostics.count(Severity::error) != errors_before) return std::nullopt;
  return std::move(reading.file);
}

}  // namespace regpolicy::po
