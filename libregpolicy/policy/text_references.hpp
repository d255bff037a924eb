// What "$(string.ID)" and "$(presentation.ID)" in an ADMX file lead to.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy {

// The ID, a part of `reference`; empty where it is no such reference.
[[nodiscard]] std::string_view string_id(std::string_view reference);
[[nodiscard]] std::string_view presentation_id(std::string_view reference);

// "High" of "$(string.High)"; what is no such reference stays as it is.
[[nodiscard]] std::string string_id_or_text(std::string_view reference);

}  // namespace regpolicy
