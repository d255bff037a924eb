// The table of rules: every rule has a sample that it and no other finds, and a row in the manual.
#include <set>

#include <fmt/format.h>

#include <regpolicy/check.hpp>
#include <regpolicy/pol.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"
#include "support/files.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

// As Markdown shows it.
std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '*') out += '\\';
    out += c;
  }
  return out;
}

const Rule& rule_of(std::string_view id) {
  for (const Rule& rule : pol_rules()) {
    if (rule.id == id) return rule;
  }
  throw std::runtime_error("no rule " + std::string(id));
}

}  // namespace

TEST_CASE("every rule has a sample that it finds, and no other rule does") {
  std::vector<std::string_view> rules;
  for (const Rule& rule : pol_rules()) {
    if (rule.id != "pol.file-over-100-mib") rules.push_back(rule.id);
  }
  std::vector<std::string_view> sampled;
  for (const tests::CheckSample& sample : tests::check_samples()) {
    CAPTURE(sample.rule);
    sampled.push_back(sample.rule);
    // No hive that does not exist holds a policy tree.
    const bool no_hive = sample.rule == "pol.no-such-hive";
    CHECK(tests::rules_found(sample.file) ==
          std::string(sample.rule) + (no_hive ? ", pol.outside-policy-trees" : ""));
  }
  CHECK(sampled == rules);
}

TEST_CASE("every finding has the severity of its rule, a source and a place within the file") {
  for (const tests::CheckSample& sample : tests::check_samples()) {
    CAPTURE(sample.rule);
    for (const Diagnostic& item : check_pol(sample.file, "x.pol").items) {
      CHECK(item.severity == rule_of(item.rule).severity);
      CHECK(item.location.source == "x.pol");
      REQUIRE(item.location.offset);
      CHECK(*item.location.offset + item.location.length.value_or(0) <= sample.file.size());
      CHECK_FALSE(item.message.empty());
    }
  }
}

TEST_CASE("rules have different ids of one form, a title and help") {
  std::set<std::string_view> ids;
  for (const Rule& rule : pol_rules()) {
    CAPTURE(rule.id);
    CHECK(ids.insert(rule.id).second);
    CHECK(rule.id.starts_with("pol."));
    CHECK(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", 4) ==
          std::string_view::npos);
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.title.ends_with('.'));
    CHECK(rule.help.ends_with('.'));
  }
}

TEST_CASE("the manual lists exactly the rules of the table, in its order and words") {
  const std::string manual = tests::read_text(tests::source_folder() / "docs" / "check.md");
  std::vector<std::string> rows;
  for (std::size_t at = manual.find("\n| `pol."); at != std::string::npos;
       at = manual.find("\n| `pol.", at + 1)) {
    rows.push_back(manual.substr(at + 1, manual.find('\n', at + 1) - at - 1));
  }
  std::vector<std::string> expected;
  for (const Rule& rule : pol_rules()) {
    expected.push_back(fmt::format("| `{}` | {} | {} | {} |", rule.id, to_string(rule.severity),
                                   markdown(rule.title), markdown(rule.help)));
  }
  CHECK(rows == expected);
}

TEST_CASE("nothing is found in a file of plain settings and deletes") {
  const std::u16string key(tests::kPlainKey);
  CHECK(tests::findings_of({{key, u"**delvals.", make_sz(u" ")},
                            {key, u"Number", make_dword(1)},
                            {key, u"Large", make_qword(1)},
                            {key, u"Text", make_sz(u"a")},
                            {key, u"Empty", make_sz(u"")},
                            {key, u"List", make_multi_string({u"a", u"b"})},
                            {key, u"EmptyList", make_multi_string({})},
                            {key, u"Bytes", make_binary({})},
                            {key, u"**del.Old", make_sz(u" ")},
                            {key, u"**DeleteValues", make_sz(u"A;B")},
                            {key, u"**DeleteKeys", make_sz(u"B;C")},
                            {key, u"**SecureKey", make_dword(1)},
                            {key, u"**soft.New", make_dword(1)},
                            {key, u"**Comment: why", make_sz(u"")}}) == "");
}

TEST_CASE("check finds a broken file where the reader refuses it, and the records before it") {
  Bytes file = pol::write({{u"HKCU\\A", u"N", make_dword(1)}}).value();
  file.push_back(std::byte{0});
  CHECK(
      tests::findings_of(file) ==
      "record 1, offset 10 (0xa): HKCU\\A\\N: error: the key begins with the hive 'HKCU', expected "
      "the path below it (the folder Machine or User decides the hive; a client makes a key of "
      "this name in it) [pol.key-hive-prefix]\n"
      "record 2, offset 50 (0x32): error: expected '[' at the start of the record, found the end "
      "of the file [pol.malformed]");
}

TEST_CASE("what whole files are full of is found once, and the rest is counted") {
  CHECK(tests::findings_of({tests::plain_record(u"a;b", make_dword(1)),
                            tests::plain_record(u"c]", make_dword(1)),
                            tests::plain_record(u"d", make_dword(1)),
                            tests::plain_record(u"[e", make_dword(1))}) ==
        "record 1, offset 54 (0x36): Software\\Policies\\A\\a;b: note: the value name holds ';', a "
        "delimiter of the format; 2 more records are like it [pol.name-delimiter]");
}

TEST_CASE("what is wrong with a key is found once for the key") {
  CHECK(
      tests::findings_of({{u"HKCU\\A", u"N", make_dword(1)},
                          {u"hkcu\\a", u"**del.M", make_sz(u" ")},
                          {u"HKCU\\A", u"O", make_dword(1)}}) ==
      "record 1, offset 10 (0xa): HKCU\\A\\N: error: the key begins with the hive 'HKCU', expected "
      "the path below it (the folder Machine or User decides the hive; a client makes a key of "
      "this name in it) [pol.key-hive-prefix]\n"
      "record 2, offset 52 (0x34): hkcu\\a\\**del.M: note: record 1 spells the key 'HKCU\\A' "
      "[pol.key-case]");
}

TEST_CASE("random files: checked alike each time, places within the file, records that exist") {
  const std::uint64_t seed = 20261123;
  tests::Random random(seed);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(seed, round);
    const Records records = tests::random_records(random);
    const Bytes file = pol::write(records).value();
    const Diagnostics findings = check_pol(file, "x.pol");
    CHECK(findings.items == check_pol(file, "x.pol").items);
    for (const Diagnostic& item : findings.items) {
      CHECK(item.rule != "pol.malformed");
      CHECK(item.location.record.value_or(0) <= records.size());
      CHECK(*item.location.offset + item.location.length.value_or(0) <= file.size());
    }
  }
}
