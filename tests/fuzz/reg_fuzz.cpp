// What reg::read accepts, reg::write says again, and REGEDIT4 does or refuses; and what
// records_from_reg makes of it comes back as it is, or is refused.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/exchange.hpp>

using namespace regpolicy;

namespace {

bool comes_back(const reg::File& file, ByteView written) {
  auto back = reg::read(written);
  if (!back || back->entries.size() != file.entries.size()) return false;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    back->entries[i].line = file.entries[i].line;
  }
  return *back == file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = reg::read(std::as_bytes(std::span(data, size)));
  if (!file) return 0;
  const auto written = reg::write(*file);
  if (!written) std::abort();
  if (!comes_back(*file, *written)) std::abort();
  if (reg::write(reg::read(*written).value()) != written) std::abort();
  const auto ansi = reg::write(*file, {.version = reg::Version::regedit4});
  if (ansi && !comes_back(*file, *ansi)) std::abort();
  const auto parts = records_from_reg(*file);
  if (!parts) return 0;
  for (const SidedRecords& part : *parts) {
    const auto again = records_to_reg(part);
    if (!again) continue;
    const auto bytes = reg::write(*again);
    if (!bytes) std::abort();
    const auto same = records_from_reg(reg::read(*bytes).value());
    if (!same || (*same != std::vector{part} && !part.records.empty())) std::abort();
  }
  return 0;
}
