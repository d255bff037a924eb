#include <regpolicy/check_templates.hpp>

#include <utility>

#include <regpolicy/template_rules.hpp>

#include "core/for_each_index.hpp"
#include "policy/check_templates/rule_row.hpp"

namespace regpolicy {
namespace check_templates {
namespace {

// Runs one rule over all that it looks at in one file.
struct FileRunner {
  const Store& store;
  const File& file;
  Finder found;

  void operator()(StoreCheck) const {}
  void operator()(FileCheck check) const { check({&store, &file}, found); }
  void operator()(LanguageCheck check) const {
    for (const Language* const language : file.languages) {
      check({{&store, &file}, language}, found);
    }
  }
  void operator()(PolicyCheck check) const {
    for (const Policy& policy : file.definitions->policies) {
      check({{&store, &file}, &policy}, found);
    }
  }
  void operator()(PresentationCheck check) const {
    for (const Policy& policy : file.definitions->policies) {
      if (!policy.presentation) continue;
      for (const Language* const language : file.languages) {
        const auto shown = language->presentations.find(presentation_id(*policy.presentation));
        if (shown == language->presentations.end()) continue;
        check({{{&store, &file}, &policy}, language, shown->second}, found);
      }
    }
  }
};

bool is_asked(const RuleRow& row, TemplateTarget target) {
  switch (row.audience) {
    case Audience::everyone: return true;
    case Audience::gpmc: return target == TemplateTarget::gpmc;
    case Audience::mdm: return target == TemplateTarget::mdm;
  }
  return true;
}

void check_whole_store(const Store& store, Collector& collector) {
  const std::vector<RuleRow>& rows = all_rules();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto* const check = std::get_if<StoreCheck>(&rows[i].check);
    if (check != nullptr && is_asked(rows[i], store.options->target)) {
      (*check)(store, Finder(collector, i));
    }
  }
}

void check_file(const Store& store, const File& file, Collector& collector) {
  const std::vector<RuleRow>& rows = all_rules();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_asked(rows[i], store.options->target)) continue;
    std::visit(FileRunner{store, file, Finder(collector, i)}, rows[i].check);
  }
}

}  // namespace
}  // namespace check_templates

const std::vector<Rule>& template_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all = template_reader_rules();
    for (const check_templates::RuleRow& row : check_templates::all_rules()) {
      all.push_back(row.rule);
    }
    return all;
  }();
  return rules;
}

Diagnostics check_store(const TemplateStore& store, const CheckTemplatesOptions& options) {
  using namespace check_templates;
  const Store index = index_of(store, options);
  // The whole store first: it takes the longest.
  std::vector<Collector> collectors(index.files.size() + 1);
  for_each_index(collectors.size(), options.threads, [&](std::size_t job) {
    if (job == 0) {
      check_whole_store(index, collectors[0]);
    } else {
      check_file(index, index.files[job - 1], collectors[job]);
    }
  });
  Collector all;
  for (Collector& collector : collectors) all.take(std::move(collector));
  return all.finish(store, options.threads);
}

}  // namespace regpolicy
