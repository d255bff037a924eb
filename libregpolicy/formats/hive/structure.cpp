#include "formats/hive/structure.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "formats/hive/base_block.hpp"

namespace regpolicy::hive {
namespace {

constexpr std::size_t kBinHeadBytes = 32;
constexpr std::size_t kBinUnit = 4096;
constexpr std::size_t kCellUnit = 4;  // real ones are multiples of 8
constexpr std::size_t kLeastCell = 8;

std::unexpected<Damage> damage(std::size_t offset, std::string what) {
  return std::unexpected(Damage{offset, std::move(what)});
}

// Marks the cells of the bin that `bin` is.
std::optional<Damage> check_cells(ByteView bin, std::size_t bin_at, std::vector<bool>& in_use) {
  std::size_t at = kBinHeadBytes;
  while (at < bin.size()) {
    if (bin.size() - at < kLeastCell) return Damage{bin_at + at, "a cell is cut off by its bin"};
    const std::uint32_t field = load_le32(bin.data() + at);
    // A cell in use has a negative size.
    const bool used = (field & 0x80000000U) != 0;
    const std::uint32_t size = used ? 0U - field : field;
    if (size < kLeastCell || size % kCellUnit != 0) {
      return Damage{bin_at + at, fmt::format("a cell has the size {}", size)};
    }
    if (size > bin.size() - at) return Damage{bin_at + at, "a cell runs past its bin"};
    if (used) in_use[(bin_at + at) / kCellUnit] = true;
    at += size;
  }
  return std::nullopt;
}

}  // namespace

ByteView Structure::cell_at(std::size_t offset, std::size_t least) const {
  if (offset % kCellUnit != 0 || offset / kCellUnit >= in_use.size()) return {};
  if (!in_use[offset / kCellUnit]) return {};
  const std::size_t size = 0U - load_le32(hive.data() + offset);
  return size < least ? ByteView() : hive.subspan(offset, size);
}

Checked<Structure> check_bins(ByteView hive) {
  const auto base = read_base_block(hive);
  if (!base || hive.size() < kBaseBlockBytes) return damage(0, "it has no header");
  const std::size_t room = hive.size() - kBaseBlockBytes;
  if (base->bins_bytes == 0 || base->bins_bytes % kBinUnit != 0) {
    return damage(40, fmt::format("its header speaks of {} bytes of bins", base->bins_bytes));
  }
  if (base->bins_bytes > room) {
    return damage(40, fmt::format("its header speaks of {} bytes of bins, and {} follow: it was "
                                  "cut off",
                                  base->bins_bytes, room));
  }
  Structure structure{hive, std::vector<bool>(hive.size() / kCellUnit)};
  const std::size_t end = kBaseBlockBytes + base->bins_bytes;
  std::size_t at = kBaseBlockBytes;
  while (at < end) {
    const ByteView rest = hive.subspan(at, end - at);
    if (as_chars(rest.first(4)) != "hbin") return damage(at, "a bin has no signature \"hbin\"");
    if (load_le32(rest.data() + 4) != at - kBaseBlockBytes) {
      return damage(at + 4, "a bin says that it belongs to another place");
    }
    const std::size_t size = load_le32(rest.data() + 8);
    if (size == 0 || size % kBinUnit != 0 || size > rest.size()) {
      return damage(at + 8, fmt::format("a bin has the size {}", size));
    }
    if (auto found = check_cells(rest.first(size), at, structure.in_use)) {
      return std::unexpected(*std::move(found));
    }
    at += size;
  }
  return structure;
}

}  // namespace regpolicy::hive
