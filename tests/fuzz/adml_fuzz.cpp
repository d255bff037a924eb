// Law: resources that were read are written and read back the same, and writing is a fixed point.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/adml.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Diagnostics diagnostics;
  const auto file = adml::read(std::as_bytes(std::span(data, size)), "x", diagnostics);
  if (!file) {
    if (!diagnostics.has_errors()) std::abort();
    return 0;
  }
  const std::string text = adml::write(file->resources);
  const auto again = adml::read(as_bytes(text), "x", diagnostics);
  if (!again || again->resources != file->resources) std::abort();
  if (adml::write(again->resources) != text) std::abort();
  return 0;
}
