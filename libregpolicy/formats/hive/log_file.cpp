#include "formats/hive/log_file.hpp"

#include <algorithm>

#include "formats/hive/marvin32.hpp"

namespace regpolicy::hive {
namespace {

constexpr std::uint32_t kNewFormat = 6;
constexpr std::size_t kBinAlignment = 4096;

// A whole number of bins that the file format can hold.
bool can_be_bins(std::uint32_t bytes) { return bytes > 0 && bytes % kBinAlignment == 0; }

// Fields of an entry of the new format, in bytes from its start.
constexpr std::size_t kSizeAt = 4;
constexpr std::size_t kSequenceAt = 12;
constexpr std::size_t kEntryBinsBytesAt = 16;
constexpr std::size_t kPageCountAt = 20;
constexpr std::size_t kBodyHashAt = 24;
constexpr std::size_t kHeadHashAt = 32;
constexpr std::size_t kEntryHeadBytes = 40;
constexpr std::size_t kPageHeadBytes = 8;

// The entry that `rest` begins with; empty where it does not hold.
std::optional<LogEntry> read_entry(ByteView rest) {
  if (rest.size() < kEntryHeadBytes || as_chars(rest.first(4)) != "HvLE") return std::nullopt;
  const std::size_t size = load_le32(rest.data() + kSizeAt);
  if (size < kEntryHeadBytes || size > rest.size() || size % kSectorBytes != 0) return std::nullopt;
  const ByteView entry = rest.first(size);
  if (load_le64(entry.data() + kHeadHashAt) != marvin32(entry.first(kHeadHashAt)) ||
      load_le64(entry.data() + kBodyHashAt) != marvin32(entry.subspan(kEntryHeadBytes))) {
    return std::nullopt;
  }
  LogEntry read{.sequence = load_le32(entry.data() + kSequenceAt),
                .bins_bytes = load_le32(entry.data() + kEntryBinsBytesAt),
                .pages = {}};
  if (!can_be_bins(read.bins_bytes)) return std::nullopt;
  const std::size_t count = load_le32(entry.data() + kPageCountAt);
  if (count > (size - kEntryHeadBytes) / kPageHeadBytes) return std::nullopt;
  std::size_t at = kEntryHeadBytes + count * kPageHeadBytes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::byte* const head = entry.data() + kEntryHeadBytes + i * kPageHeadBytes;
    const std::uint32_t offset = load_le32(head);
    const std::uint32_t bytes = load_le32(head + 4);
    if (bytes > size - at || offset > read.bins_bytes || bytes > read.bins_bytes - offset) {
      return std::nullopt;
    }
    read.pages.push_back({offset, entry.subspan(at, bytes)});
    at += bytes;
  }
  return read;
}

std::vector<LogEntry> read_entries(ByteView content, std::size_t at) {
  std::vector<LogEntry> entries;
  while (at < content.size()) {
    auto entry = read_entry(content.subspan(at));
    // What follows are remains of earlier use: the file is written in rounds.
    if (!entry) break;
    if (!entries.empty() && entry->sequence != entries.back().sequence + 1) break;
    at += load_le32(content.data() + at + kSizeAt);
    entries.push_back(std::move(*entry));
  }
  return entries;
}

// The dirty vector has a bit for every 512 bytes of the bins; the pages of the bits that are set
// follow from the next sector on.
std::optional<LogEntry> read_dirty_vector(ByteView content, const BaseBlock& base,
                                          std::size_t sector) {
  constexpr std::size_t kPageBytes = 512;
  constexpr std::size_t kSignatureBytes = 4;
  if (!can_be_bins(base.bins_bytes)) return std::nullopt;
  const std::size_t bits = base.bins_bytes / kPageBytes;
  const ByteView rest = content.subspan(std::min(sector, content.size()));
  if (rest.size() < kSignatureBytes + bits / 8 || as_chars(rest.first(4)) != "DIRT") {
    return std::nullopt;
  }
  const ByteView bitmap = rest.subspan(kSignatureBytes, bits / 8);
  const std::size_t vector_sectors = (kSignatureBytes + bits / 8 + sector - 1) / sector;
  std::size_t at = vector_sectors * sector;
  LogEntry entry{.sequence = base.first_sequence, .bins_bytes = base.bins_bytes, .pages = {}};
  for (std::size_t bit = 0; bit < bits; ++bit) {
    if (((std::to_integer<unsigned>(bitmap[bit / 8]) >> (bit % 8)) & 1) == 0) continue;
    if (at > rest.size() || rest.size() - at < kPageBytes) return std::nullopt;
    entry.pages.push_back(
        {static_cast<std::uint32_t>(bit * kPageBytes), rest.subspan(at, kPageBytes)});
    at += kPageBytes;
  }
  return entry;
}

}  // namespace

std::optional<LogFile> read_log(const Log& log) {
  constexpr std::uint32_t kLargestSectorFactor = kBaseBlockBytes / kSectorBytes;
  const auto base = read_base_block(log.content);
  if (!base || !base->checksum_holds) return std::nullopt;
  if (base->sector_factor == 0 || base->sector_factor > kLargestSectorFactor) return std::nullopt;
  const std::size_t sector = base->sector_factor * kSectorBytes;
  if (log.content.size() < sector) return std::nullopt;
  LogFile file{.name = log.name,
               .base = *base,
               .base_bytes = ByteView(log.content).first(sector),
               .old_format = base->file_type == 1 || base->file_type == 2,
               .entries = {}};
  if (file.old_format) {
    if (base->first_sequence != base->second_sequence) return std::nullopt;
    auto entry = read_dirty_vector(log.content, *base, sector);
    if (!entry) return std::nullopt;
    file.entries.push_back(std::move(*entry));
  } else if (base->file_type == kNewFormat) {
    file.entries = read_entries(log.content, sector);
  }
  if (file.entries.empty()) return std::nullopt;
  return file;
}

}  // namespace regpolicy::hive
