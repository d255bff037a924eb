// Recovery accounts for every byte: header, kept record or one dropped range; kept records stand in
// the file as they are; they can be written and read; a good file loses nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include <regpolicy/pol.hpp>
#include <regpolicy/pol_recover.hpp>

using namespace regpolicy;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_every_byte(const pol::Recovery& recovery, ByteView bytes) {
  require(recovery.records.size() == recovery.offsets.size());
  const bool has_header = recovery.dropped.empty() || recovery.dropped.front().offset != 0;
  std::size_t at = has_header ? pol::kHeaderBytes : 0;
  std::size_t record = 0;
  for (std::size_t range = 0; range <= recovery.dropped.size(); ++range) {
    const std::size_t stop =
        range < recovery.dropped.size() ? recovery.dropped[range].offset : bytes.size();
    for (; at < stop; ++record) {
      require(record < recovery.records.size() && recovery.offsets[record] == at);
      const Bytes alone = pol::write({recovery.records[record]}).value();
      const ByteView wanted = ByteView(alone).subspan(pol::kHeaderBytes);
      require(wanted.size() <= stop - at);
      require(std::ranges::equal(wanted, bytes.subspan(at, wanted.size())));
      at += wanted.size();
    }
    require(at == stop);
    if (range < recovery.dropped.size()) {
      require(recovery.dropped[range].size <= bytes.size() - at);
      at += recovery.dropped[range].size;
    }
  }
  require(at == bytes.size() && record == recovery.records.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes = std::as_bytes(std::span(data, size));
  const auto good = pol::read(bytes);
  const auto recovery = pol::recover(bytes);
  if (!recovery) {
    require(!good);
    return 0;
  }
  check_every_byte(*recovery, bytes);
  require(good.has_value() == recovery->dropped.empty());
  if (good) require(recovery->records == *good);
  const auto written = pol::write(recovery->records);
  require(written.has_value());
  require(pol::read(*written) == recovery->records);
  return 0;
}
