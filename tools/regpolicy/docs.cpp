// regpolicy docs: a reference of templates as static pages.
#include <utility>

#include <fmt/format.h>

#include <regpolicy/baseline.hpp>
#include <regpolicy/docs_site.hpp>
#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "template_input.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kDocsDetails =
    "Writes pages that a browser shows straight from the disk, without a server or a network: the\n"
    "categories as a tree, a search over names, keys and values, and for every policy its help\n"
    "text, its options with their limits, what Enabled and Disabled write into the registry, and\n"
    "how MDM sets the same. Every language has its own pages, beside one another.\n"
    "\n"
    "STORE is a PolicyDefinitions folder, a .admx file or a template source (.toml). "
    "DIR/index.html\n"
    "is the page to open. --lang chooses languages; without it, all of them are written.\n"
    "\n"
    "Exit code: 0 done; 3 nothing can be read; 5 DIR holds other files of these names (--force\n"
    "replaces them); 6 a template could not be read and the others are in the reference.\n"
    "\n"
    "Examples:\n"
    "  regpolicy docs admx/SelfServicePasswordReset.toml -o reference\n"
    "  regpolicy docs admx/SelfServicePasswordReset.toml --lang sv-SE -o reference";

std::string path_in(const std::string& folder, std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return join_path(folder, path);
  return path_in(join_path(folder, path.substr(0, slash)), path.substr(slash + 1));
}

// The languages of --lang as the templates spell them: "sv" is sv-SE where there is no other.
Result<std::vector<std::string>> languages_wanted(const TemplateInput& input,
                                                  const Arguments& arguments) {
  std::vector<std::string> known, wanted;
  for (const Template& one : input.templates) {
    for (const PolicyResources& resources : one.resources) known.push_back(resources.language);
  }
  for (const std::string& tag : arguments.all("lang")) {
    const auto language = language_among(known, tag);
    if (!language) {
      return fail(
          ErrorCode::not_found,
          fmt::format("no template has texts in the language '{}'", escape_for_display(tag)),
          {.source = arguments.get("STORE")});
    }
    wanted.push_back(*language);
  }
  return wanted;
}

std::vector<OutputFile> site_files(TemplateInput& input, const std::vector<std::string>& languages,
                                   const std::string& folder) {
  Diagnostics diagnostics;
  Catalog catalog;
  for (Template& one : input.templates) catalog.add(std::move(one), diagnostics);
  say(diagnostics);
  std::vector<OutputFile> outputs;
  for (const SiteFile& file : docs_site(catalog, {.languages = languages})) {
    outputs.push_back(text_file(path_in(folder, file.path), file.content));
  }
  return outputs;
}

ExitCode run_docs(const Arguments& arguments) {
  if (arguments.get("output") == "-") {
    return fail_with({ErrorCode::invalid_argument,
                      "the reference is several files, and the standard output holds one",
                      {},
                      "give a folder"});
  }
  auto input = read_templates(arguments.get("STORE"));
  if (!input) return input.error();
  const auto languages = languages_wanted(*input, arguments);
  if (!languages) return fail_with(languages.error());
  auto files = site_files(*input, *languages, arguments.get("output"));
  const std::size_t count = files.size();
  Arguments silent = arguments;  // a store has a thousand pages
  silent.set("quiet", {});
  const ExitCode written = write_outputs(std::move(files), silent);
  if (written != ExitCode::done) return written;
  if (!arguments.has("quiet")) {
    say(fmt::format("wrote {} files; open {}", count,
                    escape_for_display(path_in(arguments.get("output"), "index.html"))));
  }
  return input->complete ? ExitCode::done : ExitCode::partly_done;
}

}  // namespace

Command docs_command() {
  Option lang = lang_option();
  lang.help = "Language of the pages, such as sv-SE; without it, every language";
  lang.repeated = true;
  return {.name = "docs",
          .summary = "Write a reference of templates as pages for a browser",
          .details = kDocsDetails,
          .positionals = {{.name = "STORE", .help = "the templates"}},
          .options = {{.name = "output",
                       .letter = "o",
                       .operand = "DIR",
                       .help = "Folder for the pages",
                       .required = true},
                      lang,
                      force_option(),
                      quiet_option()},
          .run = run_docs};
}

}  // namespace regpolicy::tools
