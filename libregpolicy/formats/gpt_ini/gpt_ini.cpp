#include <regpolicy/gpt_ini.hpp>

#include <fmt/format.h>

namespace regpolicy::gpt_ini {

Bytes write(Version version) {
  const std::string text = fmt::format("[General]\r\nVersion={}\r\n", to_number(version));
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

}  // namespace regpolicy::gpt_ini
