// Templates from the disk for commands that take a whole store: a PolicyDefinitions folder, a .admx
// file, a template source, or a folder of template sources.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include <regpolicy/policy_template.hpp>

#include "command.hpp"

namespace regpolicy::tools {

struct TemplateInput {
  std::vector<Template> templates;
  bool complete = true;  // false: a file could not be read, and the others are here all the same
};

// What keeps a file or a part of it from being understood has been said; warnings are for `check`.
// Every language is read. An exit code where there is nothing to work with.
[[nodiscard]] std::expected<TemplateInput, ExitCode> read_templates(const std::string& path);

// Is the path a template or a folder with some? Told by the suffix; of a .toml file, which may be a
// baseline too, by its first table.
[[nodiscard]] bool is_template_input(const std::string& path);

}  // namespace regpolicy::tools
