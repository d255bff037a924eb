// What gpt_ini::read accepts, gpt_ini::write gives back byte for byte; what is set is read again,
// and setting it a second time changes nothing.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/gpt_ini.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes = std::as_bytes(std::span(data, size));
  auto file = gpt_ini::read(bytes);
  if (!file) return 0;
  const Bytes written = gpt_ini::write(*file);
  if (!std::equal(written.begin(), written.end(), bytes.begin(), bytes.end())) std::abort();
  const gpt_ini::Version version{.machine = 3, .user = 4};
  for (const Side side : {Side::machine, Side::user}) {
    const auto extensions = gpt_ini::extensions_of(*file, side);
    if (!extensions || !*extensions) continue;
    const auto again = gpt_ini::parse_extensions(gpt_ini::to_string(**extensions));
    if (!again || *again != **extensions) std::abort();
  }
  if (!gpt_ini::set_version(*file, version)) return 0;
  const auto read_back = gpt_ini::version_of(*gpt_ini::read(gpt_ini::write(*file)));
  if (!read_back || *read_back != version) std::abort();
  const gpt_ini::File once = *file;
  if (!gpt_ini::set_version(*file, version) || *file != once) std::abort();
  return 0;
}
