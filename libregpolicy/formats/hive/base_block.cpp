#include "formats/hive/base_block.hpp"

namespace regpolicy::hive {
namespace {

constexpr std::size_t kFirstSequenceAt = 4;
constexpr std::size_t kSecondSequenceAt = 8;
constexpr std::size_t kLastWrittenAt = 12;
constexpr std::size_t kFileTypeAt = 28;
constexpr std::size_t kBinsBytesAt = 40;
constexpr std::size_t kSectorFactorAt = 44;
constexpr std::size_t kChecksumAt = 508;

void store_le32(Bytes& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::byte>(value >> (8 * i));
}

std::uint32_t checksum_of(const std::byte* block) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < kChecksumAt; at += 4) sum ^= load_le32(block + at);
  return sum;
}

}  // namespace

std::optional<BaseBlock> read_base_block(ByteView file) {
  if (file.size() < kSectorBytes || as_chars(file.first(4)) != "regf") return std::nullopt;
  const std::byte* const block = file.data();
  return BaseBlock{.first_sequence = load_le32(block + kFirstSequenceAt),
                   .second_sequence = load_le32(block + kSecondSequenceAt),
                   .last_written = load_le64(block + kLastWrittenAt),
                   .file_type = load_le32(block + kFileTypeAt),
                   .bins_bytes = load_le32(block + kBinsBytesAt),
                   .sector_factor = load_le32(block + kSectorFactorAt),
                   .checksum_holds = checksum_of(block) == load_le32(block + kChecksumAt)};
}

void close_base_block(Bytes& hive, std::uint32_t sequence, std::uint32_t bins_bytes) {
  store_le32(hive, kFirstSequenceAt, sequence);
  store_le32(hive, kSecondSequenceAt, sequence);
  store_le32(hive, kFileTypeAt, 0);
  store_le32(hive, kBinsBytesAt, bins_bytes);
  store_le32(hive, kChecksumAt, checksum_of(hive.data()));
}

}  // namespace regpolicy::hive
