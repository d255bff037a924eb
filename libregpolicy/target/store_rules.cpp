#include <regpolicy/store_source.hpp>

namespace regpolicy {

const std::vector<Rule>& store_rules() {
  static const std::vector<Rule> kRules = {
      {"store.unreadable", Severity::error, "file or folder cannot be read",
       "What is in it was not looked at."},
      {"store.no-templates", Severity::error, "no ADMX file",
       "A store is a folder of ADMX files with a folder of ADML files for each language."},
      {"store.case-duplicate", Severity::warning, "file names that differ in case only",
       "Windows has one of them only; which one depends on which was copied last."},
  };
  return kRules;
}

}  // namespace regpolicy
