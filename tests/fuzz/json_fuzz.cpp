// What instructions_json::read accepts comes back as it is from what write makes of it, which is
// valid UTF-8 and stable.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/instructions_json.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = instructions_json::read(std::as_bytes(std::span(data, size)));
  if (!file) return 0;
  const std::string text = instructions_json::write(*file);
  if (!is_valid_utf8(text)) std::abort();
  const auto back = instructions_json::read(as_bytes(text));
  if (!back || *back != *file || instructions_json::write(*back) != text) std::abort();
  return 0;
}
