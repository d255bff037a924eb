// One value against every test, seen through the verdict of a check that requires it.
#include <catch2/catch.hpp>

#include <regpolicy/limits.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using audit::Verdict;
using namespace test;

// The verdict where the value `V` holds `data`, as .reg spells it; nothing where it is empty.
Verdict verdict_of(ValueTest test, const std::string& data, std::optional<Type> type = {}) {
  const std::string line = data.empty() ? "" : "\"V\"=" + data + "\r\n";
  return require_verdict(value(u"V", std::move(test), type),
                         observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n" + line));
}

TEST_CASE("a number equals a REG_DWORD and a REG_QWORD of the same number", "[audit]") {
  CHECK(verdict_of(equals(1), "dword:00000001") == Verdict::compliant);
  CHECK(verdict_of(equals(1), "hex(b):01,00,00,00,00,00,00,00") == Verdict::compliant);
  CHECK(verdict_of(equals(1), "dword:00000000") == Verdict::wrong_value);
  CHECK(verdict_of(equals(1), "hex(b):01,00,00,00,01,00,00,00") == Verdict::wrong_value);
}

TEST_CASE("a number in text form is of the wrong type for a number", "[audit]") {
  CHECK(verdict_of(equals(1), "\"1\"") == Verdict::wrong_type);
}

TEST_CASE("a REG_DWORD of two bytes is of the wrong type for a number", "[audit]") {
  CHECK(verdict_of(equals(1), "hex(4):01,00") == Verdict::wrong_type);
}

TEST_CASE("a big-endian REG_DWORD counts as a number only where its type is asked for", "[audit]") {
  CHECK(verdict_of(equals(1), "hex(5):00,00,00,01") == Verdict::wrong_type);
  CHECK(verdict_of(equals(1), "hex(5):00,00,00,01", Type::dword_big_endian) == Verdict::compliant);
}

TEST_CASE("texts are compared without regard to case", "[audit]") {
  CHECK(verdict_of(equals(u"explorer.exe"), "\"Explorer.EXE\"") == Verdict::compliant);
  CHECK(verdict_of(equals(u"Å"), "\"å\"") == Verdict::compliant);
  CHECK(verdict_of(equals(u"explorer.exe"), "\"kiosk.exe\"") == Verdict::wrong_value);
}

TEST_CASE("a REG_EXPAND_SZ is a text, a REG_MULTI_SZ is not", "[audit]") {
  CHECK(verdict_of(equals(u"a"), "hex(2):61,00,00,00") == Verdict::compliant);
  CHECK(verdict_of(equals(u"a"), "hex(7):61,00,00,00,00,00") == Verdict::wrong_type);
}

TEST_CASE("a text with a NUL inside is of the wrong type for a text", "[audit]") {
  CHECK(verdict_of(equals(u"a"), "hex(1):61,00,00,00,62,00,00,00") == Verdict::wrong_type);
}

TEST_CASE("a type that is given must be the value's own", "[audit]") {
  CHECK(verdict_of(equals(1), "dword:00000001", Type::dword) == Verdict::compliant);
  CHECK(verdict_of(equals(1), "hex(b):01,00,00,00,00,00,00,00", Type::dword) ==
        Verdict::wrong_type);
  CHECK(verdict_of(Exists{}, "\"x\"", Type::dword) == Verdict::wrong_type);
}

TEST_CASE("one_of takes numbers and texts together", "[audit]") {
  const OneOf test{{Scalar(std::uint64_t{0}), Scalar(std::u16string(u"off"))}};
  CHECK(verdict_of(test, "dword:00000000") == Verdict::compliant);
  CHECK(verdict_of(test, "\"OFF\"") == Verdict::compliant);
  CHECK(verdict_of(test, "dword:00000002") == Verdict::wrong_value);
  CHECK(verdict_of(test, "hex:00") == Verdict::wrong_type);
}

TEST_CASE("at_least and at_most take the bound itself and decimal text", "[audit]") {
  CHECK(verdict_of(AtLeast{3}, "dword:00000003") == Verdict::compliant);
  CHECK(verdict_of(AtLeast{3}, "dword:00000002") == Verdict::wrong_value);
  CHECK(verdict_of(AtMost{3}, "dword:00000003") == Verdict::compliant);
  CHECK(verdict_of(AtMost{3}, "\"4\"") == Verdict::wrong_value);
  CHECK(verdict_of(AtLeast{3}, "\"10\"") == Verdict::compliant);
  CHECK(verdict_of(AtLeast{3}, "\"ten\"") == Verdict::wrong_type);
  CHECK(verdict_of(AtLeast{3}, "\"\"") == Verdict::wrong_type);
  CHECK(verdict_of(AtLeast{3}, "\"99999999999999999999\"") == Verdict::wrong_type);
}

TEST_CASE("a pattern is matched against the whole text without regard to case", "[audit]") {
  CHECK(verdict_of(Matches{"explorer(\\.exe)?"}, "\"EXPLORER\"") == Verdict::compliant);
  CHECK(verdict_of(Matches{"explorer"}, "\"explorer.exe\"") == Verdict::wrong_value);
  CHECK(verdict_of(Matches{"1"}, "dword:00000001") == Verdict::wrong_type);
}

TEST_CASE("a text too long for a pattern gives an error that says so", "[audit]") {
  const std::string text(limits::kMatchedTextUnits + 1, 'a');
  const auto finding =
      judge(check_of(Require{value(u"V", Matches{"a*"})}),
            observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n\"V\"=\"" + text + "\""));
  CHECK(finding.verdict == Verdict::error);
  CHECK(finding.reason ==
        "HKLM\\SOFTWARE\\Contoso\\V is longer than the 32768 characters that are compared with a "
        "pattern.");
  CHECK(verdict_of(Matches{"a*"}, "\"" + text.substr(1) + "\"") == Verdict::compliant);
}

TEST_CASE("a missing value fulfils only absent", "[audit]") {
  for (const ValueTest& test : std::vector<ValueTest>{equals(0), AtMost{9}, Matches{".*"}, Exists{},
                                                      OneOf{{Scalar(std::uint64_t{0})}}}) {
    CHECK(verdict_of(test, "") == Verdict::missing);
  }
  CHECK(verdict_of(Absent{}, "") == Verdict::compliant);
  CHECK(verdict_of(Absent{}, "dword:00000000") == Verdict::present_but_forbidden);
}

}  // namespace
}  // namespace regpolicy
