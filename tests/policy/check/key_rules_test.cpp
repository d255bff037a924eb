// One test per rule of libregpolicy/policy/check/key_rules.cpp.
#include <regpolicy/check.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::record_in;
using tests::rules_found;

TEST_CASE("pol.key-empty") {
  CHECK(findings_of(check_sample("pol.key-empty")) ==
        "record 1, offset 10 (0xa): \\N: error: the key is empty, expected a path below the hive "
        "[pol.key-empty]");
}

TEST_CASE("pol.key-hive-prefix") {
  CHECK(findings_of(check_sample("pol.key-hive-prefix")) ==
        "record 1, offset 10 (0xa): HKLM\\Software\\Policies\\A\\N: error: the key begins with the "
        "hive 'HKLM', expected the path below it (the folder Machine or User decides the hive; a "
        "client makes a key of this name in it) [pol.key-hive-prefix]");
  for (const char16_t* const key : {u"HKEY_LOCAL_MACHINE\\A", u"hkcu\\A", u"HKLM:\\A", u"HKCU"}) {
    CHECK(rules_found({record_in(key)}) == "pol.key-hive-prefix");
  }
  CHECK(rules_found({record_in(u"Software\\Policies\\HKLM")}) == "");
  CHECK(rules_found({record_in(u"Software\\Policies\\HKLMA")}) == "");
}

TEST_CASE("pol.key-empty-component") {
  CHECK(findings_of(check_sample("pol.key-empty-component")) ==
        "record 1, offset 44 (0x2c): Software\\Policies\\\\A\\N: warning: the key holds '\\\\', "
        "expected single '\\' between names only [pol.key-empty-component]");
  CHECK(findings_of({record_in(u"\\Software\\Policies\\A")}) ==
        "record 1, offset 10 (0xa): \\Software\\Policies\\A\\N: warning: the key begins with '\\', "
        "expected single '\\' between names only [pol.key-empty-component]");
  CHECK(findings_of({record_in(u"Software\\Policies\\A\\")}) ==
        "record 1, offset 48 (0x30): Software\\Policies\\A\\\\N: warning: the key ends with '\\', "
        "expected single '\\' between names only [pol.key-empty-component]");
  CHECK(rules_found({record_in(u"Software\\Policies\\A")}) == "");
}

TEST_CASE("pol.key-slash") {
  CHECK(findings_of(check_sample("pol.key-slash")) ==
        "record 1, offset 26 (0x1a): Software/Policies/A\\**del.N: warning: the key is written "
        "with '/', expected '\\' between names (to the registry this is one key with '/' in its "
        "name) [pol.key-slash]");
  // Windows has keys such as this one.
  CHECK(rules_found({record_in(u"Software\\Policies\\Ciphers\\AES 128/128")}) == "");
}

TEST_CASE("pol.key-invisible-character") {
  CHECK(findings_of(check_sample("pol.key-invisible-character")) ==
        "record 1, offset 48 (0x30): Software\\Policies\\A\\u{202E}\\N: warning: the key holds "
        "U+202E, expected characters that can be seen [pol.key-invisible-character]");
  CHECK(rules_found({record_in(u"Software\\Policies\\A\x1F")}) == "pol.key-invisible-character");
  CHECK(rules_found({record_in(u"Software\\Policies\\A\x7F")}) == "pol.key-invisible-character");
  CHECK(rules_found({record_in(u"Software\\Policies\\A B~")}) == "");
}

TEST_CASE("pol.key-unpaired-surrogate") {
  CHECK(findings_of(check_sample("pol.key-unpaired-surrogate")) ==
        "record 1, offset 46 (0x2e): Software\\Policies\\\\u{D800}\\N: warning: the key holds "
        "U+D800, half of a surrogate pair, expected whole characters [pol.key-unpaired-surrogate]");
  CHECK(rules_found({record_in(u"Software\\Policies\\" + std::u16string{0xDD11, 0xD83D})}) ==
        "pol.key-unpaired-surrogate");
  CHECK(rules_found({record_in(u"Software\\Policies\\\U0001F511")}) == "pol.key-outside-grammar");
}

TEST_CASE("pol.key-outside-grammar") {
  CHECK(findings_of(check_sample("pol.key-outside-grammar")) ==
        "record 1, offset 46 (0x2e): Software\\Policies\\Å\\N: note: the key holds U+00C5, "
        "expected U+0020 to U+007E [pol.key-outside-grammar]");
  CHECK(findings_of({record_in(u"Software\\Policies\\Å"), record_in(u"Software\\Policies\\Ö")}) ==
        "record 1, offset 46 (0x2e): Software\\Policies\\Å\\N: note: the key holds U+00C5, "
        "expected U+0020 to U+007E; 1 more record is like it [pol.key-outside-grammar]");
  CHECK(rules_found({record_in(u"Software\\Policies\\ !#~")}) == "");
}

TEST_CASE("pol.key-component-over-255") {
  CHECK(rules_found(check_sample("pol.key-component-over-255")) == "pol.key-component-over-255");
  const auto findings = check_pol(check_sample("pol.key-component-over-255"), "x.pol").items;
  CHECK(findings.at(0).message ==
        "a component of the key has 256 characters, expected at most 255");
  CHECK(findings.at(0).location.offset == 46);
  CHECK(findings.at(0).location.length == 512);
  CHECK(rules_found({record_in(u"Software\\Policies\\" + std::u16string(255, u'a'))}) == "");
}

TEST_CASE("pol.key-deeper-than-512") {
  const auto findings = check_pol(check_sample("pol.key-deeper-than-512"), "x.pol").items;
  CHECK(findings.at(0).rule == "pol.key-deeper-than-512");
  CHECK(findings.at(0).message == "the key is 513 levels deep, expected at most 512");
  CHECK(findings.at(0).location.path.ends_with("\\a\\... (1039 characters)\\N"));
  std::u16string deep = u"Software\\Policies";
  for (int level = 2; level < 512; ++level) deep += u"\\a";
  CHECK(rules_found({record_in(deep)}) == "");
}
