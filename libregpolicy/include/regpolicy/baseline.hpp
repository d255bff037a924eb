// A baseline: what an organisation wants, as a TOML file. docs/formats/baseline.md describes every
// key.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <regpolicy/condition.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/policy_state.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

// A text by language tag ("en-US"). Never empty where the baseline was read without an error; every
// text of a baseline has all languages that [baseline] languages names.
using LocalizedText = std::map<std::string, std::string>;

// The text in `language`, else in a language with the same primary subtag, else in the baseline's
// first language.
[[nodiscard]] const std::string& text_in(const LocalizedText& text, std::string_view language,
                                         std::string_view fallback);

// The language of `languages` that is meant by a tag, without regard to case: that tag, else the
// first with the same primary subtag ("sv" gives "sv-SE"). Empty where there is none.
[[nodiscard]] std::optional<std::string> language_among(const std::vector<std::string>& languages,
                                                        std::string_view tag);

// How bad it is when a check fails. A blocker stops what the baseline is about.
enum class CheckSeverity { blocker, warning, info };
[[nodiscard]] std::string_view to_string(CheckSeverity severity);

// How a setting or value of the baseline is judged by an audit.
struct AuditTraits {
  CheckSeverity severity = CheckSeverity::warning;
  std::optional<Condition> applies_to;
  [[nodiscard]] bool operator==(const AuditTraits&) const = default;
};

struct BaselineSetting {
  Setting setting;
  AuditTraits audit;
  LocalizedText comment{};  // why, for those who see the setting in the editor; empty: nothing
};

// An instruction that no template names.
struct BaselineValue {
  Side side = Side::machine;
  Instruction instruction;
  AuditTraits audit;
  Location location;
};

struct Require {  // must hold
  Condition condition;
  [[nodiscard]] bool operator==(const Require&) const = default;
};
struct Forbid {  // must not hold
  Condition condition;
  [[nodiscard]] bool operator==(const Forbid&) const = default;
};
struct NotAuditable {  // the registry cannot show it; why, and where to look instead
  LocalizedText reason;
  [[nodiscard]] bool operator==(const NotAuditable&) const = default;
};

struct Check {
  std::string id;  // stable: "sspr.lock-screen-notifications"
  CheckSeverity severity = CheckSeverity::warning;
  Side side = Side::machine;
  std::string as_of;     // date of the source, 2025-06-01
  LocalizedText source;  // document that states the rule
  LocalizedText title;
  LocalizedText reason;                 // what happens when the check fails
  LocalizedText remediation;            // what to do about it
  std::optional<Condition> applies_to;  // absent: everywhere
  std::variant<Require, Forbid, NotAuditable> rule;
  Location location;
};

// The sentence that sums an audit up.
struct Conclusion {
  LocalizedText ready;    // no blocker failed and none is in doubt
  LocalizedText blocked;  // a blocker failed
  LocalizedText unknown;  // no blocker failed, but the source does not tell about one
};

struct Baseline {
  std::string name;                    // one for all languages
  LocalizedText title;                 // what reports call it; empty: the name
  std::vector<std::string> languages;  // the first is the fallback
  std::vector<std::string> templates;  // paths as written, relative to the baseline's file
  std::optional<Conclusion> conclusion;
  std::vector<BaselineSetting> settings;
  std::vector<BaselineValue> values;
  std::vector<Check> checks;
};

namespace baseline {

// Empty exactly where `diagnostics` got an error. Reads no other file: whether a policy exists is
// found out by compile().
[[nodiscard]] std::optional<Baseline> read(std::string_view text, const std::string& source,
                                           Diagnostics& diagnostics);

}  // namespace baseline

}  // namespace regpolicy
