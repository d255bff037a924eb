// The part of regpolicy check that looks at templates: ADMX and ADML files, whole stores, template
// sources and baselines.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/check_templates.hpp>

#include "check_outcome.hpp"

namespace regpolicy::tools {

// What to check of a PolicyDefinitions folder.
struct StoreFolder {
  std::set<std::string> names;      // of templates, in lower case; none: all of them
  std::set<std::string> languages;  // of ADML files that were named themselves
};

// The folders of all PATHs, so that the templates of one folder are checked as one store.
using StoreFolders = std::map<std::string, StoreFolder>;

// ".admx" and ".adml", in any case.
[[nodiscard]] bool is_template_file(std::string_view path);
// Adds the folder that the ADMX or ADML file belongs to.
void add_template_file(const std::string& path, StoreFolders& folders);
// Adds every folder at or below `folder` that holds ADMX files; false where there is none.
bool add_store_folders(const std::string& folder, StoreFolders& folders, CheckOutcome& outcome);

// What --lang, --all-languages and --target say.
[[nodiscard]] CheckTemplatesOptions template_options(const Arguments& arguments);

// Loads the folder, with the ADML files of --adml DIR or of a folder adml beside it. `rows` gets
// what --translations shows.
void check_store_folder(const std::string& folder, const StoreFolder& wanted,
                        const Arguments& arguments, CheckOutcome& outcome,
                        std::vector<TranslationRow>& rows);

// A template source or a baseline.
void check_toml_file(const std::string& path, const Arguments& arguments, CheckOutcome& outcome,
                     std::vector<TranslationRow>& rows);

}  // namespace regpolicy::tools
