#include <set>
#include <stdexcept>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/text.hpp>

#include "policy/check_templates/samples.hpp"

namespace tests {
namespace {

using namespace regpolicy;

struct FileName {
  std::string folder, name, suffix;
};

FileName parts_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  const std::size_t start = slash == std::string::npos ? 0 : slash + 1;
  return {slash == std::string::npos ? "" : path.substr(0, slash), path.substr(start, dot - start),
          ascii_lower(path.substr(dot))};
}

void add_adml(TemplateStore& store, const std::string& path, const std::string& text) {
  const FileName name = parts_of(path);
  Diagnostics findings;
  auto file = adml::read(as_bytes(text), path, findings);
  if (!file) throw std::runtime_error(path + " cannot be read");
  file->resources.language = name.folder;
  for (StoreTemplate& row : store.templates) {
    if (ascii_lower(row.content.name) != ascii_lower(name.name)) continue;
    row.content.resources.push_back(std::move(file->resources));
    row.adml.push_back(std::move(file->source));
    row.findings.items.insert(row.findings.items.end(), findings.items.begin(),
                              findings.items.end());
    return;
  }
  store.orphans.push_back({std::move(file->resources), std::move(file->source)});
}

}  // namespace

void change(TemplateFiles& files, const std::string& path, std::string_view from,
            std::string_view to) {
  std::string& text = files.at(path);
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    throw std::runtime_error(path + " does not hold once: " + std::string(from));
  }
  text.replace(at, from.size(), to);
}

TemplateStore store_of(const TemplateFiles& files) {
  TemplateStore store;
  std::set<std::string> languages;
  for (const auto& [path, text] : files) {
    const FileName name = parts_of(path);
    if (name.suffix != ".admx") continue;
    StoreTemplate row;
    auto file = admx::read(as_bytes(text), path, row.findings);
    if (!file) throw std::runtime_error(path + " cannot be read");
    row.content.name = name.name;
    row.content.definitions = std::move(file->definitions);
    row.admx = std::move(file->source);
    store.templates.push_back(std::move(row));
  }
  for (const auto& [path, text] : files) {
    if (parts_of(path).suffix != ".adml") continue;
    languages.insert(parts_of(path).folder);
    add_adml(store, path, text);
  }
  store.languages.assign(languages.begin(), languages.end());
  return store;
}

std::string template_findings(const TemplateFiles& files, const CheckTemplatesOptions& options) {
  std::string text;
  for (const Diagnostic& item : check_store(store_of(files), options).items) {
    text += (text.empty() ? "" : "\n") + to_string(item);
  }
  return text;
}

std::string template_rules_found(const TemplateFiles& files, const CheckTemplatesOptions& options) {
  std::set<std::string> rules;
  for (const Diagnostic& item : check_store(store_of(files), options).items) {
    rules.insert(item.rule);
  }
  std::string text;
  for (const std::string& rule : rules) text += (text.empty() ? "" : ", ") + rule;
  return text;
}

}  // namespace tests
