#include "audit/evidence.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::audit {
std::string key_for_people(Side side, std::u16string_view key) {
  return fmt::format("{}\\{}", side == Side::machine ? "HKLM" : "HKCU", escape_for_display(key));
}

std::string name_for_people(std::u16string_view name, const Words& words) {
  return name.empty() ? std::string(words.default_value) : escape_for_display(name);
}

std::string path_for_people(const Evidence& evidence, const Words& words) {
  const std::string key = key_for_people(evidence.side, evidence.key);
  return evidence.name ? fmt::format("{}\\{}", key, name_for_people(*evidence.name, words)) : key;
}

}  // namespace regpolicy::audit
