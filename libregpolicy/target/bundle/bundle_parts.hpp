// The parts of a bundle.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/bundle.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>

#include "policy/mdm_settings.hpp"

namespace regpolicy::bundle {

using Files = std::vector<OutputFile>;

void add_text(Files& files, std::string path, std::string_view text);

// The templates whose policies the baseline sets, and those whose categories and texts they use,
// with the languages that are wanted.
[[nodiscard]] Result<Catalog> templates_of(const Baseline& baseline, const Catalog& catalog,
                                           const std::vector<std::string>& languages);
// PolicyDefinitions/Name.admx, PolicyDefinitions/<language>/Name.adml
void add_templates(Files& files, const Catalog& catalog);

// GPOBackup/: a backup with its report in `language`.
[[nodiscard]] Result<void> add_backup(Files& files, const Baseline& baseline,
                                      const CompiledBaseline& compiled, const Catalog& catalog,
                                      const BackupOptions& options, const std::string& language);

// Registry.pol, .reg and LGPO text. What a format cannot say is left out: a finding
// "loss.<format>".
[[nodiscard]] Result<void> add_settings(Files& files, const CompiledBaseline& compiled,
                                        Diagnostics& left_out);

// MDM/settings.json and, where there are settings, MDM/syncml.xml.
void add_mdm(Files& files, const MdmSettings& settings);

// What the README speaks of.
struct Delivery {
  const Baseline& baseline;
  const Files& files;  // all but READMEs and checksums
  const MdmSettings& mdm;
  const Diagnostics& left_out;
};
// README.md in English or, for "sv" and what begins with "sv-", README.sv-SE.md.
void add_readme(Files& files, const Delivery& delivery, std::string_view language);

}  // namespace regpolicy::bundle
