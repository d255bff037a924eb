// What is found in one template file. Places are offsets until the end: lines and columns are
// counted once, and only where there is a finding.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/source_text.hpp>

#include "formats/xml/template_rule.hpp"

namespace regpolicy::xml {

class TemplateFindings {
 public:
  explicit TemplateFindings(TemplateHalf half) : half_(half) {}

  void add(TemplateRule rule, std::size_t offset, std::string message, std::string hint = {});

  // Appends all to `diagnostics` in the order of the file; the last added comes last where
  // `last_stays` (it is the reason why nothing more was read).
  void move_to(const SourceText& source, Diagnostics& diagnostics, bool last_stays);

 private:
  struct Item {
    TemplateRule rule;
    std::size_t offset;
    std::size_t number;  // in the order of finding
    std::string message, hint;
  };
  TemplateHalf half_;
  std::vector<Item> items_;
};

}  // namespace regpolicy::xml
