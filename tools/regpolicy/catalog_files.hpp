// Templates from the disk, whatever they are written in.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::tools {

// Adds what stands at the paths, each once: template sources (.toml), ADMX files with their ADML
// files, folders in which every *.toml is a template source, and folders of ADMX files. Sources
// come first, in their order; all ADMX files are one store, with those languages and the ones that
// templates fall back to or, where none is given, with all. Defects of sources are diagnostics,
// those of ADMX files warnings; the error is about a path itself.
[[nodiscard]] Result<void> add_templates(Catalog& catalog, const std::vector<std::string>& paths,
                                         const std::vector<std::string>& languages,
                                         Diagnostics& diagnostics);

}  // namespace regpolicy::tools
