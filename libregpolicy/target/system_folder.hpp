// Where this Windows keeps its local policy.
#pragma once

#include <string>

#include <regpolicy/error.hpp>

namespace regpolicy {

// C:\Windows\System32 of the 64-bit programs. Errors: not_representable where this is no Windows.
[[nodiscard]] Result<std::string> system_folder();

}  // namespace regpolicy
