#include <regpolicy/instruction.hpp>

#include <optional>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// Value names with a meaning of their own, in the spelling in which they are written.
constexpr std::u16string_view kDel = u"**del.";
constexpr std::u16string_view kDelVals = u"**delvals.";
constexpr std::u16string_view kDelValsOld = u"**delvals";  // [MS-GPREG]'s text in one place
constexpr std::u16string_view kDeleteValues = u"**DeleteValues";
constexpr std::u16string_view kDeleteKeys = u"**DeleteKeys";
constexpr std::u16string_view kSecureKey = u"**SecureKey";
constexpr std::u16string_view kSecureKeyOn = u"**SecureKey=1";
constexpr std::u16string_view kSecureKeyOff = u"**SecureKey=0";
constexpr std::u16string_view kSoft = u"**soft.";
constexpr std::u16string_view kComment = u"**Comment:";

// The names of "A;B"; empty ones say nothing and are left out.
std::optional<std::vector<std::u16string>> name_list(const Value& value) {
  const auto text = get_string(value);
  if (!text) return std::nullopt;
  std::vector<std::u16string> names;
  std::u16string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = rest.find(u';');
    if (end != 0) names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::u16string_view::npos ? rest.size() : end + 1);
  }
  return names;
}

Value join(const std::vector<std::u16string>& names) {
  std::u16string text;
  for (const std::u16string& name : names) {
    if (!text.empty()) text += u';';
    text += name;
  }
  return make_sz(text);
}

Instruction decode_directive(const Record& record) {
  const std::u16string_view name = record.name;
  // "**delvals." is also a "**del" something: it goes first.
  if (same_name(name, kDelVals) || same_name(name, kDelValsOld)) {
    return DeleteAllValues{record.key};
  }
  if (name_starts_with(name, kDel)) {
    return DeleteValue{record.key, std::u16string(name.substr(kDel.size()))};
  }
  if (name_starts_with(name, kSoft)) {
    return SetIfAbsent{record.key, std::u16string(name.substr(kSoft.size())), record.value};
  }
  if (same_name(name, kDeleteValues)) {
    if (auto names = name_list(record.value)) return DeleteValues{record.key, std::move(*names)};
  }
  if (same_name(name, kDeleteKeys)) {
    if (auto names = name_list(record.value)) return DeleteKeys{record.key, std::move(*names)};
  }
  if (same_name(name, kSecureKey) && record.value.type == Type::dword) {
    if (const auto number = get_dword(record.value)) return SecureKey{record.key, *number == 1};
  }
  if (same_name(name, kSecureKeyOn)) return SecureKey{record.key, true};
  if (same_name(name, kSecureKeyOff)) return SecureKey{record.key, false};
  if (name_starts_with(name, kComment)) return Comment{record};
  return Unknown{record};
}

Record make_delete(const std::u16string& key, std::u16string name) {
  return {key, std::move(name), make_sz(u" ")};
}

struct Encoder {
  Record operator()(const SetValue& i) const { return {i.key, i.name, i.value}; }
  Record operator()(const SetIfAbsent& i) const {
    return {i.key, std::u16string(kSoft) + i.name, i.value};
  }
  Record operator()(const DeleteValue& i) const {
    return make_delete(i.key, std::u16string(kDel) + i.name);
  }
  Record operator()(const DeleteAllValues& i) const {
    return make_delete(i.key, std::u16string(kDelVals));
  }
  Record operator()(const DeleteValues& i) const {
    return {i.key, std::u16string(kDeleteValues), join(i.names)};
  }
  Record operator()(const DeleteKeys& i) const {
    return {i.key, std::u16string(kDeleteKeys), join(i.names)};
  }
  Record operator()(const SecureKey& i) const {
    return {i.key, std::u16string(kSecureKey), make_dword(i.secure ? 1 : 0)};
  }
  Record operator()(const CreateKey& i) const { return {i.key, {}, {Type::none, {}}}; }
  Record operator()(const Comment& i) const { return i.record; }
  Record operator()(const Unknown& i) const { return i.record; }
};

bool holds_nul(std::u16string_view text) { return text.find(u'\0') != std::u16string_view::npos; }

}  // namespace

Instruction decode(const Record& record) {
  if (record.name.starts_with(u"**")) return decode_directive(record);
  if (record.name.empty() && record.value.type == Type::none && record.value.data.empty()) {
    return CreateKey{record.key};
  }
  return SetValue{record.key, record.name, record.value};
}

Instructions decode(const Records& records) {
  Instructions instructions;
  instructions.reserve(records.size());
  for (const Record& record : records) instructions.push_back(decode(record));
  return instructions;
}

Record encode(const Instruction& instruction) { return std::visit(Encoder{}, instruction); }

Records encode(const Instructions& instructions) {
  Records records;
  records.reserve(instructions.size());
  for (const Instruction& instruction : instructions) records.push_back(encode(instruction));
  return records;
}

bool can_encode(const Instruction& instruction) {
  const Record record = encode(instruction);
  return !holds_nul(record.key) && !holds_nul(record.name) && decode(record) == instruction;
}

const std::u16string& key_of(const Instruction& instruction) {
  return std::visit(
      [](const auto& i) -> const std::u16string& {
        if constexpr (requires { i.record; }) {
          return i.record.key;
        } else {
          return i.key;
        }
      },
      instruction);
}

}  // namespace regpolicy
