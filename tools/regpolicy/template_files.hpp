// Templates from the disk, whatever they are written in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::tools {

// Adds a template source (.toml), an ADMX file with its ADML files, or what a folder holds of
// either; of the ADML files those of the language, else of the template's fallback language.
// Defects of the templates are diagnostics; the error is about the path itself.
[[nodiscard]] Result<void> add_templates(Catalog& catalog, const std::string& path,
                                         std::string_view language, Diagnostics& diagnostics);

}  // namespace regpolicy::tools
