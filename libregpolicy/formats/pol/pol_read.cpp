#include <cstring>
#include <limits>

#include <fmt/format.h>

#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "formats/pol/pol_layout.hpp"

namespace regpolicy::pol {
namespace {

// Number of code units before the first NUL of `bytes`, or all whole units where there is none.
// Four units are looked at together: (w - 1 per lane) & ~w has a lane's top bit set for the lowest
// lane that is zero, in either byte order of the machine.
std::size_t units_before_nul(ByteView bytes) {
  constexpr std::uint64_t kOnes = 0x0001000100010001;
  constexpr std::uint64_t kTops = 0x8000800080008000;
  std::size_t at = 0;
  while (bytes.size() - at >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if (((word - kOnes) & ~word & kTops) != 0) break;
    at += sizeof word;
  }
  while (bytes.size() - at >= kUnit && load_le16(bytes.data() + at) != 0) at += kUnit;
  return at / kUnit;
}

// Reads one record and, where it is broken, says how. Kept apart from Cursor so that the state of a
// scan is one small struct.
class RecordScan {
 public:
  RecordScan(ByteView bytes, std::size_t position, std::uint64_t number)
      : bytes_(bytes), at_(position), number_(number) {}

  Result<RecordView> run() {
    const std::byte* const start = bytes_.data() + at_;
    std::uint32_t key_units = 0;
    std::uint32_t name_units = 0;
    if (auto fault = delimiter(u'[', "at the start of the record")) return *fault;
    if (auto fault = text("key", key_units)) return *fault;
    if (auto fault = delimiter(u';', "after the key")) return *fault;
    if (auto fault = text("value name", name_units)) return *fault;
    if (auto fault = delimiter(u';', "after the value name")) return *fault;
    if (auto fault = number("type")) return *fault;
    if (auto fault = delimiter(u';', "after the type")) return *fault;
    const std::size_t size_at = at_;
    if (auto fault = number("size")) return *fault;
    const std::uint32_t size = load_le32(bytes_.data() + size_at);
    if (auto fault = delimiter(u';', "after the size")) return *fault;
    if (size > left()) {
      return broken(size_at, fmt::format("the size says {} bytes of data, found {} before the end "
                                         "of the file",
                                         size, left()));
    }
    at_ += size;
    if (auto fault = delimiter(u']', "after the data")) return *fault;
    return RecordView(start, key_units, name_units);
  }

  [[nodiscard]] std::size_t position() const { return at_; }

 private:
  using Fault = std::optional<std::unexpected<Error>>;

  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  [[nodiscard]] std::unexpected<Error> broken(std::size_t offset, std::string message) const {
    return fail(ErrorCode::malformed, std::move(message), {.offset = offset, .record = number_});
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
  Fault text(std::string_view field, std::uint32_t& units) {
    const std::size_t count = units_before_nul(bytes_.subspan(at_));
    if (left() - count * kUnit < kUnit) {
      return broken(
          at_,
          fmt::format("expected a NUL at the end of the {}, found the end of the file", field));
    }
    if (count > std::numeric_limits<std::uint32_t>::max()) {
      return broken(at_, fmt::format("the {} has {} characters", field, count));
    }
    units = static_cast<std::uint32_t>(count);
    at_ += (count + 1) * kUnit;
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
};

bool starts_with(ByteView bytes, std::string_view head) {
  return as_chars(bytes).starts_with(head);
}

Result<void> check_header(ByteView bytes) {
  const auto refuse = [](std::size_t offset, std::string message, std::string hint = {}) {
    return fail(ErrorCode::malformed, std::move(message), {.offset = offset}, std::move(hint));
  };
  // "PReg" read as two UTF-16 characters and written as UTF-8.
  if (starts_with(bytes, "\xE5\x89\x90\xE6\x9D\xA5")) {
    return refuse(0, "this Registry.pol was saved as UTF-8 text, which destroys it",
                  "restore it from a backup; an editor or a script converted it");
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

}  // namespace

const std::byte* RecordView::after_name() const {
  return start_ + kHeadAndKeyEnd + kUnit * key_units_ + kUnit * name_units_ + kUnit;
}

ByteView RecordView::key() const { return {start_ + kUnit, kUnit * std::size_t{key_units_}}; }

ByteView RecordView::name() const {
  return {start_ + kHeadAndKeyEnd + kUnit * std::size_t{key_units_},
          kUnit * std::size_t{name_units_}};
}

Type RecordView::type() const { return static_cast<Type>(load_le32(after_name() + kUnit)); }

ByteView RecordView::data() const {
  const std::byte* const numbers = after_name() + kUnit;
  return {numbers + kNumbers, load_le32(numbers + kNumber + kUnit)};
}

ByteView RecordView::bytes() const {
  const ByteView content = data();
  return {start_, content.data() + content.size() + kUnit};
}

Record RecordView::to_record() const {
  return {from_utf16le(key()), from_utf16le(name()), to_value(value())};
}

Result<Cursor> Cursor::open(ByteView bytes) {
  if (const auto header = check_header(bytes); !header) return std::unexpected(header.error());
  return Cursor(bytes);
}

Result<std::optional<RecordView>> Cursor::next() {
  if (position_ == bytes_.size()) return std::nullopt;
  RecordScan scan(bytes_, position_, record_ + 1);
  const auto record = scan.run();
  if (!record) return std::unexpected(record.error());
  position_ = scan.position();
  ++record_;
  return *record;
}

Result<std::vector<RecordView>> read_views(ByteView bytes) {
  auto cursor = Cursor::open(bytes);
  if (!cursor) return std::unexpected(cursor.error());
  std::vector<RecordView> views;
  while (true) {
    auto next = cursor->next();
    if (!next) return std::unexpected(next.error());
    if (!*next) return views;
    if (views.size() == views.capacity()) {
      // Room for the rest of the file if its records are like those so far: fewer moves than
      // doubling, and no half-empty memory at the end.
      const auto done = static_cast<std::size_t>(cursor->offset());
      views.reserve(views.size() + (views.size() + 1) * (bytes.size() - done) / done + 16);
    }
    views.push_back(**next);
  }
}

Result<Records> read(ByteView bytes, const std::string& source) {
  const auto views = read_views(bytes);
  if (!views) {
    Error error = views.error();
    error.location.source = source;
    return std::unexpected(std::move(error));
  }
  Records records;
  records.reserve(views->size());
  for (const RecordView& view : *views) records.push_back(view.to_record());
  return records;
}

}  // namespace regpolicy::pol
