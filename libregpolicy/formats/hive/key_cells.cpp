// The cells that a key refers to; offsets in a cell count from its size field.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "formats/hive/base_block.hpp"
#include "formats/hive/structure.hpp"

namespace regpolicy::hive {
namespace {

constexpr std::size_t kLeastKey = 0x50;    // up to the name
constexpr std::size_t kLeastValue = 0x18;  // up to the name
constexpr std::size_t kListHeadBytes = 8;

std::unexpected<Damage> key_damage(std::size_t offset, std::string_view what) {
  return std::unexpected(Damage{offset, std::string(what)});
}

bool has_signature(ByteView cell, std::string_view signature) {
  return as_chars(cell).substr(4, 2) == signature;
}

// The file offset that a field of a cell refers to.
std::size_t target_of(ByteView cell, std::size_t field) {
  return kBaseBlockBytes + std::size_t{load_le32(cell.data() + field)};
}

bool has_duplicates(std::vector<std::size_t> offsets) {
  std::ranges::sort(offsets);
  return std::ranges::adjacent_find(offsets) != offsets.end();
}

// Appends the keys of a list of the forms lf, lh (offset and hash) or li (offset).
std::optional<Damage> add_leaf(const Structure& structure, std::size_t at, std::size_t most,
                               std::vector<std::size_t>& keys) {
  const ByteView list = structure.cell_at(at, kListHeadBytes);
  if (list.empty()) return Damage{at, "a list of subkeys is no cell in use"};
  const bool short_form = has_signature(list, "li");
  if (!short_form && !has_signature(list, "lf") && !has_signature(list, "lh")) {
    return Damage{at, "a list of subkeys has an unknown form"};
  }
  const std::size_t count = load_le16(list.data() + 6);
  const std::size_t width = short_form ? 4 : 8;
  if (count > (list.size() - kListHeadBytes) / width || count > most - keys.size()) {
    return Damage{at, "a list of subkeys is longer than it can be"};
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t key = target_of(list, kListHeadBytes + i * width);
    const ByteView cell = structure.cell_at(key, kLeastKey);
    if (cell.empty() || !has_signature(cell, "nk")) {
      return Damage{at + kListHeadBytes + i * width, "a list of subkeys refers to what is no key"};
    }
    keys.push_back(key);
  }
  return std::nullopt;
}

Checked<std::vector<std::size_t>> subkey_cells(const Structure& structure, ByteView key,
                                               std::size_t key_at) {
  std::vector<std::size_t> keys;
  const std::size_t count = load_le32(key.data() + 0x18);
  if (count == 0) return keys;
  // Every key takes a cell of its own.
  if (count > structure.hive.size() / kLeastKey) {
    return key_damage(key_at + 0x18, "a key says that it has more subkeys than the file can hold");
  }
  const std::size_t list_at = target_of(key, 0x20);
  const ByteView list = structure.cell_at(list_at, kListHeadBytes);
  if (list.empty()) return key_damage(key_at + 0x20, "a list of subkeys is no cell in use");
  if (!has_signature(list, "ri")) {
    if (auto found = add_leaf(structure, list_at, count, keys)) {
      return std::unexpected(*std::move(found));
    }
  } else {
    const std::size_t parts = load_le16(list.data() + 6);
    if (parts > (list.size() - kListHeadBytes) / 4) {
      return key_damage(list_at, "a list of subkeys is longer than its cell");
    }
    // A list of lists does not hold lists of lists: no path through them is a loop.
    for (std::size_t i = 0; i < parts; ++i) {
      const std::size_t part = target_of(list, kListHeadBytes + i * 4);
      if (auto found = add_leaf(structure, part, count, keys)) {
        return std::unexpected(*std::move(found));
      }
    }
  }
  if (keys.size() != count) {
    return key_damage(key_at + 0x18, "a key and the list of its subkeys differ in their number");
  }
  if (has_duplicates(keys)) return key_damage(list_at, "a list of subkeys names a key twice");
  return keys;
}

// The parts of data that are too long for one cell.
std::optional<Damage> check_big_data(const Structure& structure, ByteView big, std::size_t at,
                                     std::size_t length) {
  constexpr std::size_t kPartOverhead = 8;  // its size field, and four bytes that do not count
  if (!has_signature(big, "db") || big.size() < 12) {
    return Damage{at, "the data of a value are longer than their cell"};
  }
  const std::size_t parts = load_le16(big.data() + 6);
  const std::size_t list_at = target_of(big, 8);
  const ByteView list = structure.cell_at(list_at, 4 + parts * 4);
  if (list.empty()) return Damage{at + 8, "the parts of a value's data are no cells in use"};
  std::size_t held = 0;
  for (std::size_t i = 0; i < parts; ++i) {
    const ByteView part = structure.cell_at(target_of(list, 4 + i * 4), kPartOverhead);
    if (part.empty()) return Damage{list_at, "the parts of a value's data are no cells in use"};
    held += part.size() - kPartOverhead;
  }
  if (held < length) return Damage{at, "the parts of a value's data are too short"};
  return std::nullopt;
}

// The bytes that the value takes: its own and those of its data.
Checked<std::size_t> check_value(const Structure& structure, std::size_t at) {
  constexpr std::uint32_t kInline = 0x80000000U;
  const ByteView value = structure.cell_at(at, kLeastValue);
  if (value.empty() || !has_signature(value, "vk")) {
    return key_damage(at, "a list of values refers to what is no value");
  }
  const std::uint32_t field = load_le32(value.data() + 8);
  const std::size_t length = field & ~kInline;
  if ((field & kInline) != 0) {
    if (length > 4) return key_damage(at + 8, "a value holds more in itself than it can");
    return value.size();
  }
  if (length == 0) return value.size();
  const std::size_t data_at = target_of(value, 0x0C);
  const ByteView data = structure.cell_at(data_at, kListHeadBytes);
  if (data.empty()) return key_damage(at + 0x0C, "the data of a value are no cell in use");
  if (length > data.size() - 4) {
    if (auto found = check_big_data(structure, data, data_at, length)) {
      return std::unexpected(*std::move(found));
    }
  }
  return value.size() + length;
}

}  // namespace

Checked<std::size_t> check_root(const Structure& structure) {
  const std::size_t root = target_of(structure.hive.first(kBaseBlockBytes), 36);
  const ByteView cell = structure.cell_at(root, kLeastKey);
  if (cell.empty() || !has_signature(cell, "nk")) {
    return key_damage(36, "its header refers to what is no key");
  }
  return root;
}

Checked<KeyCells> check_key(const Structure& structure, std::size_t cell) {
  const ByteView key = structure.cell_at(cell, kLeastKey);
  if (key.empty() || !has_signature(key, "nk")) return key_damage(cell, "a key is no cell in use");
  auto subkeys = subkey_cells(structure, key, cell);
  if (!subkeys) return std::unexpected(std::move(subkeys.error()));
  KeyCells cells{std::move(*subkeys), {}, 0};
  const std::size_t count = load_le32(key.data() + 0x28);
  if (count == 0) return cells;
  if (count > structure.hive.size() / kLeastValue) {
    return key_damage(cell + 0x28, "a key says that it has more values than the file can hold");
  }
  const ByteView list = structure.cell_at(target_of(key, 0x2C), 4 + count * 4);
  if (list.empty()) return key_damage(cell + 0x2C, "a list of values is shorter than it says");
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t value = target_of(list, 4 + i * 4);
    const auto bytes = check_value(structure, value);
    if (!bytes) return std::unexpected(bytes.error());
    cells.values.push_back(value);
    cells.value_bytes += *bytes;
  }
  if (has_duplicates(cells.values)) {
    return key_damage(cell + 0x2C, "a list of values names a value twice");
  }
  return cells;
}

}  // namespace regpolicy::hive
