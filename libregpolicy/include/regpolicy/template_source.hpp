// The template source: one TOML file from which an ADMX file and an ADML file per language are
// made. docs/formats/template-source.md describes every key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>

namespace regpolicy::template_source {

// Empty exactly where `diagnostics` got an error: unknown keys, missing translations, references to
// nothing, duplicate ids, values out of range, bad registry keys - all of them, in file order, with
// line and column.
[[nodiscard]] std::optional<Template> read(std::string_view text, const std::string& source,
                                           Diagnostics& diagnostics);

}  // namespace regpolicy::template_source
