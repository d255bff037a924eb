// Templates from the disk, whatever they are written in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::tools {

// Adds what stands at the paths, each file once: template sources (.toml) first, then ADMX files
// with their ADML files; a folder is one or the other. Of the ADML files those of the language and
// en-US, else of the template's fallback language; all where `language` is empty. Defects of
// template sources are diagnostics, errors in files of a store are warnings; the error is about a
// path itself.
[[nodiscard]] Result<void> add_templates(Catalog& catalog, const std::vector<std::string>& paths,
                                         std::string_view language, Diagnostics& diagnostics);

}  // namespace regpolicy::tools
