#include <regpolicy/hive.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "formats/hive/recover.hpp"
#include "formats/hive/structure.hpp"
#include "formats/hive/walk.hpp"

namespace regpolicy::hive {
namespace {

struct Reader {
  std::string file;
  Structure structure;
  std::size_t root = 0;
  std::unique_ptr<Walk> walk{};
};

std::unexpected<Error> damaged(const std::string& file, std::string_view what,
                               std::u16string_view path = {}) {
  return fail(ErrorCode::malformed, fmt::format("the hive is damaged: {}", what),
              {.source = file, .path = escape_for_display(path)},
              "save the hive anew with 'reg save'");
}

std::unexpected<Error> damaged(const std::string& file, const Damage& damage,
                               std::u16string_view path = {}) {
  auto error = damaged(file, damage.what, path);
  error.error().location.offset = damage.offset;
  return error;
}

// `hive` lives as long as the result, which stays where it is: the walk refers to it.
Result<std::unique_ptr<Reader>> open_hive(const std::string& file, ByteView hive,
                                          const ReadOptions& options) {
  auto structure = check_bins(hive);
  if (!structure) return damaged(file, structure.error());
  const auto root = check_root(*structure);
  if (!root) return damaged(file, root.error());
  auto reader = std::make_unique<Reader>(Reader{file, std::move(*structure), *root});
  if (options.without_hivex) {
    reader->walk = walk_by_cells(reader->structure);
    return reader;
  }
  auto walk = preferred_walk(reader->structure);
  if (!walk) {
    walk.error().location.source = file;
    return std::unexpected(std::move(walk.error()));
  }
  if (!*walk) return damaged(file, "its header, its bins or its root key are not valid");
  reader->walk = std::move(*walk);
  return reader;
}

// Where the name stands in a cell; offsets count from the cell's size field.
struct NameLayout {
  std::string_view signature;
  std::size_t length_at;
  std::size_t flags_at;
  unsigned latin1_flag;
  std::size_t name_at;
};
constexpr NameLayout kKeyName{"nk", 0x4C, 0x06, 0x20, 0x50};
constexpr NameLayout kValueName{"vk", 0x06, 0x14, 0x01, 0x18};

// Always from the file. hivex gives a name as a C string in UTF-8: a NUL inside would end it (a
// known way to hide a value behind the name of another), and an unpaired surrogate makes the call
// fail.
std::optional<std::u16string> read_name(const Reader& reader, std::size_t cell,
                                        const NameLayout& layout) {
  const ByteView bytes = reader.structure.cell_at(cell, layout.name_at);
  if (bytes.empty() || as_chars(bytes).substr(4, 2) != layout.signature) return std::nullopt;
  const std::size_t length = load_le16(bytes.data() + layout.length_at);
  if (bytes.size() - layout.name_at < length) return std::nullopt;
  const ByteView text = bytes.subspan(layout.name_at, length);
  if ((load_le16(bytes.data() + layout.flags_at) & layout.latin1_flag) == 0) {
    return from_utf16le(text);
  }
  std::u16string name;
  for (const std::byte byte : text) name += std::to_integer<char16_t>(byte);
  return name;
}

struct Node {
  std::u16string name;
  std::size_t cell = 0;
};

Result<std::vector<Node>> subkeys(const Reader& reader, std::size_t key, std::u16string_view path) {
  const auto cells = check_key(reader.structure, key);
  if (!cells) return damaged(reader.file, cells.error(), path);
  const auto children = reader.walk->subkeys(key, *cells);
  if (!children) return damaged(reader.file, "the list of subkeys is not valid", path);
  std::vector<Node> nodes;
  for (const std::size_t child : *children) {
    auto name = read_name(reader, child, kKeyName);
    if (!name) return damaged(reader.file, "the name of a subkey is not valid", path);
    nodes.push_back({std::move(*name), child});
  }
  return nodes;
}

// Empty where there is no such key.
Result<std::optional<std::size_t>> find_node(const Reader& reader, std::u16string_view path) {
  std::size_t node = reader.root;
  if (path.empty()) return node;
  std::u16string walked;
  for (const std::u16string_view component : split_path(path)) {
    const auto children = subkeys(reader, node, walked);
    if (!children) return std::unexpected(children.error());
    node = 0;
    for (const Node& child : *children) {
      if (!same_name(child.name, component)) continue;
      node = child.cell;
      break;
    }
    if (node == 0) return std::nullopt;
    if (!walked.empty()) walked += u'\\';
    walked += component;
  }
  return node;
}

// How many bytes of values the keys below one path may still have. No two values share a cell, so
// the file is the bound; without it a few bytes could stand for any amount.
using Budget = std::size_t;

Result<Key> read_key(const Reader& reader, std::size_t node, std::u16string path, Budget& budget) {
  Key key{std::move(path), {}};
  const auto cells = check_key(reader.structure, node);
  if (!cells) return damaged(reader.file, cells.error(), key.path);
  if (cells->value_bytes > budget) {
    return damaged(reader.file, "its values claim more bytes than the file has", key.path);
  }
  budget -= cells->value_bytes;
  const auto values = reader.walk->values(node, *cells);
  if (!values) return damaged(reader.file, "the list of values is not valid", key.path);
  for (const std::size_t cell : *values) {
    auto name = read_name(reader, cell, kValueName);
    if (!name) return damaged(reader.file, "the name of a value is not valid", key.path);
    auto value = reader.walk->value(cell);
    if (!value) {
      return damaged(reader.file, "the data of a value are not valid", key.path + u'\\' + *name);
    }
    key.values.push_back({std::move(*name), std::move(*value)});
  }
  return key;
}

Result<void> read_with_subkeys(const Reader& reader, const std::u16string& path,
                               std::vector<Key>& keys) {
  const auto node = find_node(reader, path);
  if (!node) return std::unexpected(node.error());
  if (!*node) return {};
  const auto children = subkeys(reader, **node, path);
  if (!children) return std::unexpected(children.error());
  Budget budget = reader.structure.hive.size();
  auto key = read_key(reader, **node, path, budget);
  if (!key) return std::unexpected(key.error());
  keys.push_back(std::move(*key));
  for (const Node& child : *children) {
    auto subkey =
        read_key(reader, child.cell, path.empty() ? child.name : path + u'\\' + child.name, budget);
    if (!subkey) return std::unexpected(subkey.error());
    keys.push_back(std::move(*subkey));
  }
  return {};
}

}  // namespace

Result<Contents> read(const Files& files, const std::vector<std::u16string>& paths,
                      const ReadOptions& options) {
  const auto recovered = recover(files, options);
  if (!recovered) return std::unexpected(recovered.error());
  const ByteView hive = recovered->mended.empty() ? files.content : recovered->mended;
  const auto reader = open_hive(files.name, hive, options);
  if (!reader) return std::unexpected(reader.error());
  Contents contents{{}, recovered->replayed};
  for (const std::u16string& path : paths) {
    if (const auto done = read_with_subkeys(**reader, path, contents.keys); !done) {
      return std::unexpected(done.error());
    }
  }
  return contents;
}

}  // namespace regpolicy::hive
