// What security_template::read accepts has values that a registry can hold, each path once; reading
// twice gives the same.
#include <cstdint>
#include <cstdlib>
#include <set>

#include <regpolicy/security_template.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes = std::as_bytes(std::span(data, size));
  const auto file = security_template::read(bytes);
  if (!file) {
    if (file.error().message.empty()) std::abort();
    return 0;
  }
  std::set<std::u16string, NameLess> paths;
  for (const security_template::RegistryValue& value : file->registry_values) {
    if (value.root.empty() || !value.location.line || !value.location.column) std::abort();
    if (!paths.insert(value.root + u'\\' + value.key + u'\\' + value.name).second) std::abort();
    if (value.value.type == Type::dword && !get_dword(value.value)) std::abort();
  }
  if (security_template::machine_instructions(*file).size() > file->registry_values.size()) {
    std::abort();
  }
  if (security_template::read(bytes) != file) std::abort();
  return 0;
}
