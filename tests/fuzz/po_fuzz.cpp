// A PO file is read or refused with a finding; what was read is the same after it was written and
// read again, whatever its line ends.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <regpolicy/po.hpp>

namespace {

void require(bool law) {
  if (!law) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  regpolicy::Diagnostics diagnostics;
  const auto file = regpolicy::po::read(text, "fuzz.po", diagnostics);
  require(file.has_value() == !diagnostics.has_errors());
  if (!file) return 0;
  const std::string written = regpolicy::po::write(*file);
  const auto again = regpolicy::po::read(written, "fuzz.po", diagnostics);
  require(again && *again == *file);
  require(regpolicy::po::write(*again) == written);
  return 0;
}
