#include "check_templates.hpp"

#include <algorithm>
#include <utility>

#include <regpolicy/baseline.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

#include "baseline_files.hpp"
#include "console.hpp"
#include "split_store.hpp"
#include "template_paths.hpp"

namespace regpolicy::tools {
namespace {

std::string_view name_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string stem_of(std::string_view path) {
  const std::string_view name = name_of(path);
  return ascii_lower(name.substr(0, name.rfind('.')));
}

bool has_admx(const std::string& folder, const std::string& stem) {
  const auto names = real_file_system().list(folder);
  return names && std::ranges::any_of(*names, [&stem](const std::string& name) {
           return ascii_lower(name) == stem + ".admx";
         });
}

// Where the ADMX file of an ADML file is: a folder up, or in the folder admx beside adml.
std::string store_of_adml(const std::string& path) {
  const std::string store = folder_of(folder_of(path));
  const std::string beside = join_path(folder_of(store), "admx");
  return !has_admx(store, stem_of(path)) && has_admx(beside, stem_of(path)) ? beside : store;
}

// Findings about other templates of the folder are not asked for.
Diagnostics about(const TemplateStore& store, const StoreFolder& wanted, Diagnostics findings) {
  if (wanted.names.empty()) return findings;
  std::set<std::string_view> others;
  for (const StoreTemplate& row : store.templates) {
    if (wanted.names.contains(ascii_lower(row.content.name))) continue;
    others.insert(row.admx.source);
    for (const SourceText& adml : row.adml) others.insert(adml.source);
  }
  for (const OrphanResources& row : store.orphans) {
    if (!wanted.names.contains(stem_of(row.adml.source))) others.insert(row.adml.source);
  }
  for (const Diagnostic& item : store.findings.items) {
    if (!wanted.names.contains(stem_of(item.location.source))) others.insert(item.location.source);
  }
  std::erase_if(findings.items, [&others](const Diagnostic& item) {
    return others.contains(item.location.source);
  });
  return findings;
}

std::size_t files_in(const TemplateStore& store, const StoreFolder& wanted) {
  std::size_t files = 0;
  for (const StoreTemplate& row : store.templates) {
    const bool is_wanted =
        wanted.names.empty() || wanted.names.contains(ascii_lower(row.content.name));
    if (is_wanted) files += 1 + row.adml.size();
  }
  return files + (wanted.names.empty() ? store.orphans.size() : 0);
}

void append(Diagnostics& to, Diagnostics from) {
  std::ranges::move(from.items, std::back_inserter(to.items));
}

// What a reader says of a file that is no template at all.
bool is_malformed(const Diagnostic& item) {
  static const std::set<std::string_view> kRules = {"too-large",     "not-text",    "not-xml",
                                                    "document-type", "html-page",   "wrong-root",
                                                    "unreadable",    "no-templates"};
  return kRules.contains(std::string_view(item.rule).substr(item.rule.find('.') + 1));
}

// A template source says some things itself that the rules about its ADMX file would repeat.
bool is_repeated(const Diagnostics& said, const Diagnostic& item) {
  const std::string_view rule = std::string_view(item.rule).substr(item.rule.find('.') + 1);
  return std::ranges::any_of(said.items, [rule](const Diagnostic& other) {
    return std::string_view(other.rule).substr(other.rule.find('.') + 1) == rule;
  });
}

// As generate would make it of the source; its places are those of the source, which are not known.
TemplateStore store_of_source(Template content, const std::string& path) {
  TemplateStore store;
  StoreTemplate row;
  row.admx.source = path;
  for (const PolicyResources& resources : content.resources) {
    row.adml.push_back({.source = path, .text = {}});
    store.languages.push_back(resources.language);
  }
  row.content = std::move(content);
  store.templates.push_back(std::move(row));
  return store;
}

// What compile would say of it.
void check_baseline(const std::string& path, std::string_view text, const Arguments& arguments,
                    CheckOutcome& outcome) {
  Diagnostics findings;
  const auto baseline = baseline::read(text, path, findings);
  outcome.bad_input = outcome.bad_input || !baseline;
  if (baseline) {
    Catalog catalog;
    const auto added = add_templates_of(*baseline, path, arguments, catalog, findings);
    if (!added) return refuse(added.error(), outcome);
    (void)compile(*baseline, catalog, findings, {});
  }
  append(outcome.findings, std::move(findings));
}

}  // namespace

bool is_template_file(std::string_view path) {
  const std::string lower = ascii_lower(path);
  return lower.ends_with(".admx") || lower.ends_with(".adml");
}

void add_template_file(const std::string& path, StoreFolders& folders) {
  if (ascii_lower(path).ends_with(".admx")) {
    folders[folder_of(path)].names.insert(stem_of(path));
    return;
  }
  StoreFolder& store = folders[store_of_adml(path)];
  store.names.insert(stem_of(path));
  store.languages.emplace(name_of(folder_of(path)));
}

bool add_store_folders(const std::string& folder, StoreFolders& folders, CheckOutcome& outcome) {
  const FoundFiles found = files_below(real_file_system(), folder, ".admx");
  for (const Error& error : found.errors) refuse(error, outcome);
  for (const std::string& path : found.paths) folders[folder_of(path)] = {};
  return !found.paths.empty();
}

CheckTemplatesOptions template_options(const Arguments& arguments) {
  return {.languages = arguments.all("lang"),
          .all_languages = arguments.has("all-languages"),
          .target = arguments.get("target") == "mdm" ? TemplateTarget::mdm : TemplateTarget::gpmc};
}

void check_store_folder(const std::string& folder, const StoreFolder& wanted,
                        const Arguments& arguments, CheckOutcome& outcome,
                        std::vector<TranslationRow>& rows) {
  CheckTemplatesOptions options = template_options(arguments);
  for (const std::string& language : wanted.languages) options.languages.push_back(language);
  const TemplateStore store = load_split_store(folder, arguments.get("adml"), options);
  outcome.files += files_in(store, wanted);
  Diagnostics findings = about(store, wanted, check_store(store, options));
  outcome.bad_input = outcome.bad_input || std::ranges::any_of(findings.items, is_malformed);
  append(outcome.findings, std::move(findings));
  std::ranges::move(translation_table(store, options), std::back_inserter(rows));
}

void check_toml_file(const std::string& path, const Arguments& arguments, CheckOutcome& outcome,
                     std::vector<TranslationRow>& rows) {
  const auto content = read_input(path);
  if (!content) return refuse(content.error(), outcome);
  ++outcome.files;
  if (toml_kind(path) == TomlKind::baseline) {
    return check_baseline(path, as_chars(*content), arguments, outcome);
  }
  Diagnostics findings;
  auto source = template_source::read(as_chars(*content), path, findings);
  if (source) {
    const CheckTemplatesOptions options = template_options(arguments);
    const TemplateStore store = store_of_source(*std::move(source), path);
    Diagnostics more = check_store(store, options);
    std::erase_if(more.items,
                  [&findings](const Diagnostic& item) { return is_repeated(findings, item); });
    append(findings, std::move(more));
    std::ranges::move(translation_table(store, options), std::back_inserter(rows));
  }
  outcome.bad_input = outcome.bad_input || (findings.has_errors() && !source);
  append(outcome.findings, std::move(findings));
}

}  // namespace regpolicy::tools
