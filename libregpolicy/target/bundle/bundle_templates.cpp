#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/text.hpp>

#include "target/bundle/bundle_parts.hpp"

namespace regpolicy::bundle {
namespace {

// With the templates that it uses, as far as the catalog has them.
void collect_used(const Template& source, const Catalog& catalog, std::set<const Template*>& used) {
  if (!used.insert(&source).second) return;
  for (const PolicyNamespace& other : source.definitions.using_namespaces) {
    const Template* const found = catalog.with_namespace(other.uri);
    if (found != nullptr) collect_used(*found, catalog, used);
  }
}

Result<Template> with_languages(const Template& source, const std::vector<std::string>& languages) {
  if (languages.empty()) return source;
  std::vector<std::string> there;
  for (const PolicyResources& resources : source.resources) there.push_back(resources.language);
  std::set<std::string> wanted;
  for (const std::string& tag : languages) {
    const auto language = language_among(there, tag);
    if (language) wanted.insert(*language);
  }
  if (wanted.empty()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("the template {} has no texts in {}", source.name,
                            escape_for_display(fmt::format("{}", fmt::join(languages, ", ")))),
                {}, fmt::format("it has {}", fmt::join(there, ", ")));
  }
  if (!there.empty()) wanted.insert(there.front());
  Template result = source;
  std::erase_if(result.resources, [&wanted](const PolicyResources& resources) {
    return !wanted.contains(resources.language);
  });
  return result;
}

}  // namespace

void add_text(Files& files, std::string path, std::string_view text) {
  const ByteView bytes = as_bytes(text);
  files.push_back({std::move(path), Bytes(bytes.begin(), bytes.end())});
}

Result<Catalog> templates_of(const Baseline& baseline, const Catalog& catalog,
                             const std::vector<std::string>& languages) {
  std::set<const Template*> used;
  for (const BaselineSetting& row : baseline.settings) {
    const auto entry = catalog.find(row.setting.policy);
    if (!entry) return std::unexpected(entry.error());
    collect_used(*entry->source, catalog, used);
  }
  Catalog result;
  Diagnostics diagnostics;
  for (const auto& source : catalog.templates()) {
    if (!used.contains(source.get())) continue;
    auto chosen = with_languages(*source, languages);
    if (!chosen) return std::unexpected(chosen.error());
    result.add(*std::move(chosen), diagnostics);
  }
  return result;
}

void add_templates(Files& files, const Catalog& catalog) {
  for (const auto& source : catalog.templates()) {
    add_text(files, fmt::format("PolicyDefinitions/{}.admx", source->name),
             admx::write(source->definitions));
    for (const PolicyResources& resources : source->resources) {
      add_text(files, fmt::format("PolicyDefinitions/{}/{}.adml", resources.language, source->name),
               adml::write(resources));
    }
  }
}

}  // namespace regpolicy::bundle
