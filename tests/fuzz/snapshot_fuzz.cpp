// What snapshot::read accepts comes back from what snapshot::write makes of it, and is observed
// without harm. The checksum is put right, so that the lines behind it are looked at.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/sha256.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(as_chars(std::as_bytes(std::span(data, size))));
  (void)snapshot::read(as_bytes(text));
  text.resize(text.rfind('\n', text.empty() ? 0 : text.size() - 2) + 1);
  text += "{\"kind\":\"end\",\"sha256\":\"" + sha256_hex(as_bytes(text)) + "\"}\n";
  const auto file = snapshot::read(as_bytes(text));
  if (!file) return 0;
  const auto again = snapshot::read(as_bytes(snapshot::write(*file)));
  if (!again || *again != *file) std::abort();
  Observation observation;
  audit::observe_snapshot(observation, *file, "snapshot:x");
  return 0;
}
