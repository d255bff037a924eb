// From settings by name to the records that the Group Policy editor writes for them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <regpolicy/baseline.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/instruction.hpp>

namespace regpolicy {

// What the editor writes for one setting, in the order in which it writes it; nothing for
// not_configured. All defects of the setting (an unknown option, a number outside its limits, a
// required text left out) are reported with the setting's location; empty exactly where there was
// one.
[[nodiscard]] std::optional<Instructions> compile(const Setting& setting,
                                                  const Catalog::Entry& entry,
                                                  Diagnostics& diagnostics);

struct CompiledSetting {
  const BaselineSetting* source = nullptr;  // lives as long as the baseline
  Instructions instructions;
  LocalizedText title{};  // the policy's display name; empty where the template has none
};

// A baseline's settings and values, in the order of the baseline.
struct CompiledBaseline {
  std::vector<CompiledSetting> settings;
  Instructions machine, user;  // settings first, then values
};

// Settings name policies by prefix:name or namespace:name; where a `language` is given, also by the
// display name in it.
[[nodiscard]] std::optional<CompiledBaseline> compile(const Baseline& baseline,
                                                      const Catalog& catalog,
                                                      Diagnostics& diagnostics,
                                                      std::string_view language = {});

}  // namespace regpolicy
