// What a registry holds, on one side: keys and values, found without regard to case, spelled as
// they were first written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {

// Empty components of a key are dropped everywhere: "A\", "\A" and "A" are one key. A call of the
// registry is known to ignore a '\' at the end of a path, so such a value may well count on Windows
// (nobody tried it there with a Registry.pol), and an audit must not pass over it in silence.
class State {
 public:
  struct NamedValue {
    std::u16string name;  // as spelled
    Value value;
    [[nodiscard]] bool operator==(const NamedValue&) const = default;
  };
  struct Key {
    std::u16string path;                                    // as spelled, without empty components
    std::map<std::u16string, NamedValue, NameLess> values;  // by name
    [[nodiscard]] bool operator==(const Key&) const = default;
  };

  // Creates the key and all above it. Of a key deeper than limits::kKeyDepth: the key and the first
  // limits::kKeyDepth levels, since no registry holds those between.
  void create_key(std::u16string_view key);
  void set(std::u16string_view key, std::u16string_view name, Value value);
  void delete_value(std::u16string_view key, std::u16string_view name);
  void delete_all_values(std::u16string_view key);
  void delete_key(std::u16string_view key);  // with everything below it

  // Pointers are valid until the state changes.
  [[nodiscard]] const Key* find_key(std::u16string_view key) const;
  [[nodiscard]] const NamedValue* find(std::u16string_view key, std::u16string_view name) const;
  // Names of the immediate subkeys in name order.
  [[nodiscard]] std::vector<std::u16string> subkeys(std::u16string_view key) const;

  // All keys; every key directly before the keys below it.
  [[nodiscard]] std::vector<const Key*> keys() const;

  [[nodiscard]] bool operator==(const State&) const = default;

 private:
  std::map<std::u16string, Key> keys_;  // by upper-cased path, '\' sorted before all other units
};

// What a client does with one instruction ([MS-GPREG] 3.2.5.1). Comment, Unknown and SecureKey
// change no value; SecureKey creates its key.
void apply(State& state, const Instruction& instruction);
void apply(State& state, const Instructions& instructions);

}  // namespace regpolicy
