// Templates from the disk, whatever they are written in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::tools {

// Adds a template source (.toml), an ADMX file with its ADML files in the folders beside it, or all
// of those in a folder. Of the ADML files those of `language`, else its primary subtag's, and those
// of the template's fallback language. Defects of the templates are diagnostics; the error is about
// the path itself.
[[nodiscard]] Result<void> add_templates(Catalog& catalog, const std::string& path,
                                         std::string_view language, Diagnostics& diagnostics);

}  // namespace regpolicy::tools
