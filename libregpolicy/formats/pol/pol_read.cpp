#include <regpolicy/pol.hpp>

#include <regpolicy/text.hpp>

#include "formats/pol/pol_layout.hpp"
#include "formats/pol/pol_scan.hpp"

namespace regpolicy::pol {

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

namespace {

// From how many records on the size of a file tells how many it holds.
constexpr std::size_t kSampledRecords = 1000;

// The number of records in `size` bytes, where `count` took `done` of them; a little more, so that
// one reservation usually does. Doubling moves the views too often and ends with memory half empty.
std::size_t likely_count(std::size_t count, std::size_t done, std::size_t size) {
  const double records =
      static_cast<double>(count) * static_cast<double>(size) / static_cast<double>(done);
  return static_cast<std::size_t>(records * 1.05) + 16;
}

}  // namespace

Result<Cursor> Cursor::open(ByteView bytes) {
  if (const auto header = check_header(bytes); !header) return std::unexpected(header.error());
  return Cursor(bytes);
}

Result<std::optional<RecordView>> Cursor::next() {
  if (position_ == bytes_.size()) return std::nullopt;
  const std::byte* const end = bytes_.data() + bytes_.size();
  const ScannedRecord record = scan_record(bytes_.data() + position_, end, key_);
  if (record.end == nullptr) {
    return std::unexpected(fault_of_record(bytes_, position_, record_ + 1).value());
  }
  position_ = static_cast<std::size_t>(record.end - bytes_.data());
  key_ = record.key();
  ++record_;
  return record.view();
}

Result<std::vector<RecordView>> read_views(ByteView bytes) {
  if (const auto header = check_header(bytes); !header) return std::unexpected(header.error());
  const std::byte* const end = bytes.data() + bytes.size();
  const std::byte* at = bytes.data() + kHeaderBytes;
  ByteView key;
  std::vector<RecordView> views;
  while (at != end) {
    const ScannedRecord record = scan_record(at, end, key);
    if (record.end == nullptr) {
      const auto position = static_cast<std::size_t>(at - bytes.data());
      return std::unexpected(fault_of_record(bytes, position, views.size() + 1).value());
    }
    at = record.end;
    key = record.key();
    if (views.size() == views.capacity() && views.size() >= kSampledRecords) {
      const auto done = static_cast<std::size_t>(at - bytes.data());
      views.reserve(likely_count(views.size() + 1, done, bytes.size()));
    }
    views.emplace_back(record.start, record.key_units, record.name_units);
  }
  return views;
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
