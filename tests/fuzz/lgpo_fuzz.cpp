// What lgpo::read accepts, lgpo::write says again, and in UTF-8 and ANSI does or refuses; and what
// records_from_lgpo makes of it comes back as it is, or is refused.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/exchange.hpp>

using namespace regpolicy;

namespace {

bool comes_back(const lgpo::File& file, ByteView written) {
  auto back = lgpo::read(written);
  if (!back || back->entries.size() != file.entries.size()) return false;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    back->entries[i].line = file.entries[i].line;
  }
  return *back == file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = lgpo::read(std::as_bytes(std::span(data, size)));
  if (!file) return 0;
  const auto written = lgpo::write(*file);
  if (!written) std::abort();
  if (!comes_back(*file, *written)) std::abort();
  if (lgpo::write(lgpo::read(*written).value()) != written) std::abort();
  for (const auto encoding : {lgpo::Encoding::utf8, lgpo::Encoding::ansi}) {
    const auto other = lgpo::write(*file, {.encoding = encoding});
    if (other && !comes_back(*file, *other)) std::abort();
  }
  const auto parts = records_from_lgpo(*file);
  if (!parts) return 0;
  for (const SidedRecords& part : *parts) {
    const auto again = records_to_lgpo(part);
    if (!again) continue;
    const auto bytes = lgpo::write(*again);
    if (!bytes) continue;
    if (records_from_lgpo(lgpo::read(*bytes).value()) != std::vector{part}) std::abort();
  }
  return 0;
}
