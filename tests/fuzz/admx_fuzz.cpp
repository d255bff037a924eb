// Law: definitions that were read are written and read back the same, and writing is a fixed point.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/admx.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Diagnostics diagnostics;
  const auto file = admx::read(std::as_bytes(std::span(data, size)), "x", diagnostics);
  if (!file) {
    if (!diagnostics.has_errors()) std::abort();
    return 0;
  }
  const std::string text = admx::write(file->definitions);
  const auto again = admx::read(as_bytes(text), "x", diagnostics);
  if (!again || again->definitions != file->definitions) std::abort();
  if (admx::write(again->definitions) != text) std::abort();
  return 0;
}
