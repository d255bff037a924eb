// The values that a state, an item or an answer writes, and lists of them.
#pragma once

#include <optional>
#include <string_view>

#include <regpolicy/policy_template.hpp>

#include "formats/template_source/section.hpp"

namespace regpolicy::template_source {

// { dword = 1 }, { qword = 1 }, { text = "a" } or { delete = true }.
[[nodiscard]] std::optional<TemplateValue> read_value(const Section& parent, std::string_view key);

// The same where there must be one.
[[nodiscard]] TemplateValue read_required_value(const Section& parent, std::string_view key);

// { default_key = 'K', item = [ { key = 'K', value_name = "N", value = {...} } ] }
[[nodiscard]] std::optional<ValueList> read_value_list(const Section& parent, std::string_view key);

}  // namespace regpolicy::template_source
