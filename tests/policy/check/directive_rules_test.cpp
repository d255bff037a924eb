// One test per rule of libregpolicy/policy/check/directive_rules.cpp.
#include <regpolicy/check.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::plain_record;
using tests::rules_found;

namespace {

std::string rules_of(std::u16string_view name, Value value) {
  return rules_found({plain_record(name, std::move(value))});
}

std::string rules_of_delete(std::u16string_view key, std::u16string_view names) {
  return rules_found({{std::u16string(key), u"**DeleteKeys", make_sz(names)}});
}

}  // namespace

TEST_CASE("pol.directive-unknown") {
  CHECK(findings_of(check_sample("pol.directive-unknown")) ==
        "record 1, offset 52 (0x34): Software\\Policies\\A\\**Future: warning: found the unknown "
        "directive '**Future' (what a client does with it is not documented) "
        "[pol.directive-unknown]");
  CHECK(rules_of(u"**", make_dword(1)) == "pol.directive-unknown");
  CHECK(rules_of(u"**delvalsx", make_sz(u" ")) == "pol.directive-unknown");
  CHECK(rules_of(u"*del.A", make_sz(u" ")) == "");
}

TEST_CASE("pol.directive-data") {
  CHECK(findings_of(check_sample("pol.directive-data")) ==
        "record 1, offset 78 (0x4e): Software\\Policies\\A\\**SecureKey: warning: the data of "
        "'**SecureKey' is REG_SZ \"1\", which it cannot use (lists of names are a REG_SZ such as "
        "\"A;B\", **SecureKey is a REG_DWORD) [pol.directive-data]");
  CHECK(findings_of({plain_record(u"**DeleteKeys", make_dword(1))}) ==
        "record 1, offset 80 (0x50): Software\\Policies\\A\\**DeleteKeys: warning: the data of "
        "'**DeleteKeys' is REG_DWORD 1, which it cannot use (lists of names are a REG_SZ such as "
        "\"A;B\", **SecureKey is a REG_DWORD) [pol.directive-data]");
  CHECK(rules_of(u"**DeleteValues", make_multi_string({u"A"})) == "pol.directive-data");
  CHECK(rules_of(u"**SecureKey", make_dword(0)) == "");
}

TEST_CASE("pol.directive-spelling") {
  CHECK(findings_of(check_sample("pol.directive-spelling")) ==
        "record 1, offset 52 (0x34): Software\\Policies\\A\\**DelVals: warning: found '**DelVals', "
        "an old spelling, expected '**delvals.' [pol.directive-spelling]");
  CHECK(rules_of(u"**SecureKey=1", make_sz(u"")) == "pol.directive-spelling");
  // Directives are taken in any case.
  CHECK(rules_of(u"**DELVALS.", make_sz(u" ")) == "");
  CHECK(rules_of(u"**Del.Old", make_sz(u" ")) == "");
}

TEST_CASE("pol.delete-data") {
  CHECK(findings_of(check_sample("pol.delete-data")) ==
        "record 1, offset 70 (0x46): Software\\Policies\\A\\**del.N: note: the data of a delete is "
        "REG_SZ \"\", expected the REG_SZ \" \" [pol.delete-data]");
  CHECK(rules_of(u"**delvals.", make_dword(0)) == "pol.delete-data");
  CHECK(rules_of(u"**del.N", make_sz(u" ")) == "");
}

TEST_CASE("pol.delete-list-empty") {
  CHECK(findings_of(check_sample("pol.delete-list-empty")) ==
        "record 1, offset 96 (0x60): Software\\Policies\\A\\**DeleteValues: warning: the list of "
        "'**DeleteValues' is empty, expected names between ';' [pol.delete-list-empty]");
  CHECK(rules_of(u"**DeleteKeys", make_sz(u"")) == "pol.delete-list-empty");
  CHECK(rules_of(u"**DeleteKeys", make_sz(u";A;")) == "");
}

TEST_CASE("pol.delete-keys-path") {
  CHECK(findings_of(check_sample("pol.delete-keys-path")) ==
        "record 1, offset 92 (0x5c): Software\\Policies\\A\\**DeleteKeys: warning: the list of "
        "'**DeleteKeys' holds the path 'B\\C', expected names of immediate subkeys "
        "[pol.delete-keys-path]");
  CHECK(rules_of(u"**DeleteKeys", make_sz(u"A;B")) == "");
  // A value's name may hold a backslash.
  CHECK(rules_of(u"**DeleteValues", make_sz(u"A\\B")) == "");
}

TEST_CASE("pol.delete-keys-too-much") {
  CHECK(findings_of(check_sample("pol.delete-keys-too-much")) ==
        "record 1, offset 70 (0x46): Software\\**DeleteKeys: error: the directive deletes "
        "'Software\\policies' with all below it (name the keys of one setting only) "
        "[pol.delete-keys-too-much]");
  CHECK(rules_of_delete(u"", u"Anything") == "pol.delete-keys-too-much, pol.key-empty");
  CHECK(rules_of_delete(u"SYSTEM", u"CurrentControlSet") == "pol.delete-keys-too-much");
  CHECK(rules_of_delete(u"SOFTWARE\\Microsoft", u"Windows") == "pol.delete-keys-too-much");
  CHECK(rules_of_delete(u"Software\\Policies", u"Contoso") == "");
  CHECK(rules_of_delete(u"System\\CurrentControlSet\\Services", u"Contoso") == "");
}
