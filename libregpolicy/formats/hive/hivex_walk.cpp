#include <cstdlib>
#include <cstring>

#include <hivex.h>

#include "formats/hive/memory_file.hpp"
#include "formats/hive/walk.hpp"

namespace regpolicy::hive {
namespace {

struct HiveCloser {
  void operator()(hive_h* hive) const { hivex_close(hive); }
};
struct Freer {
  void operator()(void* memory) const { std::free(memory); }
};
template <class T>
using Allocated = std::unique_ptr<T, Freer>;

// The handles of hivex are offsets in the file.
template <class Handle>
std::optional<std::vector<std::size_t>> offsets(const Allocated<Handle>& handles) {
  if (!handles) return std::nullopt;
  std::vector<std::size_t> list;
  for (const Handle* handle = handles.get(); *handle != 0; ++handle) list.push_back(*handle);
  return list;
}

class HivexWalk final : public Walk {
 public:
  explicit HivexWalk(std::unique_ptr<hive_h, HiveCloser> hive) : hive_(std::move(hive)) {}

  std::optional<std::vector<std::size_t>> subkeys(std::size_t key, const KeyCells&) override {
    return offsets(Allocated<hive_node_h>(hivex_node_children(hive_.get(), key)));
  }
  std::optional<std::vector<std::size_t>> values(std::size_t key, const KeyCells&) override {
    return offsets(Allocated<hive_value_h>(hivex_node_values(hive_.get(), key)));
  }
  std::optional<Value> value(std::size_t cell) override {
    hive_type type{};
    std::size_t size = 0;
    if (hivex_value_type(hive_.get(), cell, &type, &size) != 0) return std::nullopt;
    Value value;
    // hivex puts any number into its enumeration; only the bytes are safe to look at.
    std::memcpy(&value.type, &type, sizeof value.type);
    if (size == 0) return value;
    const Allocated<char> data(hivex_value_value(hive_.get(), cell, &type, &size));
    if (!data) return std::nullopt;
    const ByteView bytes = as_bytes({data.get(), size});
    value.data.assign(bytes.begin(), bytes.end());
    return value;
  }

 private:
  std::unique_ptr<hive_h, HiveCloser> hive_;
};

}  // namespace

Result<std::unique_ptr<Walk>> preferred_walk(const Structure& structure) {
  const auto memory = MemoryFile::with(structure.hive);
  if (!memory) {
    return fail(ErrorCode::io, "cannot read: there is no memory for a copy of the hive");
  }
  std::unique_ptr<hive_h, HiveCloser> hive(hivex_open(memory->path().c_str(), 0));
  if (!hive) return std::unique_ptr<Walk>();
  return std::unique_ptr<Walk>(std::make_unique<HivexWalk>(std::move(hive)));
}

}  // namespace regpolicy::hive
