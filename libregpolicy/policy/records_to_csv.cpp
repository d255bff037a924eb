#include <string>
#include <variant>

#include <regpolicy/instruction.hpp>
#include <regpolicy/policy_file.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// What a record does, in the words of the columns.
struct CsvWords {
  std::string action;
  std::u16string name;  // of the value; of several, ';' stands between
  std::string value;
};

// For people: numbers in decimal, texts as they are, a list's strings in a line each, other bytes
// in hex.
std::string value_text(const Value& value) {
  if (const auto number = get_dword(value)) return std::to_string(*number);
  if (const auto number = get_qword(value)) return std::to_string(*number);
  if (const auto text = get_string(value)) return to_utf8(*text);
  const auto strings = get_multi_string(value);
  if (!strings) return to_hex(value.data);
  std::string lines;
  for (const std::u16string& text : *strings) {
    lines += (lines.empty() ? "" : "\n") + to_utf8(text);
  }
  return lines;
}

std::u16string joined(const std::vector<std::u16string>& names) {
  std::u16string text;
  for (const std::u16string& name : names) text += (text.empty() ? u"" : u";") + name;
  return text;
}

struct CsvWordsOf {
  CsvWords operator()(const SetValue& set) const {
    return {"set", set.name, value_text(set.value)};
  }
  CsvWords operator()(const SetIfAbsent& set) const {
    return {"set-if-absent", set.name, value_text(set.value)};
  }
  CsvWords operator()(const DeleteValue& remove) const { return {"delete", remove.name, {}}; }
  CsvWords operator()(const DeleteAllValues&) const { return {"delete-all-values", {}, {}}; }
  CsvWords operator()(const DeleteValues& remove) const {
    return {"delete-values", joined(remove.names), {}};
  }
  CsvWords operator()(const DeleteKeys& remove) const {
    return {"delete-keys", joined(remove.names), {}};
  }
  CsvWords operator()(const SecureKey& key) const {
    return {"secure-key", {}, key.secure ? "1" : "0"};
  }
  CsvWords operator()(const CreateKey&) const { return {"create-key", {}, {}}; }
  CsvWords operator()(const Comment& comment) const {
    return {"comment", comment.record.name, value_text(comment.record.value)};
  }
  CsvWords operator()(const Unknown& unknown) const {
    return {"unknown", unknown.record.name, value_text(unknown.record.value)};
  }
};

std::vector<std::string> row_of(const PolicySide& side, std::size_t index) {
  const Record& record = side.records[index];
  CsvWords words = std::visit(CsvWordsOf{}, decode(record));
  return {side.side ? std::string(to_string(*side.side)) : std::string(),
          to_utf8(side.user),
          std::to_string(index + 1),
          std::move(words.action),
          to_utf8(record.key),
          to_utf8(words.name),
          to_string(record.value.type),
          std::move(words.value),
          to_hex(record.value.data)};
}

}  // namespace

std::string records_to_csv(const std::vector<PolicySide>& sides, const csv::WriteOptions& options) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"side", "user", "record", "action", "key", "name", "type", "value", "data"});
  for (const PolicySide& side : sides) {
    for (std::size_t i = 0; i < side.records.size(); ++i) rows.push_back(row_of(side, i));
  }
  return csv::write(rows, options);
}

}  // namespace regpolicy
