// Values that are not for everybody's eyes.
#pragma once

#include <string_view>

#include <regpolicy/value.hpp>

namespace regpolicy {

// Is the value, by its name, likely to hold a secret: text or bytes under a name that speaks of a
// password, a passphrase, a secret or a private key, such as DefaultPassword or cpassword? A number
// is none, nor is a text of one character: PasswordComplexity and AllowPasswordReset are settings,
// also where somebody wrote them as "1".
[[nodiscard]] bool is_secret(std::u16string_view name, ValueView value);

// What stands in the place of a secret: "REG_SZ ******".
[[nodiscard]] std::string masked(ValueView value);

}  // namespace regpolicy
