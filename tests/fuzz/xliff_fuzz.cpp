// An XLIFF file is read or refused; what was read is the same after it was written and read again.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/xliff.hpp>

namespace {

void require(bool law) {
  if (!law) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace regpolicy;
  const auto file = xliff::read(std::as_bytes(std::span(data, size)), "fuzz.xlf");
  if (!file) return 0;
  const std::string written = xliff::write(*file);
  const auto again = xliff::read(as_bytes(written), "fuzz.xlf");
  require(again && *again == *file);
  require(xliff::write(*again) == written);
  return 0;
}
