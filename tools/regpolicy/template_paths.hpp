// What stands at the paths that a user gives for templates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/error.hpp>

namespace regpolicy::tools {

enum class TomlKind { template_source, baseline };

// What a .toml file is, by the first of the tables [template] and [baseline] in it. Empty where it
// has neither, cannot be read or is no .toml file.
[[nodiscard]] std::optional<TomlKind> toml_kind(const std::string& path);

// Template sources, and the paths of ADMX files and of their folders, which are one store.
struct TemplatePaths {
  std::vector<std::string> sources, store;
};

// Adds what stands at one path, once: a template source (.toml), an ADMX file, or a folder of
// either. A folder with template sources is taken for them: the ADMX files beside them are made
// from them. The error is about the path.
[[nodiscard]] Result<void> add_template_path(TemplatePaths& found, const std::string& path);

}  // namespace regpolicy::tools
