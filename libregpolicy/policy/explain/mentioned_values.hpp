// Every registry value that some state of a policy writes. Too many do no harm: what a state really
// writes is found out by compile().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/catalog.hpp>

namespace regpolicy {

struct MentionedValue {
  std::u16string key;
  std::optional<std::u16string> name;  // empty: any value of the key
};

[[nodiscard]] std::vector<MentionedValue> mentioned_values(const Catalog::Entry& entry);

}  // namespace regpolicy
