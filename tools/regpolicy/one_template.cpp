#include "one_template.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

std::string name_of(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// Folders of other things lie beside templates too.
bool is_language_tag(std::string_view name) {
  const std::size_t dash = name.find('-');
  const std::string_view head = name.substr(0, dash);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return head.size() >= 2 && head.size() <= 3 && std::ranges::all_of(head, is_letter) &&
         name.back() != '-';
}

struct AdmlPath {
  std::string language, path;
};

// The ADML files of a template, by language in byte order; of folders that differ only in case,
// the first.
std::vector<AdmlPath> adml_files(const std::string& admx) {
  const std::string wanted =
      ascii_lower(name_of(admx).substr(0, name_of(admx).size() - 5) + ".adml");
  const std::string folder = folder_of(admx);
  FileSystem& disk = real_file_system();
  std::vector<AdmlPath> found;
  const auto folders = disk.list(folder);
  if (!folders) return found;
  for (const std::string& language : *folders) {
    const std::string below = join_path(folder, language);
    if (!is_language_tag(language) || !disk.is_folder(below)) continue;
    const auto files = disk.list(below);
    if (!files) {
      say(files.error());
      continue;
    }
    const auto file = std::ranges::find_if(
        *files, [&wanted](const std::string& name) { return ascii_lower(name) == wanted; });
    if (file == files->end()) continue;
    const bool is_known = std::ranges::any_of(found, [&language](const AdmlPath& row) {
      return ascii_lower(row.language) == ascii_lower(language);
    });
    if (is_known) {
      say(fmt::format("{}: passed over: another folder has the same language", below));
    } else {
      found.push_back({language, join_path(below, *file)});
    }
  }
  return found;
}

// The errors; and that there is more, which `check` shows.
void say_errors(const Diagnostics& diagnostics, const std::string& path) {
  Diagnostics errors;
  for (const Diagnostic& row : diagnostics.items) {
    if (row.severity == Severity::error) errors.items.push_back(row);
  }
  if (errors.has_errors()) say(errors);
  const std::size_t others = diagnostics.count(Severity::warning);
  if (others != 0) {
    say(fmt::format("{}: {} {} (regpolicy check shows {})", path, others,
                    others == 1 ? "warning" : "warnings", others == 1 ? "it" : "them"));
  }
}

void put_fallback_first(Template& content) {
  const std::string wanted = ascii_lower(content.definitions.fallback_culture.value_or("en-US"));
  std::ranges::stable_partition(content.resources, [&wanted](const PolicyResources& row) {
    return ascii_lower(row.language) == wanted;
  });
}

}  // namespace

bool is_admx_path(const std::string& path) { return ascii_lower(path).ends_with(".admx"); }

OutputFile text_file(const std::string& path, const std::string& text) {
  const ByteView bytes = as_bytes(text);
  return {path, Bytes(bytes.begin(), bytes.end())};
}

std::variant<TemplateFiles, ExitCode> read_broken_template_files(const std::string& admx) {
  const auto bytes = read_input(admx);
  if (!bytes) return fail_with(bytes.error());
  Diagnostics diagnostics;
  auto definitions = admx::read(*bytes, admx, diagnostics);
  Template content;
  const std::string name = name_of(admx);
  content.name = is_admx_path(name) ? name.substr(0, name.size() - 5) : name;
  if (!definitions) {
    say_errors(diagnostics, admx);
    return ExitCode::bad_input;
  }
  content.definitions = std::move(definitions->definitions);
  for (const AdmlPath& file : adml_files(admx)) {
    const auto text = read_input(file.path);
    if (!text) return fail_with(text.error());
    auto adml = adml::read(*text, file.path, diagnostics);
    if (!adml) continue;
    adml->resources.language = file.language;
    content.resources.push_back(std::move(adml->resources));
  }
  say_errors(diagnostics, admx);
  put_fallback_first(content);
  return TemplateFiles{std::move(content), diagnostics.has_errors()};
}

std::variant<Template, ExitCode> read_template_files(const std::string& admx) {
  auto files = read_broken_template_files(admx);
  if (const auto* const code = std::get_if<ExitCode>(&files)) return *code;
  auto& read = std::get<TemplateFiles>(files);
  if (read.has_errors) return ExitCode::bad_input;
  return std::move(read.content);
}

std::variant<template_source::Draft, ExitCode> read_any_template(const std::string& path) {
  if (is_admx_path(path)) {
    auto files = read_template_files(path);
    if (const auto* const code = std::get_if<ExitCode>(&files)) return *code;
    return template_source::Draft{std::get<Template>(std::move(files)), {}};
  }
  const auto input = read_input(path);
  if (!input) return fail_with(input.error());
  Diagnostics diagnostics;
  auto draft = template_source::read_draft(as_chars(*input), path, diagnostics);
  if (draft) return *std::move(draft);
  say(diagnostics);
  return ExitCode::bad_input;
}

bool say_the_same(Template a, Template b) {
  for (Template* const each : {&a, &b}) {
    for (PolicyResources& row : each->resources) {
      std::ranges::stable_sort(row.strings, {}, &ResourceString::id);
    }
  }
  return a == b;
}

}  // namespace regpolicy::tools
