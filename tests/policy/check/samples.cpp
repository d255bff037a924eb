#include "policy/check/samples.hpp"

#include <set>
#include <stdexcept>

#include <regpolicy/instruction.hpp>
#include <regpolicy/pol.hpp>

#include "support/hex_text.hpp"

namespace tests {
namespace {

using namespace regpolicy;

// Data from hex text: 'a' 00 00.
Value value_of(Type type, std::string_view hex) { return {type, bytes_from_hex_text(hex)}; }

Record with_data(Type type, std::string_view hex) {
  return plain_record(u"N", value_of(type, hex));
}

Record directive(std::u16string_view name, Value value) { return plain_record(name, value); }

struct RecordsOfRule {
  std::string_view rule;
  Records records;
};

std::vector<RecordsOfRule> key_samples() {
  std::u16string deep = u"Software\\Policies";
  for (int level = 2; level < 513; ++level) deep += u"\\a";
  return {
      {"pol.key-empty", {record_in(u"")}},
      {"pol.key-hive-prefix", {record_in(u"HKLM\\Software\\Policies\\A")}},
      {"pol.key-empty-component", {record_in(u"Software\\Policies\\\\A")}},
      {"pol.key-slash", {{u"Software/Policies/A", u"**del.N", make_sz(u" ")}}},
      {"pol.key-invisible-character", {record_in(u"Software\\Policies\\A\u202E")}},
      {"pol.key-unpaired-surrogate", {record_in(u"Software\\Policies\\" + std::u16string{0xD800})}},
      {"pol.key-outside-grammar", {record_in(u"Software\\Policies\\Å")}},
      {"pol.key-component-over-255",
       {record_in(u"Software\\Policies\\" + std::u16string(256, u'a'))}},
      {"pol.key-deeper-than-512", {record_in(deep)}}};
}

std::vector<RecordsOfRule> name_samples() {
  const auto named = [](std::u16string_view name) { return plain_record(name, make_dword(1)); };
  return {{"pol.name-empty", {named(u"")}},
          {"pol.name-over-259", {named(std::u16string(260, u'a'))}},
          {"pol.name-over-16383", {named(std::u16string(16384, u'a'))}},
          {"pol.name-invisible-character", {named(u"a\tb")}},
          {"pol.name-unpaired-surrogate", {named(std::u16string{u'a', 0xDC00})}},
          {"pol.name-outside-grammar", {named(u"\\\\*\\SYSVOL")}},
          {"pol.name-delimiter", {named(u"a;b")}}};
}

std::vector<RecordsOfRule> value_samples() {
  return {{"pol.create-key", {plain_record(u"", {Type::none, {}})}},
          {"pol.type-none", {with_data(Type::none, "")}},
          {"pol.type-link", {with_data(Type::link, "'a'")}},
          {"pol.type-resource", {with_data(Type::resource_list, "00")}},
          {"pol.type-unknown", {with_data(static_cast<Type>(12), "00")}},
          {"pol.dword-size", {with_data(Type::dword, "01 00")}},
          {"pol.qword-size", {with_data(Type::qword, "01 00 00 00")}},
          {"pol.data-over-65535", {plain_record(u"N", make_binary(Bytes(65536)))}},
          {"pol.string-odd-size", {with_data(Type::sz, "'a' 00")}},
          {"pol.string-not-terminated", {with_data(Type::sz, "'a'")}},
          {"pol.string-nul-inside", {with_data(Type::sz, "'a' 00 00 'b' 00 00")}},
          {"pol.string-unpaired-surrogate", {with_data(Type::expand_sz, "00 d8 00 00")}},
          {"pol.multi-string-not-terminated", {with_data(Type::multi_sz, "'a' 00 00")}},
          {"pol.multi-string-empty-form", {with_data(Type::multi_sz, "00 00 00 00 00 00")}},
          {"pol.multi-string-empty-string",
           {with_data(Type::multi_sz, "'a' 00 00 00 00 'b' 00 00 00 00")}}};
}

std::vector<RecordsOfRule> directive_samples() {
  return {{"pol.directive-unknown", {directive(u"**Future", make_dword(1))}},
          {"pol.directive-data", {directive(u"**SecureKey", make_sz(u"1"))}},
          {"pol.directive-spelling", {directive(u"**DelVals", make_sz(u" "))}},
          {"pol.delete-data", {directive(u"**del.N", make_sz(u""))}},
          {"pol.delete-list-empty", {directive(u"**DeleteValues", make_sz(u";"))}},
          {"pol.delete-keys-path", {directive(u"**DeleteKeys", make_sz(u"B\\C"))}},
          {"pol.delete-keys-too-much", {{u"Software", u"**DeleteKeys", make_sz(u"A;policies")}}}};
}

std::vector<RecordsOfRule> order_samples() {
  const Record one = plain_record(u"N", make_dword(1));
  const Record two = plain_record(u"n", make_dword(2));
  const Record deleted = plain_record(u"**del.N", make_sz(u" "));
  const Record below{std::u16string(kPlainKey) + u"\\B\\C", u"N", make_dword(1)};
  Record other_case = plain_record(u"M", make_dword(1));
  other_case.key = u"SOFTWARE\\Policies\\A";
  return {{"pol.duplicate-value", {one, one}},
          {"pol.overridden-value", {one, two}},
          {"pol.set-after-delete", {deleted, one}},
          {"pol.delete-after-set", {one, deleted}},
          {"pol.delete-all-after-set", {one, directive(u"**delvals.", make_sz(u" "))}},
          {"pol.delete-keys-after-set", {below, directive(u"**DeleteKeys", make_sz(u"b"))}},
          {"pol.soft-after-set", {one, directive(u"**soft.N", make_dword(2))}},
          {"pol.key-case", {one, other_case}}};
}

std::vector<RecordsOfRule> reach_samples() {
  return {{"pol.outside-policy-trees", {record_in(u"Software\\A")}},
          {"pol.no-such-hive", {record_in(u"Softwre\\Policies\\A")}},
          {"pol.wow6432node", {{u"Software\\Wow6432Node\\A", u"**del.N", make_sz(u" ")}}}};
}

}  // namespace

Record plain_record(std::u16string_view name, Value value) {
  return {std::u16string(kPlainKey), std::u16string(name), std::move(value)};
}

Record record_in(std::u16string_view key) { return {std::u16string(key), u"N", make_dword(1)}; }

std::vector<CheckSample> check_samples() {
  std::vector<CheckSample> samples;
  samples.push_back({"pol.malformed", bytes_from_hex_text("e5 89 90 e6 9d a5 01 00 00 00")});
  samples.push_back({"pol.no-records", pol::write({}).value()});
  for (const auto& section : {key_samples(), name_samples(), value_samples(), directive_samples(),
                              order_samples(), reach_samples()}) {
    for (const RecordsOfRule& row : section) {
      samples.push_back({row.rule, pol::write(row.records).value()});
    }
  }
  return samples;
}

Bytes file_over_100_mib() {
  Records records;
  const Value value = make_binary(Bytes(65535));
  for (char16_t name = 0x4E00; records.size() < 1601; ++name) {
    records.push_back(plain_record({&name, 1}, value));
  }
  return pol::write(records).value();
}

Bytes check_sample(std::string_view rule) {
  for (CheckSample& sample : check_samples()) {
    if (sample.rule == rule) return std::move(sample.file);
  }
  throw std::runtime_error("no sample of " + std::string(rule));
}

std::string findings_of(ByteView file, std::optional<Side> side) {
  std::string text;
  for (const Diagnostic& item : check_pol(file, "", {.side = side}).items) {
    text += (text.empty() ? "" : "\n") + to_string(item);
  }
  return text;
}

std::string findings_of(const Records& records, std::optional<Side> side) {
  return findings_of(pol::write(records).value(), side);
}

std::string rules_found(ByteView file, std::optional<Side> side) {
  std::set<std::string> rules;
  for (const Diagnostic& item : check_pol(file, "", {.side = side}).items) rules.insert(item.rule);
  std::string text;
  for (const std::string& rule : rules) text += (text.empty() ? "" : ", ") + rule;
  return text;
}

std::string rules_found(const Records& records, std::optional<Side> side) {
  return rules_found(pol::write(records).value(), side);
}

}  // namespace tests
