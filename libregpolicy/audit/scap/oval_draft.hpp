// OVAL definitions in the making: objects, states and tests, each once, and for each object what
// has to be collected for it.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <regpolicy/observation.hpp>

#include "audit/words.hpp"
#include "formats/oval/oval.hpp"

namespace regpolicy::audit {

// What an object of the definitions stands for in an observation.
struct OvalSource {
  enum class Kind {
    value,          // one value of the key
    key,            // the key itself
    subkeys,        // its immediate subkeys
    subkey_values,  // the value of that name of each of them
    all_values,     // every value of the key
    build,          // the Windows version; of no key here
    edition,
  };

  Kind kind = Kind::value;
  std::optional<std::size_t> user{};  // of the observation's users; else the machine
  std::u16string key{}, name{};
  [[nodiscard]] auto operator<=>(const OvalSource&) const = default;
};

struct DraftedObject {
  OvalSource source;
  bool is_compared_with_number = false;
};

// The path below its hive; of a user below HKEY_USERS.
[[nodiscard]] std::string oval_key(const Observation& observation, std::optional<std::size_t> user,
                                   std::u16string_view key);

// Matches exactly this text.
[[nodiscard]] std::string escape_for_pattern(std::string_view text);

// An expression of a baseline as OVAL has them; empty where it uses what Perl writes otherwise.
[[nodiscard]] std::optional<std::string> oval_pattern(const std::string& pattern);

// "reg_dword"; empty for a type that OVAL does not have.
[[nodiscard]] std::string oval_type(Type type);

// States of which one is enough, or all are needed.
struct OvalStates {
  std::vector<oval::State> list{};
  bool all = false;
};

class OvalDraft {
 public:
  OvalDraft(const Observation& observation, const Words& words)
      : observation_(observation), words_(words) {}

  // A test of that object as the criteria of one criterion.
  [[nodiscard]] oval::Criteria exists(const OvalSource& source, const std::string& comment);
  [[nodiscard]] oval::Criteria is_absent(const OvalSource& source, const std::string& comment);
  [[nodiscard]] oval::Criteria any_is(const OvalSource& source, const OvalStates& states,
                                      const std::string& comment);
  // Also where there is none.
  [[nodiscard]] oval::Criteria all_are(const OvalSource& source, const OvalStates& states,
                                       const std::string& comment);
  // Neither true nor false. The reason is added to those of the definition.
  [[nodiscard]] oval::Criteria cannot_say(const std::string& reason);

  // Takes the reasons since the last call.
  [[nodiscard]] std::vector<std::string> take_reasons();

  [[nodiscard]] const Observation& observation() const { return observation_; }
  [[nodiscard]] const Words& words() const { return words_; }
  [[nodiscard]] const std::vector<DraftedObject>& drafted() const { return drafted_; }
  // Moves objects, states and tests there.
  void finish(oval::Definitions& definitions) &&;

 private:
  [[nodiscard]] oval::Criteria test_of(const OvalSource& source, const OvalStates& states,
                                       oval::Test test);
  [[nodiscard]] oval::Object object_of(const OvalSource& source) const;

  const Observation& observation_;
  const Words& words_;
  std::vector<DraftedObject> drafted_{};
  std::vector<oval::Object> objects_{};  // of the same numbers
  std::vector<oval::State> states_{};
  std::vector<oval::Test> tests_{};
  std::map<OvalSource, std::size_t> object_numbers_{};
  std::map<oval::State, std::size_t> state_numbers_{};
  std::map<oval::Test, std::size_t> test_numbers_{};
  std::vector<std::string> reasons_{};
};

}  // namespace regpolicy::audit
