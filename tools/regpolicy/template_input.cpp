#include "template_input.hpp"

#include <utility>

#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"
#include "load_templates.hpp"

namespace regpolicy::tools {
namespace {

bool has_suffix(std::string_view path, std::string_view suffix) {
  return ascii_lower(path).ends_with(suffix);
}

// "[template]" at the beginning of a line, white space aside.
bool has_template_table(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with("[template]")) return true;
  }
  return false;
}

bool is_template_source(const std::string& path) {
  if (!has_suffix(path, ".toml")) return false;
  const auto content = read_input(path);
  return content && has_template_table(as_chars(*content));
}

std::vector<std::string> files_in(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> paths;
  const auto names = real_file_system().list(folder);
  if (!names) return paths;
  for (const std::string& name : *names) {
    if (has_suffix(name, suffix)) paths.push_back(join_path(folder, name));
  }
  return paths;
}

// A .admx file, or a folder with some. A folder with template sources is taken for them: the ADMX
// files beside them are made from them.
bool is_store(const std::string& path) {
  if (!real_file_system().is_folder(path)) return has_suffix(path, ".admx");
  return files_in(path, ".toml").empty() && !files_in(path, ".admx").empty();
}

// What a person must know to trust the result; a store of Windows has hundreds of warnings.
void say_errors(const Diagnostics& findings) {
  for (const Diagnostic& item : findings.items) {
    if (item.severity == Severity::error) say(to_string(item));
  }
}

void add_store(const std::string& path, TemplateInput& input) {
  TemplateStore store = load_templates({path});
  say_errors(store.findings);
  input.complete = input.complete && !store.findings.has_errors();
  for (StoreTemplate& one : store.templates) {
    say_errors(one.findings);
    input.templates.push_back(std::move(one.content));
  }
}

void add_source(const std::string& path, TemplateInput& input) {
  const auto content = read_input(path);
  if (!content) {
    say(content.error());
    input.complete = false;
    return;
  }
  Diagnostics diagnostics;
  auto source = template_source::read(as_chars(*content), path, diagnostics);
  say(diagnostics);
  input.complete = input.complete && source.has_value();
  if (source) input.templates.push_back(*std::move(source));
}

}  // namespace

std::expected<TemplateInput, ExitCode> read_templates(const std::string& path) {
  TemplateInput input;
  if (is_store(path)) {
    add_store(path, input);
  } else if (!real_file_system().is_folder(path)) {
    add_source(path, input);
  } else {
    const auto sources = files_in(path, ".toml");
    if (sources.empty()) {
      return std::unexpected(fail_with(
          {ErrorCode::not_found, "found no template in the folder", {.source = path}, {}}));
    }
    for (const std::string& source : sources) add_source(source, input);
  }
  if (input.templates.empty()) return std::unexpected(ExitCode::bad_input);
  return input;
}

bool is_template_input(const std::string& path) {
  if (is_store(path)) return true;
  if (!real_file_system().is_folder(path)) return is_template_source(path);
  for (const std::string& source : files_in(path, ".toml")) {
    if (is_template_source(source)) return true;
  }
  return false;
}

}  // namespace regpolicy::tools
