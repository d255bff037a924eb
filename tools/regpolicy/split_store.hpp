// A store whose ADML files may lie in a folder of their own.
#pragma once

#include <string>

#include <regpolicy/check_templates.hpp>
#include <regpolicy/template_store.hpp>

namespace regpolicy::tools {

// The ADMX files of the folder, with the ADML files of the languages that the options ask for and
// of those to fall back to: from `adml` where it is given; else from the folder's own folders;
// else, where those hold none, from a folder adml beside it.
[[nodiscard]] TemplateStore load_split_store(const std::string& folder, const std::string& adml,
                                             const CheckTemplatesOptions& options);

}  // namespace regpolicy::tools
