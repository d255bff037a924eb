#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/bundle.hpp>
#include <regpolicy/docs_site.hpp>
#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>

#include "target/bundle/bundle_parts.hpp"

namespace regpolicy {
namespace {

using bundle::Files;

// Those asked for, else those of the templates, else those of the baseline.
std::vector<std::string> bundle_languages(const Baseline& baseline, const Catalog& templates,
                                          const BundleOptions& options) {
  if (!options.languages.empty()) return options.languages;
  std::set<std::string> languages;
  for (const auto& source : templates.templates()) {
    for (const PolicyResources& resources : source->resources) languages.insert(resources.language);
  }
  if (languages.empty()) return baseline.languages;
  return {languages.begin(), languages.end()};
}

std::string checksums_of(const Files& files) {
  std::string text;
  for (const OutputFile& file : files) {
    text += fmt::format("{}  {}\n", sha256_hex(file.content), file.path);
  }
  return text;
}

}  // namespace

Result<std::vector<OutputFile>> make_bundle(const Baseline& baseline,
                                            const CompiledBaseline& compiled,
                                            const Catalog& catalog, const BundleOptions& options) {
  if (compiled.machine.empty() && compiled.user.empty()) {
    return fail(ErrorCode::invalid_argument,
                "the baseline sets nothing, so there is nothing to deliver", {});
  }
  const auto templates = bundle::templates_of(baseline, catalog, options.languages);
  if (!templates) return std::unexpected(templates.error());
  const std::vector<std::string> languages = bundle_languages(baseline, *templates, options);
  Files files;
  Diagnostics left_out;
  bundle::add_templates(files, *templates);
  auto done =
      bundle::add_backup(files, baseline, compiled, *templates, options.backup, languages.front());
  if (done) done = bundle::add_settings(files, compiled, left_out);
  if (!done) return std::unexpected(done.error());
  const MdmSettings mdm = mdm_settings(baseline, catalog);
  bundle::add_mdm(files, mdm);
  if (!templates->templates().empty()) {
    for (const SiteFile& page : docs_site(*templates, {.languages = languages})) {
      bundle::add_text(files, "Reference/" + page.path, page.content);
    }
  }
  Files readmes;
  for (const std::string& language : languages) {
    bundle::add_readme(readmes, {baseline, files, mdm, left_out}, language);
  }
  std::ranges::move(readmes, std::back_inserter(files));
  std::ranges::sort(files, {}, &OutputFile::path);
  bundle::add_text(files, std::string(kBundleChecksums), checksums_of(files));
  return files;
}

}  // namespace regpolicy
