#include <algorithm>

#include "formats/hive/base_block.hpp"
#include "formats/hive/walk.hpp"

namespace regpolicy::hive {
namespace {

constexpr std::size_t kValueHeadBytes = 0x18;  // up to the name
constexpr std::size_t kSizeFieldBytes = 4;
constexpr std::size_t kBigPartOverhead = 8;  // its size field, and four bytes that do not count
constexpr std::uint32_t kHeldInValue = 0x80000000U;

class CellWalk final : public Walk {
 public:
  explicit CellWalk(const Structure& structure) : structure_(structure) {}

  std::optional<std::vector<std::size_t>> subkeys(std::size_t, const KeyCells& cells) override {
    return cells.subkeys;
  }
  std::optional<std::vector<std::size_t>> values(std::size_t, const KeyCells& cells) override {
    return cells.values;
  }
  std::optional<Value> value(std::size_t cell) override;

 private:
  // The cell that a field of another one refers to, where it holds at least so many bytes.
  [[nodiscard]] ByteView follow(ByteView cell, std::size_t field, std::size_t least) const {
    return structure_.cell_at(kBaseBlockBytes + std::size_t{load_le32(cell.data() + field)}, least);
  }
  [[nodiscard]] std::optional<Bytes> joined_parts(ByteView big, std::size_t length) const;

  const Structure& structure_;
};

std::optional<Value> CellWalk::value(std::size_t at) {
  const ByteView cell = structure_.cell_at(at, kValueHeadBytes);
  if (cell.empty()) return std::nullopt;
  Value value{static_cast<Type>(load_le32(cell.data() + 0x10)), {}};
  const std::uint32_t field = load_le32(cell.data() + 0x08);
  const std::size_t length = field & ~kHeldInValue;
  if (length == 0) return value;
  ByteView data;
  if ((field & kHeldInValue) != 0) {
    data = cell.subspan(0x0C, 4);
  } else {
    data = follow(cell, 0x0C, kSizeFieldBytes);
    if (data.empty()) return std::nullopt;
    if (length > data.size() - kSizeFieldBytes) {
      auto joined = joined_parts(data, length);
      if (!joined) return std::nullopt;
      value.data = std::move(*joined);
      return value;
    }
    data = data.subspan(kSizeFieldBytes);
  }
  if (length > data.size()) return std::nullopt;
  data = data.first(length);
  value.data.assign(data.begin(), data.end());
  return value;
}

// Data that are too long for one cell: "db", the number of parts, a list of them.
std::optional<Bytes> CellWalk::joined_parts(ByteView big, std::size_t length) const {
  if (big.size() < 12) return std::nullopt;
  const std::size_t parts = load_le16(big.data() + 6);
  const ByteView list = follow(big, 8, kSizeFieldBytes + parts * 4);
  if (list.empty()) return std::nullopt;
  Bytes joined;
  for (std::size_t i = 0; i < parts && joined.size() < length; ++i) {
    const ByteView part = follow(list, kSizeFieldBytes + i * 4, kBigPartOverhead);
    if (part.empty()) return std::nullopt;
    const std::size_t held = std::min(part.size() - kBigPartOverhead, length - joined.size());
    append(joined, part.subspan(kSizeFieldBytes, held));
  }
  if (joined.size() != length) return std::nullopt;
  return joined;
}

}  // namespace

std::unique_ptr<Walk> walk_by_cells(const Structure& structure) {
  return std::make_unique<CellWalk>(structure);
}

}  // namespace regpolicy::hive
