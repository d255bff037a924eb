// Two baselines compared by what they say: settings, values and checks. What compile writes for
// them is compared by diff.hpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <regpolicy/baseline.hpp>

namespace regpolicy {

// Pointers live as long as the baselines; null where only the other one has it.
template <class T>
struct BaselineChange {
  const T* a = nullptr;
  const T* b = nullptr;
};

struct SettingChange {
  BaselineSetting const* a = nullptr;
  BaselineSetting const* b = nullptr;
  // Of a setting that both have: the options that differ, by element id.
  std::vector<std::string> options{};
  bool state = false;   // differs
  bool traits = false;  // severity or applies_to differ
  bool comment = false;
};

struct BaselineDiff {
  // Settings are the same by policy name and side, values by what they are about (a value by name,
  // a key's values, its subkeys ...), checks by id. In the order of `a`, then of `b`.
  std::vector<SettingChange> settings;
  std::vector<BaselineChange<BaselineValue>> values;
  std::vector<BaselineChange<Check>> checks;
};

[[nodiscard]] BaselineDiff diff_baselines(const Baseline& a, const Baseline& b);

[[nodiscard]] bool is_same(const BaselineDiff& diff);

// One line a difference: "-" only in a, "+" only in b, "~" in both and different. Safe to print.
[[nodiscard]] std::string to_text(const BaselineDiff& diff, bool color = false);

// {"schema":"regpolicy/baseline-diff/1", ...}; docs/diff.md describes it.
[[nodiscard]] std::string to_json(const BaselineDiff& diff, const std::string& a,
                                  const std::string& b);

}  // namespace regpolicy
