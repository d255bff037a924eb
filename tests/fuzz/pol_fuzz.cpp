// Law 1: what pol::read accepts, pol::write gives back byte for byte; views, dump and decode agree.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/instruction.hpp>
#include <regpolicy/pol.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes = std::as_bytes(std::span(data, size));
  const auto records = pol::read(bytes);
  const auto views = pol::read_views(bytes);
  if (records.has_value() != views.has_value()) std::abort();
  if (pol::dump(bytes).fault.has_value() == records.has_value()) std::abort();
  if (!records) return 0;
  const auto written = pol::write(*records);
  if (!written || written->size() != size ||
      !std::equal(written->begin(), written->end(), bytes.begin())) {
    std::abort();
  }
  for (const Record& record : *records) {
    const Instruction instruction = decode(record);
    (void)describe(instruction);
    if (decode(encode(instruction)) != instruction && can_encode(instruction)) std::abort();
  }
  return 0;
}
