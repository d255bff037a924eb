// Templates from the disk for commands that take a whole store: a template source, or the template
// sources of a folder.
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

// All that is wrong has been said. An exit code where there is nothing to work with.
[[nodiscard]] std::expected<TemplateInput, ExitCode> read_templates(const std::string& path);

// Is the path a template or a folder with some? Told by the suffix; of a .toml file, which may be a
// baseline too, by its first table.
[[nodiscard]] bool is_template_input(const std::string& path);

}  // namespace regpolicy::tools
