#include <regpolicy/check_templates.hpp>

#include <regpolicy/template_rules.hpp>

#include "policy/check_templates/rule_row.hpp"

namespace regpolicy {
namespace check_templates {
namespace {

// Runs one rule over all that it looks at.
struct Runner {
  const Store& store;
  Finder found;

  void operator()(StoreCheck check) const { check(store, found); }
  void operator()(FileCheck check) const {
    for (const File& file : store.files) check({&store, &file}, found);
  }
  void operator()(LanguageCheck check) const {
    for (const File& file : store.files) {
      for (const Language* const language : file.languages) {
        check({{&store, &file}, language}, found);
      }
    }
  }
  void operator()(PolicyCheck check) const {
    for (const File& file : store.files) {
      for (const Policy& policy : file.definitions->policies) {
        check({{&store, &file}, &policy}, found);
      }
    }
  }
  void operator()(PresentationCheck check) const {
    for (const File& file : store.files) {
      for (const Policy& policy : file.definitions->policies) {
        if (!policy.presentation) continue;
        for (const Language* const language : file.languages) {
          const auto shown = language->presentations.find(presentation_id(*policy.presentation));
          if (shown == language->presentations.end()) continue;
          check({{{&store, &file}, &policy}, language, shown->second}, found);
        }
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
  Collector collector;
  const std::vector<RuleRow>& rows = all_rules();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_asked(rows[i], options.target)) continue;
    std::visit(Runner{index, Finder(collector, i)}, rows[i].check);
  }
  return collector.finish(store);
}

}  // namespace regpolicy
