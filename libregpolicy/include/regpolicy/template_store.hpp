// A PolicyDefinitions store: ADMX files and the ADML files of the languages asked for, joined by
// name. Plain data; target reads it from the disk, policy checks it and makes a catalog of it.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>
#include <regpolicy/source_text.hpp>

namespace regpolicy {

// One ADMX file that could be read as such, with its ADML files. What is wrong inside is in
// `findings`; the rest of the file is here all the same, since one bad policy does not hide the
// others from a check.
struct StoreTemplate {
  Template content;  // resources: one for each ADML file that could be read
  SourceText admx;
  std::vector<SourceText> adml;  // beside content.resources, in the same order
  Diagnostics findings;          // of the readers, ADMX first
};

// An ADML file that belongs to no ADMX file of the store.
struct OrphanResources {
  PolicyResources resources;
  SourceText adml;
};

struct TemplateStore {
  std::vector<StoreTemplate> templates;  // folder by folder, in byte order of the names
  std::vector<OrphanResources> orphans;
  std::vector<std::string> languages;  // the folders that hold an ADML file, as spelled there
  Diagnostics findings;                // files that could not be read at all, and about folders
};

}  // namespace regpolicy
