#include <regpolicy/hive.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <hivex.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::hive {
namespace {

// The base block: signature, two sequence numbers, and at 28 the kind of file (0 is a hive, others
// are its transaction logs).
constexpr std::size_t kBaseBlockBytes = 4096;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

struct HiveCloser {
  void operator()(hive_h* hive) const { hivex_close(hive); }
};
struct Freer {
  void operator()(void* memory) const { std::free(memory); }
};
template <class T>
using Allocated = std::unique_ptr<T, Freer>;

struct Reader {
  std::string file;
  Descriptor descriptor;
  std::unique_ptr<hive_h, HiveCloser> hive;
};

std::unexpected<Error> damaged(const std::string& file, std::string_view what,
                               std::u16string_view path = {}) {
  return fail(ErrorCode::malformed, fmt::format("the hive is damaged: {}", what),
              {.source = file, .path = escape_for_display(path)},
              "save the hive anew with 'reg save'");
}

// Exactly `count` bytes at `offset`; empty where the file ends before.
std::optional<Bytes> read_at(const Descriptor& descriptor, std::size_t offset, std::size_t count) {
  Bytes bytes(count);
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got = ::pread(descriptor.number(), bytes.data() + done, count - done,
                                static_cast<off_t>(offset + done));
    if (got > 0) {
      done += static_cast<std::size_t>(got);
    } else if (got == 0 || errno != EINTR) {
      return std::nullopt;
    }
  }
  return bytes;
}

Result<Descriptor> open_file(const std::string& file) {
  // Without O_NONBLOCK the opening of a pipe would wait for a writer.
  Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (descriptor.number() < 0) {
    const int code = errno;
    if (code == ENOENT || code == ENOTDIR) {
      return fail(ErrorCode::not_found, "cannot read: it does not exist", {.source = file});
    }
    if (code == EACCES || code == EPERM) {
      return fail(ErrorCode::access_denied, "cannot read: access is denied", {.source = file});
    }
    return fail(ErrorCode::io, fmt::format("cannot read: {}", std::strerror(code)),
                {.source = file});
  }
  struct stat status{};
  if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail(ErrorCode::io, "cannot read: it is not a file", {.source = file});
  }
  return descriptor;
}

Result<void> check_base_block(const Descriptor& descriptor, const std::string& file,
                              const ReadOptions& options) {
  const auto block = read_at(descriptor, 0, kBaseBlockBytes);
  if (!block || as_chars(*block).substr(0, 4) != "regf") {
    return fail(ErrorCode::malformed,
                "not a registry hive: expected the signature \"regf\" and a header of 4096 bytes",
                {.source = file, .offset = 0});
  }
  if (load_le32(block->data() + 28) != 0) {
    return fail(ErrorCode::malformed, "found a transaction log of a hive, expected the hive itself",
                {.source = file, .offset = 28});
  }
  const std::uint32_t first = load_le32(block->data() + 4);
  const std::uint32_t second = load_le32(block->data() + 8);
  if (first != second && !options.accept_dirty) {
    return fail(ErrorCode::malformed,
                fmt::format("the hive was not closed cleanly: its sequence numbers are {} and {}",
                            first, second),
                {.source = file, .offset = 4},
                "the latest changes may stand in its .LOG1 and .LOG2 files, which are not read; "
                "save the hive anew with 'reg save', or take it as it is with --accept-dirty");
  }
  return {};
}

Result<Reader> open_hive(const std::string& file, const ReadOptions& options) {
  auto descriptor = open_file(file);
  if (!descriptor) return std::unexpected(descriptor.error());
  if (const auto good = check_base_block(*descriptor, file, options); !good) {
    return std::unexpected(good.error());
  }
  std::unique_ptr<hive_h, HiveCloser> hive(hivex_open(file.c_str(), 0));
  if (!hive) return damaged(file, "its header, its bins or its root key are not valid");
  return Reader{file, std::move(*descriptor), std::move(hive)};
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

// hivex gives a name as a C string in UTF-8: a NUL inside would end it (a known way to hide a
// value behind the name of another), and an unpaired surrogate makes the call fail. So names are
// taken from the file; hivex's handle of a key or value is the offset of its cell.
std::optional<std::u16string> read_name(const Reader& reader, std::size_t cell,
                                        const NameLayout& layout) {
  const auto head = read_at(reader.descriptor, cell, layout.name_at);
  if (!head || as_chars(*head).substr(4, 2) != layout.signature) return std::nullopt;
  // A cell in use has a negative size.
  const std::uint32_t cell_bytes = 0U - load_le32(head->data());
  const std::size_t length = load_le16(head->data() + layout.length_at);
  if (cell_bytes < layout.name_at || cell_bytes - layout.name_at < length) return std::nullopt;
  const auto bytes = read_at(reader.descriptor, cell + layout.name_at, length);
  if (!bytes) return std::nullopt;
  if ((load_le16(head->data() + layout.flags_at) & layout.latin1_flag) == 0) {
    return from_utf16le(*bytes);
  }
  std::u16string name;
  for (const std::byte byte : *bytes) name += std::to_integer<char16_t>(byte);
  return name;
}

struct Node {
  std::u16string name;
  hive_node_h handle = 0;
};

Result<std::vector<Node>> subkeys(const Reader& reader, hive_node_h node,
                                  std::u16string_view path) {
  const Allocated<hive_node_h> children(hivex_node_children(reader.hive.get(), node));
  if (!children) return damaged(reader.file, "the list of subkeys is not valid", path);
  std::vector<Node> nodes;
  for (const hive_node_h* child = children.get(); *child != 0; ++child) {
    auto name = read_name(reader, *child, kKeyName);
    if (!name) return damaged(reader.file, "the name of a subkey is not valid", path);
    nodes.push_back({std::move(*name), *child});
  }
  return nodes;
}

// Empty where there is no such key.
Result<std::optional<hive_node_h>> find_node(const Reader& reader, std::u16string_view path) {
  hive_node_h node = hivex_root(reader.hive.get());
  if (node == 0) return damaged(reader.file, "its root key is not valid");
  if (path.empty()) return node;
  std::u16string walked;
  for (const std::u16string_view component : split_path(path)) {
    const auto children = subkeys(reader, node, walked);
    if (!children) return std::unexpected(children.error());
    node = 0;
    for (const Node& child : *children) {
      if (!same_name(child.name, component)) continue;
      node = child.handle;
      break;
    }
    if (node == 0) return std::nullopt;
    if (!walked.empty()) walked += u'\\';
    walked += component;
  }
  return node;
}

Result<Value> read_value(const Reader& reader, hive_value_h handle, std::u16string_view path) {
  hive_type type{};
  std::size_t size = 0;
  Value value;
  if (hivex_value_type(reader.hive.get(), handle, &type, &size) != 0) {
    return damaged(reader.file, "a value is not valid", path);
  }
  // hivex puts any number into its enumeration; only the bytes are safe to look at.
  std::memcpy(&value.type, &type, sizeof value.type);
  if (size == 0) return value;
  const Allocated<char> data(hivex_value_value(reader.hive.get(), handle, &type, &size));
  if (!data) return damaged(reader.file, "the data of a value are not valid", path);
  const ByteView bytes = as_bytes({data.get(), size});
  value.data.assign(bytes.begin(), bytes.end());
  return value;
}

Result<Key> read_key(const Reader& reader, hive_node_h node, std::u16string path) {
  Key key{std::move(path), {}};
  const Allocated<hive_value_h> handles(hivex_node_values(reader.hive.get(), node));
  if (!handles) return damaged(reader.file, "the list of values is not valid", key.path);
  for (const hive_value_h* handle = handles.get(); *handle != 0; ++handle) {
    auto name = read_name(reader, *handle, kValueName);
    if (!name) return damaged(reader.file, "the name of a value is not valid", key.path);
    auto value = read_value(reader, *handle, key.path + u'\\' + *name);
    if (!value) return std::unexpected(value.error());
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
  auto key = read_key(reader, **node, path);
  if (!key) return std::unexpected(key.error());
  keys.push_back(std::move(*key));
  for (const Node& child : *children) {
    auto subkey =
        read_key(reader, child.handle, path.empty() ? child.name : path + u'\\' + child.name);
    if (!subkey) return std::unexpected(subkey.error());
    keys.push_back(std::move(*subkey));
  }
  return {};
}

}  // namespace

Result<std::vector<Key>> read(const std::string& file, const std::vector<std::u16string>& paths,
                              const ReadOptions& options) {
  const auto reader = open_hive(file, options);
  if (!reader) return std::unexpected(reader.error());
  std::vector<Key> keys;
  for (const std::u16string& path : paths) {
    if (const auto done = read_with_subkeys(*reader, path, keys); !done) {
      return std::unexpected(done.error());
    }
  }
  return keys;
}

bool is_available() { return true; }

}  // namespace regpolicy::hive
