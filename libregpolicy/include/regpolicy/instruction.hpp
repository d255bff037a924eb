// What a Registry.pol record does ([MS-GPREG] 2.2.1, 3.2.5.1). decode() is the only place that
// knows the value names which begin with "**"; encode() is the only place that writes them.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <regpolicy/record.hpp>

namespace regpolicy {

// Creates the key where needed and sets the value.
struct SetValue {
  std::u16string key;
  std::u16string name;
  Value value;
  [[nodiscard]] bool operator==(const SetValue&) const = default;
};

// `**soft.NAME`: sets the value only where it does not exist.
struct SetIfAbsent {
  std::u16string key;
  std::u16string name;
  Value value;
  [[nodiscard]] bool operator==(const SetIfAbsent&) const = default;
};

// `**Del.NAME`
struct DeleteValue {
  std::u16string key;
  std::u16string name;
  [[nodiscard]] bool operator==(const DeleteValue&) const = default;
};

// `**DelVals.`: deletes every value of the key, no subkeys.
struct DeleteAllValues {
  std::u16string key;
  [[nodiscard]] bool operator==(const DeleteAllValues&) const = default;
};

// `**DeleteValues`: deletes the listed values of the key.
struct DeleteValues {
  std::u16string key;
  std::vector<std::u16string> names;
  [[nodiscard]] bool operator==(const DeleteValues&) const = default;
};

// `**DeleteKeys`: deletes the listed immediate subkeys with all below them.
struct DeleteKeys {
  std::u16string key;
  std::vector<std::u16string> names;
  [[nodiscard]] bool operator==(const DeleteKeys&) const = default;
};

// `**SecureKey`: administrators and SYSTEM full access, users read; or back to the hive's default.
struct SecureKey {
  std::u16string key;
  bool secure = true;
  [[nodiscard]] bool operator==(const SecureKey&) const = default;
};

// An empty value name with REG_NONE and no data.
struct CreateKey {
  std::u16string key;
  [[nodiscard]] bool operator==(const CreateKey&) const = default;
};

// `**Comment:...`: ignored by every client.
struct Comment {
  Record record;
  [[nodiscard]] bool operator==(const Comment&) const = default;
};

// Any other name that begins with "**", or a directive whose data cannot be understood. Kept and
// shown, never applied.
struct Unknown {
  Record record;
  [[nodiscard]] bool operator==(const Unknown&) const = default;
};

using Instruction = std::variant<SetValue, SetIfAbsent, DeleteValue, DeleteAllValues, DeleteValues,
                                 DeleteKeys, SecureKey, CreateKey, Comment, Unknown>;
using Instructions = std::vector<Instruction>;

// Total: every record is some instruction. Reads every spelling that is known, in any case, with
// and without the final dot, `**SecureKey=1` as a name, and any delete data.
[[nodiscard]] Instruction decode(const Record& record);
[[nodiscard]] Instructions decode(const Records& records);

// Writes the spelling that Windows writes: `**del.NAME` and `**delvals.` as REG_SZ " ".
// decode(encode(i)) == i for every instruction that can_encode() accepts.
[[nodiscard]] Record encode(const Instruction& instruction);
[[nodiscard]] Records encode(const Instructions& instructions);

// The part that DeleteValues and DeleteKeys cannot say: a name that holds ';' or is empty. A
// SetValue whose name begins with a directive would be read back as that directive.
[[nodiscard]] bool can_encode(const Instruction& instruction);

[[nodiscard]] const std::u16string& key_of(const Instruction& instruction);

// "set SOFTWARE\A\Level = REG_DWORD 1", "delete all values of SOFTWARE\A"; escaped for display.
// `most_bytes` is that of describe(ValueView).
[[nodiscard]] std::string describe(const Instruction& instruction,
                                   std::size_t most_bytes = kDescribedBytes);

}  // namespace regpolicy
