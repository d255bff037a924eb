// Templates as files: a template source, or an ADMX file with the ADML files of all its languages.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <regpolicy/policy_template.hpp>
#include <regpolicy/template_source.hpp>

#include "command.hpp"

namespace regpolicy::tools {

// Reads NAME.admx, and NAME.adml from every folder beside it that is named as a language; names
// are found in any case. The template's fallback language comes first, else en-US. What is wrong is
// said on stderr: findings of the files that are errors, and how many others there are. With errors
// there is no template: a part of the files may not have been understood.
[[nodiscard]] std::variant<Template, ExitCode> read_template_files(const std::string& admx);

// The same, but what was understood is given whatever the findings.
struct TemplateFiles {
  Template content;
  bool has_errors = false;
};
[[nodiscard]] std::variant<TemplateFiles, ExitCode> read_broken_template_files(
    const std::string& admx);

// The same for "*.admx"; anything else is read as a template source, in which translations may be
// missing.
[[nodiscard]] std::variant<template_source::Draft, ExitCode> read_any_template(
    const std::string& path);

[[nodiscard]] bool is_admx_path(const std::string& path);

// Equal but for the order of the strings of each string table, which means nothing.
[[nodiscard]] bool say_the_same(Template a, Template b);

}  // namespace regpolicy::tools
