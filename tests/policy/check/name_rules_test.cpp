// One test per rule of libregpolicy/policy/check/name_rules.cpp.
#include <regpolicy/check.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::plain_record;
using tests::rules_found;

namespace {

std::string rules_of_name(std::u16string_view name) {
  return rules_found({plain_record(name, make_dword(1))});
}

}  // namespace

TEST_CASE("pol.name-empty") {
  CHECK(findings_of(check_sample("pol.name-empty")) ==
        "record 1, offset 52 (0x34): Software\\Policies\\A: note: the value name is empty, which "
        "sets the default value of the key, expected 1 to 259 characters [pol.name-empty]");
  CHECK(rules_found({plain_record(u"", {Type::none, {}})}) == "pol.create-key");
  CHECK(rules_of_name(u" ") == "");
}

TEST_CASE("pol.name-over-259") {
  const auto findings = check_pol(check_sample("pol.name-over-259"), "x.pol").items;
  CHECK(findings.at(0).message == "the value name has 260 characters, expected at most 259");
  CHECK(findings.at(0).location.offset == 52);
  CHECK(findings.at(0).location.length == 520);
  CHECK(rules_of_name(std::u16string(259, u'a')) == "");
  CHECK(rules_of_name(std::u16string(16383, u'a')) == "pol.name-over-259");
}

TEST_CASE("pol.name-over-16383") {
  const auto findings = check_pol(check_sample("pol.name-over-16383"), "x.pol").items;
  CHECK(findings.at(0).message == "the value name has 16384 characters, expected at most 16383");
  CHECK(rules_of_name(std::u16string(16384, u'a')) == "pol.name-over-16383");
}

TEST_CASE("pol.name-invisible-character") {
  CHECK(findings_of(check_sample("pol.name-invisible-character")) ==
        "record 1, offset 54 (0x36): Software\\Policies\\A\\a\\u{0009}b: warning: the value name "
        "holds U+0009, expected characters that can be seen [pol.name-invisible-character]");
  CHECK(rules_of_name(u"a\u200Bb") == "pol.name-invisible-character");
  CHECK(rules_of_name(u"a b") == "");
}

TEST_CASE("pol.name-unpaired-surrogate") {
  CHECK(findings_of(check_sample("pol.name-unpaired-surrogate")) ==
        "record 1, offset 54 (0x36): Software\\Policies\\A\\a\\u{DC00}: warning: the value name "
        "holds U+DC00, half of a surrogate pair, expected whole characters "
        "[pol.name-unpaired-surrogate]");
  CHECK(rules_of_name(u"\U0001F511") == "pol.name-outside-grammar");
}

TEST_CASE("pol.name-outside-grammar") {
  CHECK(findings_of(check_sample("pol.name-outside-grammar")) ==
        "record 1, offset 52 (0x34): Software\\Policies\\A\\\\\\*\\SYSVOL: note: the value name "
        "holds U+005C, expected U+0020 to U+007E without '\\' [pol.name-outside-grammar]");
  CHECK(rules_of_name(u"Å") == "pol.name-outside-grammar");
  CHECK(rules_of_name(u" !~") == "");
}

TEST_CASE("pol.name-delimiter") {
  CHECK(findings_of(check_sample("pol.name-delimiter")) ==
        "record 1, offset 54 (0x36): Software\\Policies\\A\\a;b: note: the value name holds ';', a "
        "delimiter of the format [pol.name-delimiter]");
  CHECK(rules_of_name(u"[") == "pol.name-delimiter");
  CHECK(rules_of_name(u"]") == "pol.name-delimiter");
  CHECK(rules_of_name(u"a,b:c") == "");
}
