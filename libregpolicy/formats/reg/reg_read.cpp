#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/reg.hpp>
#include <regpolicy/text.hpp>

#include "formats/reg/reg_layout.hpp"

namespace regpolicy::reg {
namespace {

using namespace std::string_view_literals;

bool is_blank(char16_t unit) { return unit == u' ' || unit == u'\t'; }
bool is_line_break(char16_t unit) { return unit == u'\r' || unit == u'\n'; }

std::optional<unsigned> hex_digit(char16_t unit) {
  if (unit >= u'0' && unit <= u'9') return unit - u'0';
  if (unit >= u'a' && unit <= u'f') return unit - u'a' + 10U;
  if (unit >= u'A' && unit <= u'F') return unit - u'A' + 10U;
  return std::nullopt;
}

// Reads the text from front to back, every code unit once. What regedit does with a line was taken
// from files that it writes and from tests that others ran against it; where regedit skips a line
// in silence, this reader stops with an error.
class Reader {
 public:
  Reader(std::u16string_view text, std::string source) : text_(text), source_(std::move(source)) {}

  Result<File> read_file() {
    if (auto done = read_header(); !done) return std::unexpected(done.error());
    while (at_ < text_.size()) {
      if (auto done = read_line(); !done) return std::unexpected(done.error());
    }
    return std::move(file_);
  }

 private:
  // What the value just read was: an error behind it depends on that.
  enum class Data { text, hex, other };

  // --- places and errors ---

  [[nodiscard]] Location place(std::size_t at, std::uint32_t line, std::size_t line_start) const {
    std::uint32_t column = 1;
    for (std::size_t i = line_start; i < at; ++i) {
      const bool low_half =
          (text_[i] & 0xFC00U) == 0xDC00U && i > line_start && (text_[i - 1] & 0xFC00U) == 0xD800U;
      if (!low_half) ++column;
    }
    return {.source = source_, .line = line, .column = column};
  }
  [[nodiscard]] Location here() const { return place(at_, line_, line_start_); }

  [[nodiscard]] std::string found() const {
    if (at_ == text_.size()) return "the end of the file";
    if (is_line_break(text_[at_])) return "the end of the line";
    const bool pair = (text_[at_] & 0xFC00U) == 0xD800U && at_ + 1 < text_.size();
    return fmt::format("'{}'", escape_for_display(text_.substr(at_, pair ? 2 : 1)));
  }
  [[nodiscard]] std::unexpected<Error> unexpected_here(std::string_view expected,
                                                       std::string hint = {}) const {
    return fail(ErrorCode::malformed, fmt::format("found {}, expected {}", found(), expected),
                here(), std::move(hint));
  }

  // --- the smallest steps ---

  [[nodiscard]] bool at_line_end() const {
    return at_ == text_.size() || is_line_break(text_[at_]);
  }
  [[nodiscard]] bool next_is(char16_t unit) const {
    return at_ < text_.size() && text_[at_] == unit;
  }
  bool take(std::u16string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  void skip_to_line_end() {
    while (!at_line_end()) ++at_;
  }
  // CR LF, LF and CR end a line, as in regedit.
  void skip_line_break() {
    if (at_ == text_.size()) return;
    if (text_[at_] == u'\r' && at_ + 1 < text_.size() && text_[at_ + 1] == u'\n') ++at_;
    ++at_;
    ++line_;
    line_start_ = at_;
  }

  // Blanks and a comment, then the line's end.
  Result<void> end_line(std::string_view expected, std::string hint = {}) {
    skip_blanks();
    if (next_is(u';')) skip_to_line_end();
    if (!at_line_end()) return unexpected_here(expected, std::move(hint));
    skip_line_break();
    return {};
  }

  // --- lines ---

  Result<void> read_header() {
    skip_blanks();
    const std::size_t start = at_;
    skip_to_line_end();
    std::u16string_view line = text_.substr(start, at_ - start);
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    is_regedit4_ = line == kHeader4;
    if (is_regedit4_ || line == kHeader5) {
      skip_line_break();
      return {};
    }
    at_ = start;
    if (line.size() > 1 && (line[0] == u'\0' || line[1] == u'\0')) {
      return fail(ErrorCode::malformed, "found UTF-16 text without a byte order mark", here(),
                  "save the file as 'UTF-16' or 'Unicode', with the mark");
    }
    constexpr std::size_t kShown = 60;
    return fail(
        ErrorCode::malformed,
        fmt::format("found {}, expected the first line '{}' or '{}'",
                    line.empty() ? found()
                                 : fmt::format("'{}'", escape_for_display(line.substr(0, kShown))),
                    to_utf8(kHeader5), to_utf8(kHeader4)),
        here());
  }

  Result<void> read_line() {
    skip_blanks();
    if (at_line_end()) {
      skip_line_break();
      return {};
    }
    switch (text_[at_]) {
      case u';':
      case u'#':  // regedit skips such a line, and files in use have them
        skip_to_line_end();
        skip_line_break();
        return {};
      case u'[': return read_key();
      case u'"':
      case u'@': return read_value();
      default: return unexpected_here("a [key], a \"name\"=, @= or a comment behind ';'");
    }
  }

  Result<void> read_key() {
    const std::size_t opening = at_++;
    if (at_ < text_.size() && is_blank(text_[at_])) return unexpected_here("a key behind '['");
    Entry entry{.operation = next_is(u'-') ? Operation::delete_key : Operation::create_key,
                .line = line_};
    if (entry.operation == Operation::delete_key) ++at_;
    const std::size_t start = at_;
    skip_to_line_end();
    // A key may hold ']': the last one of the line ends it.
    const std::size_t length = text_.substr(start, at_ - start).rfind(u']');
    if (length == std::u16string_view::npos) {
      return unexpected_here("']' at the end of the key");
    }
    if (length > limits::kRegKeyUnits) {
      return fail(ErrorCode::malformed,
                  fmt::format("the key has {} characters, expected at most {}", length,
                              limits::kRegKeyUnits),
                  place(start, line_, line_start_));
    }
    at_ = start + length + 1;
    auto rooted = split_root(text_.substr(start, length));
    if (!rooted) return unknown_root(start, length);
    if (rooted->path.find(u'\0') != std::u16string::npos) return nul_in("key", opening);
    entry.root = rooted->root;
    entry.key = std::move(rooted->path);
    current_ = entry;
    inside_key_ = entry.operation == Operation::create_key;
    file_.entries.push_back(std::move(entry));
    return end_line("the end of the line or a comment behind the key");
  }

  [[nodiscard]] std::unexpected<Error> unknown_root(std::size_t start, std::size_t length) const {
    const std::u16string_view key = text_.substr(start, length);
    const std::size_t end = key.find(u'\\');
    const std::string word = to_utf8(key.substr(0, end));
    const std::string near =
        nearest_word(word, {"HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", "HKEY_USERS",
                            "HKEY_CLASSES_ROOT", "HKEY_CURRENT_CONFIG"});
    return fail(ErrorCode::malformed,
                fmt::format("found '{}', expected a root key such as HKEY_LOCAL_MACHINE",
                            escape_for_display(word.empty() ? key : key.substr(0, end))),
                place(start, line_, line_start_),
                near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }

  [[nodiscard]] std::unexpected<Error> nul_in(std::string_view what, std::size_t at) const {
    return fail(ErrorCode::malformed, fmt::format("the {} holds a NUL (U+0000)", what),
                place(at, line_, line_start_));
  }

  // Every entry holds its key: a long key with many short values would take far more memory than
  // the file.
  Result<void> count_key_of_value() {
    key_units_ += current_.key.size();
    if (key_units_ / limits::kRegKeyCopies <= text_.size() + limits::kRegFreeUnits) return {};
    return fail(ErrorCode::malformed, "found too many values for keys as long as these", here(),
                "split the file");
  }

  Result<void> read_value() {
    if (!inside_key_) {
      return fail(ErrorCode::malformed, "found a value without a [key] line above it", here(),
                  file_.entries.empty() ? "" : "the key above is a deleted one");
    }
    if (auto good = count_key_of_value(); !good) return good;
    Entry entry{.operation = Operation::set_value,
                .root = current_.root,
                .key = current_.key,
                .line = line_};
    if (next_is(u'@')) {
      ++at_;
    } else {
      auto name = read_quoted("value name", false);
      if (!name) return std::unexpected(name.error());
      entry.name = std::move(*name);
    }
    skip_blanks();
    if (!next_is(u'=')) return unexpected_here("'=' behind the value name");
    ++at_;
    skip_blanks();
    if (next_is(u'-')) {
      ++at_;
      data_ = Data::other;
      entry.operation = Operation::delete_value;
    } else {
      auto value = read_data();
      if (!value) return std::unexpected(value.error());
      entry.value = std::move(*value);
    }
    std::string hint;
    if (data_ == Data::hex && next_is(u'\\')) hint = "a ',' stands before the '\\'";
    if (data_ == Data::hex && next_is(u',')) hint = "no blank stands in front of a ','";
    if (line_ != entry.line && data_ == Data::text) {
      hint = fmt::format("the text began in line {}; is its closing '\"' missing?", entry.line);
    }
    file_.entries.push_back(std::move(entry));
    return end_line(data_ == Data::hex ? "',', the end of the line or a comment"
                                       : "the end of the line or a comment",
                    std::move(hint));
  }

  // "text" with \\ and \" in it. regedit writes line breaks into a text as they are.
  Result<std::u16string> read_quoted(std::string_view what, bool may_break) {
    const std::size_t opening = at_, opening_line_start = line_start_;
    const std::uint32_t opening_line = line_;
    std::u16string out;
    ++at_;
    while (at_ < text_.size() && text_[at_] != u'"') {
      const std::size_t end = std::min(text_.find_first_of(u"\"\\\r\n\0"sv, at_), text_.size());
      out += text_.substr(at_, end - at_);
      at_ = end;
      if (at_ == text_.size() || text_[at_] == u'"') break;
      if (text_[at_] == u'\0') return nul_in(what, at_);
      if (is_line_break(text_[at_])) {
        if (!may_break) return unexpected_here(fmt::format("'\"' at the end of the {}", what));
        const std::size_t start = at_;
        skip_line_break();
        out += text_.substr(start, at_ - start);
        continue;
      }
      ++at_;  // the backslash
      if (!next_is(u'\\') && !next_is(u'"')) {
        return unexpected_here(R"('\' or '"' behind a '\')", "write '\\\\' for a backslash");
      }
      out += text_[at_++];
    }
    if (at_ == text_.size()) {
      return fail(ErrorCode::malformed, fmt::format("the {} has no closing '\"'", what),
                  place(opening, opening_line, opening_line_start));
    }
    ++at_;
    return out;
  }

  Result<Value> read_data() {
    data_ = Data::other;
    if (next_is(u'"')) {
      data_ = Data::text;
      auto text = read_quoted("text", true);
      if (!text) return std::unexpected(text.error());
      return make_sz(*text);
    }
    if (take(u"dword:")) return read_dword();
    if (take(u"hex:")) return read_hex(Type::binary);
    if (take(u"hex(")) {
      const auto type = read_hex_number(8);
      if (!type) return unexpected_here("a value type of 1 to 8 hexadecimal digits");
      if (!take(u")")) return unexpected_here("')' behind the value type");
      if (!take(u":")) return unexpected_here("':' behind ')'");
      return read_hex(static_cast<Type>(*type));
    }
    return unexpected_here("a \"text\", dword:, hex:, hex(N): or '-'");
  }

  // Up to `digits` digits; empty where there is none or one too many.
  std::optional<std::uint32_t> read_hex_number(int digits) {
    std::uint32_t number = 0;
    const std::size_t start = at_;
    while (at_ < text_.size()) {
      const auto digit = hex_digit(text_[at_]);
      if (!digit) break;
      if (at_ - start == static_cast<std::size_t>(digits)) return std::nullopt;
      number = (number << 4) | *digit;
      ++at_;
    }
    if (at_ == start) return std::nullopt;
    return number;
  }

  Result<Value> read_dword() {
    skip_blanks();
    const auto number = read_hex_number(8);
    if (!number) return unexpected_here("1 to 8 hexadecimal digits behind dword:");
    return make_dword(*number);
  }

  // Bytes with commas between; a backslash behind a comma goes on in the next line.
  Result<Value> read_hex(Type type) {
    data_ = Data::hex;
    Value value{type, {}};
    while (true) {
      skip_blanks();
      if (at_line_end() || next_is(u';')) break;
      if (next_is(u'\\')) {
        if (auto done = continue_hex(); !done) return std::unexpected(done.error());
      }
      const auto byte = read_hex_number(2);
      if (!byte) return unexpected_here("a byte of 1 or 2 hexadecimal digits");
      value.data.push_back(static_cast<std::byte>(*byte));
      if (!next_is(u',')) break;
      ++at_;
    }
    skip_blanks();
    if (is_regedit4_) widen(value);
    return value;
  }

  // From the backslash to the first digit of the next line; comments and empty lines may stand
  // between.
  Result<void> continue_hex() {
    ++at_;
    while (true) {
      if (auto done = end_line("the end of the line behind '\\'"); !done) return done;
      skip_blanks();
      if (at_ == text_.size()) return unexpected_here("more bytes behind the '\\' at a line's end");
      if (!at_line_end() && !next_is(u';')) return {};
    }
  }

  static void widen(Value& value) {
    if (!is_text_type(value.type)) return;
    Bytes wide;
    wide.reserve(2 * value.data.size());
    for (const std::byte byte : value.data) append_le16(wide, from_windows_1252(byte));
    value.data = std::move(wide);
  }

  std::u16string_view text_;
  std::string source_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_start_ = 0;
  bool is_regedit4_ = false;
  bool inside_key_ = false;
  Data data_ = Data::other;
  Entry current_;
  std::size_t key_units_ = 0;  // of the keys of all values so far
  File file_;
};

// REGEDIT4 without a byte order mark is ANSI even where its bytes could be UTF-8: regedit knows no
// UTF-8 there.
Result<std::u16string> decode(ByteView bytes) {
  const std::string_view text = as_chars(bytes);
  const std::size_t start = std::min(text.find_first_not_of(" \t"), text.size());
  if (text.substr(start).starts_with("REGEDIT4")) return decode_windows_1252(bytes);
  return decode_windows_text(bytes);
}

}  // namespace

Result<File> read(ByteView bytes, const std::string& source) {
  const auto text = decode(bytes);
  if (!text) {
    Error error = text.error();
    error.location.source = source;
    return std::unexpected(error);
  }
  return Reader(*text, source).read_file();
}

}  // namespace regpolicy::reg
