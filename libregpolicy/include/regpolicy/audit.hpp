// Judges a machine's registry by a baseline. Pure: the same baseline and observation always give
// the same report.
//
// A missing value is never "not applicable", and what the source does not tell about is never
// "compliant".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/baseline.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/observation.hpp>
#include <regpolicy/provenance.hpp>

namespace regpolicy::audit {

enum class Verdict {
  compliant,
  wrong_value,
  wrong_type,
  missing,                // a required value is not there
  present_but_forbidden,  // what must not be is there
  // The same failures, where the machine's own records tell more (see Origin):
  overridden,      // one policy asks for what is required, another one is in force
  tattooed,        // a policy left it behind: none sets it any more
  pending,         // a policy asks for what is required, and is not applied yet
  version_skew,    // the policy that set it has changed since it was applied
  not_applicable,  // the check is for other machines; the reason says why
  not_auditable,   // a registry cannot show it; the reason says why
  error,           // the source does not tell; the reason says what it lacks
};
[[nodiscard]] std::string_view to_string(Verdict verdict);

// wrong_value ... version_skew
[[nodiscard]] bool is_failure(Verdict verdict);

// One observed value or key that the verdict rests on.
struct Evidence {
  Side side = Side::machine;  // of the key; the Windows version is always the machine's
  std::u16string key;
  std::optional<std::u16string> name;  // absent: it is about the key itself; empty: default value
  std::string expected;                // in the report's language: "REG_DWORD 1", "absent"
  std::string observed;                // "REG_DWORD 0", "missing", "unknown"
  std::optional<Value> value;          // what was read, where a value was
  // Of a policy that is judged (against.hpp): the setting behind the value, and the file.
  std::string set_by{};
};

// What a source would have to tell for a verdict.
struct Lack {
  enum class Subject { key, build, edition };  // the latter two are of the Windows version

  Subject subject = Subject::key;
  Side side = Side::machine;
  std::u16string key;
};

struct Finding {
  std::string id;  // the check's id; "setting:prefix:name" or "value:key\name" for the others
  Verdict verdict = Verdict::error;
  CheckSeverity severity = CheckSeverity::warning;
  Side side = Side::machine;
  std::string user;  // empty for the machine side and where a source holds no user
  std::string title;
  std::vector<Evidence> evidence;
  std::string source;  // where the values were read; several are joined by ", "
  std::string as_of;
  std::string rule_source;  // the document behind the check
  std::string reason;       // in the report's language
  std::string remediation;  // what to do; for an error what to provide, one thing per line
  std::vector<Lack> lacks;  // of an error: what the remediation says in words
  Origin origin{};          // of the value of the first evidence
};

// How much of what applies to the machine is in order. What could not be judged counts as not
// passed.
struct Score {
  std::size_t passed = 0;      // compliant
  std::size_t failed = 0;      // is_failure()
  std::size_t not_judged = 0;  // error, not_auditable

  [[nodiscard]] std::size_t applicable() const { return passed + failed + not_judged; }
  [[nodiscard]] bool operator==(const Score&) const = default;
};

struct Report {
  std::string baseline;              // its name
  std::string title;                 // its title in the report's language, else its name
  std::string language;              // the one that the texts are in
  std::vector<std::string> sources;  // in the order given, each once
  std::optional<std::uint32_t> build;
  std::optional<std::string> edition;
  std::vector<Finding> findings;  // in the order of the baseline: checks, settings, values
  std::string conclusion;         // empty where the baseline has none
  // What the caller says of the run; a report is the same every time without it.
  std::string baseline_sha256{};  // of the baseline's file
  std::string time{};             // "2026-11-25T16:42:48Z"

  [[nodiscard]] std::size_t count(Verdict verdict) const;
  [[nodiscard]] Score score() const;
};

struct Options {
  // One of the baseline's languages, see language_among(). Empty or another one: en-US where the
  // baseline has it, else its first language.
  std::string language;
  // The observation is what a policy does, see against.hpp: a check that is for some machines only
  // is judged, and its reason says for which.
  bool of_policy = false;
};

[[nodiscard]] Report run(const Baseline& baseline, const CompiledBaseline& compiled,
                         const Observation& observation, const Options& options = {});

// The keys that a baseline's checks, settings and values speak of, those that tell the Windows
// version and those that tell which policies were applied: all that a source has to supply, each
// with its values and its immediate subkeys with theirs.
struct KeysOfInterest {
  std::vector<std::u16string> machine, user;  // without duplicates, in name order
};
[[nodiscard]] KeysOfInterest keys_of_interest(const Baseline& baseline,
                                              const CompiledBaseline& compiled);

}  // namespace regpolicy::audit
