#include "audit/evidence.hpp"

#include <fmt/format.h>

#include <regpolicy/secret.hpp>
#include <regpolicy/text.hpp>

#include "audit/value_test.hpp"

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

std::string value_for_people(std::u16string_view name, const Value& value) {
  return is_secret(name, value) ? masked(value) : describe_value(value);
}

void hide_secrets(Finding& finding) {
  for (Evidence& evidence : finding.evidence) {
    if (evidence.name && evidence.value && is_secret(*evidence.name, *evidence.value)) {
      evidence.value.reset();
    }
  }
}

}  // namespace regpolicy::audit
