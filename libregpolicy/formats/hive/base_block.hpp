// The base block that a hive and its transaction logs begin with. All offsets in a hive count from
// its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <regpolicy/bytes.hpp>

namespace regpolicy::hive {

inline constexpr std::size_t kBaseBlockBytes = 4096;
// What the checksum covers, and all that a log has of it at least.
inline constexpr std::size_t kSectorBytes = 512;

struct BaseBlock {
  // Raised before and after a write: they differ where one did not end.
  std::uint32_t first_sequence = 0;
  std::uint32_t second_sequence = 0;
  std::uint64_t last_written = 0;   // FILETIME
  std::uint32_t file_type = 0;      // 0: a hive; 1, 2: a log of the old format; 6: of the new one
  std::uint32_t bins_bytes = 0;     // of the hive bins that follow
  std::uint32_t sector_factor = 1;  // bytes of a sector of the disk, divided by 512
  bool checksum_holds = false;
};

// Empty where the bytes do not begin with "regf" or are less than a sector.
[[nodiscard]] std::optional<BaseBlock> read_base_block(ByteView file);

// Marks the hive as closed cleanly after the change of that number, with so many bytes of bins.
// `hive` holds a whole base block.
void close_base_block(Bytes& hive, std::uint32_t sequence, std::uint32_t bins_bytes);

}  // namespace regpolicy::hive
