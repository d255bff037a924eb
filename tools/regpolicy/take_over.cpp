#include "take_over.hpp"

#include <fmt/format.h>
#include <regpolicy/template_source.hpp>
#include <regpolicy/translation.hpp>

#include "console.hpp"
#include "one_template.hpp"

namespace regpolicy::tools {
namespace {

// What the source says is compared with what was read, each time: a source that says something else
// would be found out only when its policies are not set as they were.
bool is_faithful(const Template& content, const std::string& text) {
  Diagnostics diagnostics;
  const auto again = template_source::read(text, content.name, diagnostics);
  if (again && say_the_same(*again, content)) return true;
  say(diagnostics);
  return false;
}

ExitCode generate_usage(std::string message) {
  return fail_with(
      {ErrorCode::invalid_argument, std::move(message), {}, "see regpolicy generate --help"});
}

}  // namespace

ExitCode take_over(const Arguments& arguments) {
  const std::string admx = arguments.get("from");
  if (arguments.has("SOURCE") || arguments.has("split")) {
    return generate_usage(
        "--from FILE.admx makes a template source: expected no SOURCE and no --split");
  }
  if (!arguments.has("output")) return generate_usage("expected -o SOURCE.toml");
  if (!is_admx_path(admx))
    return generate_usage(fmt::format("--from is '{}', expected an .admx file", admx));
  auto files = read_broken_template_files(admx);
  if (const auto* const code = std::get_if<ExitCode>(&files)) return *code;
  auto& [content, has_errors] = std::get<TemplateFiles>(files);
  if (has_errors && !arguments.has("allow-loss")) return ExitCode::bad_input;
  if (content.resources.empty()) {
    say(fmt::format("{}: has no ADML file beside it: the source has no texts", admx));
  }
  std::string text = template_source::write(content);
  if (!is_faithful(content, text)) {
    return fail_with(
        {ErrorCode::internal, "the source would not say the same as the files", {}, {}});
  }
  if (arguments.has("lang-add")) {
    if (content.resources.empty())
      return generate_usage("--lang-add needs a language to translate from");
    const template_source::WriteOptions options{.to_translate = arguments.all("lang-add")};
    for (const std::string& language : options.to_translate) {
      translation::add_language(content, language);
    }
    text = template_source::write(content, options);
  }
  const ExitCode code = write_outputs({text_file(arguments.get("output"), text)}, arguments);
  return code == ExitCode::done && has_errors ? ExitCode::partly_done : code;
}

}  // namespace regpolicy::tools
