// The conditions of a check: one small language for what must hold, what must not, and where a
// check applies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <regpolicy/value.hpp>

namespace regpolicy {

// What a value is compared with. Numbers are for REG_DWORD and REG_QWORD, texts for REG_SZ and
// REG_EXPAND_SZ (compared without regard to case, as Windows compares such settings), a list of
// texts for REG_MULTI_SZ.
using Scalar = std::variant<std::uint64_t, std::u16string>;

struct Equals {
  Scalar operand;
  [[nodiscard]] bool operator==(const Equals&) const = default;
};
struct OneOf {
  std::vector<Scalar> operands;
  [[nodiscard]] bool operator==(const OneOf&) const = default;
};
struct AtLeast {  // numbers; a text that is a decimal number is compared as one
  std::uint64_t operand = 0;
  [[nodiscard]] bool operator==(const AtLeast&) const = default;
};
struct AtMost {
  std::uint64_t operand = 0;
  [[nodiscard]] bool operator==(const AtMost&) const = default;
};
struct Matches {  // ECMAScript regular expression over the whole text, without regard to case
  std::string pattern;
  [[nodiscard]] bool operator==(const Matches&) const = default;
};
struct Exists {
  [[nodiscard]] bool operator==(const Exists&) const = default;
};
struct Absent {
  [[nodiscard]] bool operator==(const Absent&) const = default;
};
using ValueTest = std::variant<Equals, OneOf, AtLeast, AtMost, Matches, Exists, Absent>;

// A test of one registry value on the check's side. A missing value fulfils only Absent.
struct ValueCondition {
  std::u16string key;
  std::u16string name;
  std::optional<Type> type;  // where given, a value of another type does not fulfil the test
  ValueTest test;
  [[nodiscard]] bool operator==(const ValueCondition&) const = default;
};

// Every immediate subkey of `key` is one of `allowed` (names without regard to case). A key that
// does not exist has no subkeys.
struct SubkeysCondition {
  std::u16string key;
  std::vector<std::u16string> allowed;
  [[nodiscard]] bool operator==(const SubkeysCondition&) const = default;
};

// Does the key exist?
struct KeyCondition {
  std::u16string key;
  bool exists = true;
  [[nodiscard]] bool operator==(const KeyCondition&) const = default;
};

// At least one immediate subkey of `key` has a value `name` that fulfils `test`: how an installed
// program is found below the Uninstall key.
struct AnySubkeyCondition {
  std::u16string key;
  std::u16string name;
  ValueTest test;
  [[nodiscard]] bool operator==(const AnySubkeyCondition&) const = default;
};

// The Windows build number that the source tells (17134), bounds included.
struct BuildCondition {
  std::optional<std::uint32_t> at_least, at_most;
  [[nodiscard]] bool operator==(const BuildCondition&) const = default;
};

// The EditionID that the source tells ("Enterprise", "Core"), as a Matches pattern.
struct EditionCondition {
  std::string pattern;
  [[nodiscard]] bool operator==(const EditionCondition&) const = default;
};

struct Condition;
struct AllOf {
  std::vector<Condition> terms;
  [[nodiscard]] bool operator==(const AllOf&) const;
};
struct AnyOf {
  std::vector<Condition> terms;
  [[nodiscard]] bool operator==(const AnyOf&) const;
};
struct Not {
  std::vector<Condition> term;  // exactly one; a vector since the type is not complete yet
  [[nodiscard]] bool operator==(const Not&) const;
};

struct Condition {
  std::variant<ValueCondition, SubkeysCondition, KeyCondition, AnySubkeyCondition, BuildCondition,
               EditionCondition, AllOf, AnyOf, Not>
      node;
  [[nodiscard]] bool operator==(const Condition&) const = default;
};

inline bool AllOf::operator==(const AllOf&) const = default;
inline bool AnyOf::operator==(const AnyOf&) const = default;
inline bool Not::operator==(const Not&) const = default;

}  // namespace regpolicy
