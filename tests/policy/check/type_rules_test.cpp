// One test per rule of libregpolicy/policy/check/type_rules.cpp, and those about whole files.
#include <fmt/format.h>

#include <regpolicy/check.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::plain_record;
using tests::rules_found;

namespace {

std::string rules_of_type(std::uint32_t type, std::size_t size) {
  return rules_found({plain_record(u"N", {static_cast<Type>(type), Bytes(size)})});
}

}  // namespace

TEST_CASE("pol.malformed") {
  CHECK(findings_of(check_sample("pol.malformed")) ==
        "offset 0 (0x0): error: this Registry.pol was saved as UTF-8 text, which destroys it "
        "(restore it from a backup; an editor or a script converted it) [pol.malformed]");
  CHECK(findings_of(Bytes()) ==
        "offset 0 (0x0): error: found 0 bytes, expected a header of 8 [pol.malformed]");
}

TEST_CASE("pol.file-over-100-mib") {
  const Bytes file = tests::file_over_100_mib();
  const auto findings = check_pol(file, "x.pol").items;
  CHECK(rules_found(file) == "pol.file-over-100-mib, pol.name-outside-grammar");
  CHECK(findings.at(0).message ==
        fmt::format("the file has {} bytes, expected at most 104857600", file.size()));
}

TEST_CASE("pol.no-records") {
  CHECK(findings_of(check_sample("pol.no-records")) ==
        "offset 8 (0x8): note: the file holds a header and no records [pol.no-records]");
}

TEST_CASE("pol.create-key") {
  CHECK(findings_of(check_sample("pol.create-key")) ==
        "record 1, offset 56 (0x38): Software\\Policies\\A: note: the record has no value name, "
        "the type REG_NONE and no data: it creates the key [pol.create-key]");
}

TEST_CASE("pol.type-none") {
  CHECK(findings_of(check_sample("pol.type-none")) ==
        "record 1, offset 58 (0x3a): Software\\Policies\\A\\N: warning: found REG_NONE with 0 "
        "bytes of data and the value name 'N', expected neither [pol.type-none]");
  CHECK(findings_of({plain_record(u"", {Type::none, Bytes(1)})}) ==
        "record 1, offset 52 (0x34): Software\\Policies\\A: note: the value name is empty, which "
        "sets the default value of the key, expected 1 to 259 characters [pol.name-empty]\nrecord "
        "1, offset 56 (0x38): Software\\Policies\\A: warning: found REG_NONE with 1 byte of data "
        "and the value name '', expected neither [pol.type-none]");
}

TEST_CASE("pol.type-link") {
  CHECK(findings_of(check_sample("pol.type-link")) ==
        "record 1, offset 58 (0x3a): Software\\Policies\\A\\N: error: found the type REG_LINK, "
        "which leads to another key (find out who wrote this) [pol.type-link]");
  CHECK(rules_found({plain_record(u"**soft.N", {Type::link, {}})}) == "pol.type-link");
}

TEST_CASE("pol.type-resource") {
  CHECK(findings_of(check_sample("pol.type-resource")) ==
        "record 1, offset 58 (0x3a): Software\\Policies\\A\\N: warning: found the type "
        "REG_RESOURCE_LIST, expected one that settings have [pol.type-resource]");
  CHECK(rules_of_type(9, 4) == "pol.type-resource");
  CHECK(rules_of_type(10, 4) == "pol.type-resource");
}

TEST_CASE("pol.type-unknown") {
  CHECK(findings_of(check_sample("pol.type-unknown")) ==
        "record 1, offset 58 (0x3a): Software\\Policies\\A\\N: warning: found the type 12, "
        "expected one from 1 to 11 [pol.type-unknown]");
  CHECK(rules_of_type(0xFFFFFFFF, 4) == "pol.type-unknown");
  CHECK(rules_of_type(11, 8) == "");
}

TEST_CASE("pol.dword-size") {
  CHECK(findings_of(check_sample("pol.dword-size")) ==
        "record 1, offset 64 (0x40): Software\\Policies\\A\\N: error: found a REG_DWORD of 2 "
        "bytes, expected 4 [pol.dword-size]");
  CHECK(rules_of_type(4, 8) == "pol.dword-size");
  CHECK(rules_of_type(4, 0) == "pol.dword-size");
  CHECK(rules_of_type(5, 3) == "pol.dword-size");
  CHECK(rules_of_type(4, 4) == "");
  CHECK(rules_of_type(5, 4) == "");
}

TEST_CASE("pol.qword-size") {
  CHECK(findings_of(check_sample("pol.qword-size")) ==
        "record 1, offset 64 (0x40): Software\\Policies\\A\\N: error: found a REG_QWORD of 4 "
        "bytes, expected 8 [pol.qword-size]");
  CHECK(rules_of_type(11, 9) == "pol.qword-size");
  CHECK(rules_of_type(11, 8) == "");
}

TEST_CASE("pol.data-over-65535") {
  CHECK(findings_of(check_sample("pol.data-over-65535")) ==
        "record 1, offset 64 (0x40): Software\\Policies\\A\\N: warning: found 65536 bytes of data, "
        "expected at most 65535 [pol.data-over-65535]");
  CHECK(rules_of_type(3, 65535) == "");
}
