#include "formats/pol/pol_scan.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace regpolicy::pol {
namespace {

// Goes through one record field by field and says how it is broken.
class RecordScan {
 public:
  RecordScan(ByteView bytes, std::size_t position, std::uint64_t number, const FindNul& find)
      : bytes_(bytes), at_(position), number_(number), find_(find) {}

  // The fault; nothing where the record is good.
  std::optional<Error> run() {
    if (auto fault = delimiter(u'[', "at the start of the record")) return fault;
    if (auto fault = text("key")) return fault;
    if (auto fault = delimiter(u';', "after the key")) return fault;
    if (auto fault = text("value name")) return fault;
    if (auto fault = delimiter(u';', "after the value name")) return fault;
    if (auto fault = number("type")) return fault;
    if (auto fault = delimiter(u';', "after the type")) return fault;
    const std::size_t size_at = at_;
    if (auto fault = number("size")) return fault;
    const std::uint32_t size = load_le32(bytes_.data() + size_at);
    if (auto fault = delimiter(u';', "after the size")) return fault;
    if (size > left()) {
      return broken(size_at, fmt::format("the size says {} bytes of data, found {} before the end "
                                         "of the file",
                                         size, left()));
    }
    at_ += size;
    if (auto fault = delimiter(u']', "after the data")) return fault;
    return std::nullopt;
  }

 private:
  using Fault = std::optional<Error>;

  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  [[nodiscard]] Error broken(std::size_t offset, std::string message) const {
    return {.code = ErrorCode::malformed,
            .message = std::move(message),
            .location = {.offset = offset, .record = number_},
            .hint = {}};
  }

  Fault delimiter(char16_t wanted, std::string_view place) {
    const char shown = static_cast<char>(wanted);
    if (left() < kUnit) {
      return broken(at_, fmt::format("expected '{}' {}, found the end of the file", shown, place));
    }
    const std::uint16_t found = load_le16(bytes_.data() + at_);
    if (found != wanted) {
      return broken(at_, fmt::format("expected '{}' {}, found U+{:04X}", shown, place, found));
    }
    at_ += kUnit;
    return std::nullopt;
  }

  // A text and its NUL.
  Fault text(std::string_view field) {
    const std::byte* const start = bytes_.data() + at_;
    const std::byte* const nul =
        find_ ? find_(start) : find_nul(start, bytes_.data() + bytes_.size());
    if (nul == nullptr) {
      return broken(
          at_,
          fmt::format("expected a NUL at the end of the {}, found the end of the file", field));
    }
    const std::size_t size = static_cast<std::size_t>(nul - start);
    if (size / kUnit > std::numeric_limits<std::uint32_t>::max()) {
      return broken(at_, fmt::format("the {} has {} characters", field, size / kUnit));
    }
    at_ += size + kUnit;
    return std::nullopt;
  }

  Fault number(std::string_view field) {
    if (left() < kNumber) {
      return broken(
          at_, fmt::format("expected a {} of 4 bytes, found {} before the end of the file", field,
                           left()));
    }
    at_ += kNumber;
    return std::nullopt;
  }

  ByteView bytes_;
  std::size_t at_;
  std::uint64_t number_;  // from 1
  const FindNul& find_;
};

bool starts_with(ByteView bytes, std::string_view head) {
  return as_chars(bytes).starts_with(head);
}

// Offset of the first record's '[' where the file was written as text in which ASCII takes one
// byte, with the NULs of its header or without them: PReg, 01, then [Soft. 0 for any other file.
std::size_t single_byte_bracket(ByteView bytes) {
  constexpr std::size_t kPrintableBytes = 4;  // UTF-16 has a NUL among them, if they are ASCII
  const std::string_view text = as_chars(bytes.first(std::min(bytes.size(), kHeaderBytes + 5)));
  if (!text.starts_with("PReg")) return 0;
  const std::size_t bracket = text.find('[');
  if (bracket == std::string_view::npos || text.size() - bracket <= kPrintableBytes) return 0;
  const std::string_view version = text.substr(4, bracket - 4);
  if (version.find_first_not_of(std::string_view("\x01\0", 2)) != std::string_view::npos) return 0;
  for (const char c : text.substr(bracket + 1, kPrintableBytes)) {
    if (c < ' ' || c > '~') return 0;
  }
  return bracket;
}

}  // namespace

Result<void> check_header(ByteView bytes) {
  const auto refuse = [](std::size_t offset, std::string message, std::string hint = {}) {
    return fail(ErrorCode::malformed, std::move(message), {.offset = offset}, std::move(hint));
  };
  const std::string backup = "restore it from a backup; an editor or a script converted it";
  // "PReg" read as two UTF-16 characters and written as UTF-8, without or with a byte order mark.
  if (starts_with(bytes, "\xE5\x89\x90\xE6\x9D\xA5") ||
      starts_with(bytes, "\xEF\xBB\xBF\xE5\x89\x90\xE6\x9D\xA5")) {
    return refuse(0, "this Registry.pol was saved as UTF-8 text, which destroys it", backup);
  }
  if (const std::size_t bracket = single_byte_bracket(bytes); bracket != 0) {
    return refuse(bracket,
                  "this Registry.pol was saved as text of one byte a character, which destroys it",
                  backup);
  }
  if (starts_with(bytes, "\xEF\xBB\xBF") || starts_with(bytes, "\xFF\xFE") ||
      starts_with(bytes, "\xFE\xFF")) {
    return refuse(0, "found a byte order mark, expected the signature PReg",
                  "an editor or a script treated the file as text");
  }
  if (bytes.size() < kHeaderBytes) {
    return refuse(0, fmt::format("found {} bytes, expected a header of 8", bytes.size()));
  }
  if (const std::uint32_t found = load_le32(bytes.data()); found != kSignature) {
    return refuse(
        0, fmt::format("found {}, expected the signature PReg (50526567)", to_hex(bytes.first(4))));
  }
  if (const std::uint32_t found = load_le32(bytes.data() + 4); found != kVersion) {
    return refuse(4, fmt::format("found version {}, expected 1", found));
  }
  return {};
}

std::optional<Error> fault_of_record(ByteView bytes, std::size_t position, std::uint64_t number,
                                     const FindNul& find) {
  return RecordScan(bytes, position, number, find).run();
}

}  // namespace regpolicy::pol
