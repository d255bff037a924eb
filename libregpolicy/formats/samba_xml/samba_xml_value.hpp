// A value as the texts of its <Value> elements, and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::samba_xml {

// What Samba calls the type in the attribute type_name: "REG_UNKNOWN" for those it has no name for.
[[nodiscard]] std::string type_name(Type type);

// UTF-8, one text for each <Value>. Fails (not_representable, without a place) where the texts
// would not give the same bytes again.
[[nodiscard]] Result<std::vector<std::string>> texts_of(const Value& value);

// Fails (malformed, without a place) where a text is none of the type's.
[[nodiscard]] Result<Value> value_of(Type type, const std::vector<std::string>& texts);

// Fails (not_representable) where XML has no words for the text. `what` says what it is.
[[nodiscard]] Result<std::string> sayable(std::string_view what, std::u16string_view text);

}  // namespace regpolicy::samba_xml
