// Records of a Registry.pol in raw memory: a fast scan that knows only "good" and "not good", and
// the careful one that words what is wrong. Both accept the same bytes.
#pragma once

#include <bit>
#include <cstring>
#include <functional>
#include <limits>

#include <regpolicy/pol.hpp>

#include "formats/pol/pol_layout.hpp"

namespace regpolicy::pol {

// Fails where the file does not begin with a good header.
[[nodiscard]] Result<void> check_header(ByteView bytes);

// The first NUL code unit from a place on, or null where there is none in the file.
using FindNul = std::function<const std::byte*(const std::byte*)>;

// What is wrong with the record at `position`; nothing where it is good. `number` counts from 1.
// `find` stands in for the search through the bytes.
[[nodiscard]] std::optional<Error> fault_of_record(ByteView bytes, std::size_t position,
                                                   std::uint64_t number, const FindNul& find = {});

// The first NUL code unit from `at` on, or null where there is none before `end`.
// Four units are looked at together: (w - 1 per lane) & ~w has a lane's top bit set for the lowest
// lane that is zero. Lanes above it can be set wrongly, so the lowest set bit counts.
[[nodiscard]] inline const std::byte* find_nul(const std::byte* at, const std::byte* end) {
  constexpr std::uint64_t kOnes = 0x0001000100010001;
  constexpr std::uint64_t kTops = 0x8000800080008000;
  constexpr std::ptrdiff_t kWord = sizeof(std::uint64_t);
  for (; end - at >= kWord; at += kWord) {
    const std::uint64_t word = load_le64(at);
    const std::uint64_t zeros = (word - kOnes) & ~word & kTops;
    if (zeros != 0) return at + std::countr_zero(zeros) / 16 * 2;
  }
  for (; end - at >= std::ptrdiff_t{kUnit}; at += kUnit) {
    if (load_le16(at) == 0) return at;
  }
  return nullptr;
}

// The NUL behind a key. Records mostly stay with the key of the one before: it is looked for first,
// as a whole, and the next record can be looked at before the comparison is done.
[[nodiscard]] inline const std::byte* find_key_end(const std::byte* key, const std::byte* end,
                                                   ByteView key_before) {
  const std::size_t size = key_before.size();
  const bool is_same = size != 0 && static_cast<std::size_t>(end - key) >= size + kUnit &&
                       std::memcmp(key, key_before.data(), size + kUnit) == 0;
  return is_same ? key + size : find_nul(key, end);
}

// A good record; `end` is where it ends, null where there is no good record. Its numbers stand
// alone, so that a list of views takes them from registers: a whole view would go through memory.
struct ScannedRecord {
  const std::byte* start = nullptr;
  const std::byte* end = nullptr;
  std::uint32_t key_units = 0;
  std::uint32_t name_units = 0;

  [[nodiscard]] RecordView view() const { return {start, key_units, name_units}; }
  [[nodiscard]] ByteView key() const { return {start + kUnit, kUnit * std::size_t{key_units}}; }
};

// The record whose key begins at `key`, behind its '['. `find_key_end` and `find_name_end` find the
// NUL of a text, or null.
template <class FindKeyEnd, class FindNameEnd>
[[nodiscard, gnu::always_inline]] inline ScannedRecord scan_after_bracket(
    const std::byte* key, const std::byte* end, const FindKeyEnd& find_key_end,
    const FindNameEnd& find_name_end) {
  constexpr std::size_t kMostUnits = std::numeric_limits<std::uint32_t>::max();
  constexpr std::size_t kNulAndDelimiter = kUnit + kUnit;
  const auto left = [end](const std::byte* at) { return static_cast<std::size_t>(end - at); };

  const std::byte* const key_end = find_key_end(key);
  if (key_end == nullptr || left(key_end) < kNulAndDelimiter) return {};
  if (load_le16(key_end + kUnit) != u';') return {};

  const std::byte* const name = key_end + kNulAndDelimiter;
  const std::byte* const name_end = find_name_end(name);
  if (name_end == nullptr || left(name_end) < kNulAndDelimiter + kNumbers + kUnit) return {};
  const std::byte* const numbers = name_end + kNulAndDelimiter;
  const std::byte* const data = numbers + kNumbers;
  if (load_le16(name_end + kUnit) != u';' || load_le16(numbers + kNumber) != u';' ||
      load_le16(data - kUnit) != u';') {
    return {};
  }
  const std::size_t key_units = static_cast<std::size_t>(key_end - key) / kUnit;
  const std::size_t name_units = static_cast<std::size_t>(name_end - name) / kUnit;
  if (key_units > kMostUnits || name_units > kMostUnits) return {};
  const auto ending_at = [&](const std::byte* bracket) {
    return ScannedRecord{key - kUnit, bracket + kUnit, static_cast<std::uint32_t>(key_units),
                         static_cast<std::uint32_t>(name_units)};
  };

  const std::size_t size = load_le32(numbers + kNumber + kUnit);
  // Four bytes in most records: a branch, unlike a sum, lets the processor begin with the next
  // record before it has loaded the size.
  if (size == kNumber && left(data) >= kNumber + kUnit && load_le16(data + kNumber) == u']') {
    return ending_at(data + kNumber);
  }
  if (size > left(data) - kUnit || load_le16(data + size) != u']') return {};
  return ending_at(data + size);
}

// The record at `start`, before `end`. `key_before` is the key of the record before in the same
// bytes, with its NUL behind it; empty for none.
[[nodiscard, gnu::always_inline]] inline ScannedRecord scan_record(const std::byte* start,
                                                                   const std::byte* end,
                                                                   ByteView key_before) {
  if (static_cast<std::size_t>(end - start) < kUnit || load_le16(start) != u'[') return {};
  return scan_after_bracket(
      start + kUnit, end, [&](const std::byte* key) { return find_key_end(key, end, key_before); },
      [&](const std::byte* name) { return find_nul(name, end); });
}

}  // namespace regpolicy::pol
