// What samba_xml::read accepts, samba_xml::write says again, and the records are the same.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/samba_xml.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto records = samba_xml::read(std::as_bytes(std::span(data, size)));
  if (!records) return 0;
  const auto text = samba_xml::write(*records);
  if (!text) std::abort();
  if (samba_xml::read(as_bytes(*text)) != records) std::abort();
  return 0;
}
