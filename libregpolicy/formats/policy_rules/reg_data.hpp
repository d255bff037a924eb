// How <RegData> spells a value's data.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::policy_rules {

// The text of <RegData>, UTF-8. Fails (not_representable) where from_reg_data() would give back
// other bytes.
[[nodiscard]] Result<std::string> to_reg_data(const Value& value);

// The reverse. Fails (malformed) where the text says no data of the type.
[[nodiscard]] Result<Value> from_reg_data(Type type, std::string_view text);

}  // namespace regpolicy::policy_rules
