// Registry.pol: the file format of [MS-GPREG] 2.2.1.
//
// Lossless or refused: whatever read() accepts, write() gives back byte for byte. Records are
// delimited by their sizes only and every delimiter is checked; nothing is skipped, sorted, folded
// or repaired. What is legal but odd (a REG_DWORD of two bytes, an over-long name, an unknown type)
// is kept and is no error here.
//
// Refused, with the byte offset of the offending field and the number of the record: a wrong
// signature or version, a short header, a missing delimiter, a name or size that runs past the end,
// anything between or after the records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy::pol {

using regpolicy::Record;
using regpolicy::Records;

// "PReg" and the version 1, both little-endian 32-bit.
inline constexpr std::uint32_t kSignature = 0x67655250;
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::size_t kHeaderBytes = 8;

// A record in the caller's bytes; 16 bytes of its own. Everything it returns is a view of those
// bytes and lives as long as they do. Views are UTF-16LE without the terminating NUL and need not
// be aligned.
class RecordView {
 public:
  RecordView() = default;
  RecordView(const std::byte* start, std::uint32_t key_units, std::uint32_t name_units)
      : start_(start), key_units_(key_units), name_units_(name_units) {}

  [[nodiscard]] ByteView key() const;
  [[nodiscard]] ByteView name() const;
  [[nodiscard]] Type type() const;
  [[nodiscard]] ByteView data() const;
  [[nodiscard]] ValueView value() const { return {type(), data()}; }

  // The whole record from '[' to ']'.
  [[nodiscard]] ByteView bytes() const;

  [[nodiscard]] Record to_record() const;

 private:
  [[nodiscard]] const std::byte* after_name() const;  // at the ';' before the type

  const std::byte* start_ = nullptr;  // at '['
  std::uint32_t key_units_ = 0;       // UTF-16 code units without the NUL
  std::uint32_t name_units_ = 0;
};

// Goes through a file one record at a time without allocating. Errors have an empty source name:
// the caller knows it.
//
//   auto cursor = pol::Cursor::open(bytes);
//   while (true) { auto next = cursor->next(); if (!next || !*next) break; use(**next); }
class Cursor {
 public:
  // Checks the header.
  [[nodiscard]] static Result<Cursor> open(ByteView bytes);

  // The next record; an empty optional at the end of the file; the error of a broken record.
  [[nodiscard]] Result<std::optional<RecordView>> next();

  // Byte offset of what next() will read.
  [[nodiscard]] std::uint64_t offset() const { return position_; }

 private:
  explicit Cursor(ByteView bytes) : bytes_(bytes) {}

  ByteView bytes_;
  std::size_t position_ = kHeaderBytes;
  std::uint64_t record_ = 0;  // number of records read
  ByteView key_;              // of the last record: often the next one's, too
};

// All records as views of `bytes`.
[[nodiscard]] Result<std::vector<RecordView>> read_views(ByteView bytes);

// All records with their own memory. `source` names the input in errors.
[[nodiscard]] Result<Records> read(ByteView bytes, const std::string& source = {});

// Fails (not_representable) where a key or name holds a NUL or a value is over 4 GiB - 1, naming
// the record. Everything else can be written.
[[nodiscard]] Result<Bytes> write(const Records& records);

// Every byte of the file with its offset and meaning, as text in UTF-8. A broken file is dumped up
// to the fault; `fault` then holds the error and the rest is shown as "not understood".
struct Dump {
  std::string text;
  std::optional<Error> fault;
};
[[nodiscard]] Dump dump(ByteView bytes, const std::string& source = {});

}  // namespace regpolicy::pol
