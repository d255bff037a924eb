// One test per rule of libregpolicy/policy/check/data_rules.cpp.
#include <regpolicy/check.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"
#include "support/hex_text.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::plain_record;
using tests::rules_found;

namespace {

std::string rules_of_text(Type type, std::string_view hex) {
  return rules_found({plain_record(u"N", {type, tests::bytes_from_hex_text(hex)})});
}

}  // namespace

TEST_CASE("pol.string-odd-size") {
  CHECK(findings_of(check_sample("pol.string-odd-size")) ==
        "record 1, offset 64 (0x40): Software\\Policies\\A\\N: warning: found a REG_SZ of 3 bytes, "
        "expected an even number [pol.string-odd-size]");
  CHECK(rules_of_text(Type::expand_sz, "00") == "pol.string-odd-size");
  CHECK(rules_of_text(Type::multi_sz, "00 00 00") == "pol.string-odd-size");
  CHECK(rules_of_text(Type::binary, "00") == "");
}

TEST_CASE("pol.string-not-terminated") {
  CHECK(findings_of(check_sample("pol.string-not-terminated")) ==
        "record 1, offset 70 (0x46): Software\\Policies\\A\\N: warning: found a REG_SZ without a "
        "NUL at its end [pol.string-not-terminated]");
  CHECK(findings_of({plain_record(u"N", {Type::expand_sz, {}})}) ==
        "record 1, offset 70 (0x46): Software\\Policies\\A\\N: warning: found a REG_EXPAND_SZ "
        "without data, expected a NUL at least [pol.string-not-terminated]");
  CHECK(rules_of_text(Type::sz, "00 00") == "");
  // The names of a list of deletes are read as a string too.
  CHECK(rules_found(
            {plain_record(u"**DeleteValues", {Type::sz, tests::bytes_from_hex_text("'A'")})}) ==
        "pol.string-not-terminated");
}

TEST_CASE("pol.string-nul-inside") {
  CHECK(findings_of(check_sample("pol.string-nul-inside")) ==
        "record 1, offset 72 (0x48): Software\\Policies\\A\\N: warning: found a NUL inside a "
        "REG_SZ at character 1, expected one at its end only (most programs read up to the first "
        "NUL) [pol.string-nul-inside]");
  CHECK(rules_of_text(Type::sz, "'a' 00 00 00 00") == "pol.string-nul-inside");
  CHECK(rules_of_text(Type::sz, "'a' 00 00") == "");
}

TEST_CASE("pol.string-unpaired-surrogate") {
  CHECK(findings_of(check_sample("pol.string-unpaired-surrogate")) ==
        "record 1, offset 70 (0x46): Software\\Policies\\A\\N: warning: the text holds U+D800, "
        "half of a surrogate pair, expected whole characters [pol.string-unpaired-surrogate]");
  CHECK(rules_of_text(Type::multi_sz, "'a' 00 dc 00 00 00 00") == "pol.string-unpaired-surrogate");
  CHECK(rules_of_text(Type::sz, "3d d8 11 dd 00 00") == "");
}

TEST_CASE("pol.multi-string-not-terminated") {
  CHECK(findings_of(check_sample("pol.multi-string-not-terminated")) ==
        "record 1, offset 70 (0x46): Software\\Policies\\A\\N: warning: found a REG_MULTI_SZ with "
        "1 NUL at its end, expected 2 [pol.multi-string-not-terminated]");
  CHECK(findings_of({plain_record(u"N", {Type::multi_sz, tests::bytes_from_hex_text("'a'")})}) ==
        "record 1, offset 70 (0x46): Software\\Policies\\A\\N: warning: found a REG_MULTI_SZ with "
        "no NUL at its end, expected 2 [pol.multi-string-not-terminated]");
  CHECK(rules_of_text(Type::multi_sz, "'a' 00 00 00 00") == "");
}

TEST_CASE("pol.multi-string-empty-form") {
  CHECK(findings_of(check_sample("pol.multi-string-empty-form")) ==
        "record 1, offset 64 (0x40): Software\\Policies\\A\\N: note: found an empty REG_MULTI_SZ "
        "of 6 bytes, expected 2 [pol.multi-string-empty-form]");
  CHECK(rules_of_text(Type::multi_sz, "") == "pol.multi-string-empty-form");
  CHECK(rules_of_text(Type::multi_sz, "00 00 00 00") == "pol.multi-string-empty-form");
  CHECK(rules_of_text(Type::multi_sz, "00 00") == "");
}

TEST_CASE("pol.multi-string-empty-string") {
  CHECK(findings_of(check_sample("pol.multi-string-empty-string")) ==
        "record 1, offset 74 (0x4a): Software\\Policies\\A\\N: warning: found an empty string "
        "inside a REG_MULTI_SZ at character 2, expected it at the end only (most programs read up "
        "to the first empty string) [pol.multi-string-empty-string]");
  CHECK(rules_of_text(Type::multi_sz, "00 00 'a' 00 00 00 00") == "pol.multi-string-empty-string");
  CHECK(rules_of_text(Type::multi_sz, "'a' 00 00 00 00 00 00") == "pol.multi-string-empty-string");
  CHECK(rules_of_text(Type::multi_sz, "'a' 00 00 'b' 00 00 00 00") == "");
}
