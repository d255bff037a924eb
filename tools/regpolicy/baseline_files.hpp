// A baseline and the templates that it speaks of, from the disk.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include <regpolicy/baseline.hpp>
#include <regpolicy/catalog.hpp>

#include "command.hpp"

namespace regpolicy::tools {

struct LoadedBaseline {
  Baseline baseline;
  Catalog catalog;
  std::string sha256;  // of the baseline's file
};

// Reads the baseline (stdin for "-", the name of one that came with the program), the templates
// that it lists, relative to its own folder, and those of --templates. A template is a template
// source (.toml), an ADMX file with its ADML files, a folder in which every *.toml is a template
// source, or a folder of ADMX files (PolicyDefinitions). All that is wrong has been said where
// there is only an exit code.
[[nodiscard]] std::expected<LoadedBaseline, ExitCode> load_baseline(const std::string& name,
                                                                    const Arguments& arguments);
// The same for a text that has been read; `path` is the file that it stands in.
[[nodiscard]] std::expected<LoadedBaseline, ExitCode> load_baseline(const std::string& path,
                                                                    std::string_view text,
                                                                    const Arguments& arguments);

// Adds the templates that the baseline in the file `path` lists, and those of --templates. Defects
// of the templates are diagnostics.
[[nodiscard]] Result<void> add_templates_of(const Baseline& baseline, const std::string& path,
                                            const Arguments& arguments, Catalog& catalog,
                                            Diagnostics& diagnostics);

// --templates FILE_OR_DIR, of every command that reads a baseline.
[[nodiscard]] Option templates_option();

}  // namespace regpolicy::tools
