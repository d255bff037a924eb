// all, any and not over true, false and unknown.
#include <catch2/catch.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using audit::Verdict;
using namespace test;

// HKLM\SOFTWARE\Contoso is covered, HKLM\SOFTWARE\Elsewhere is not.
Observation observation() {
  return observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n\"One\"=dword:00000001\r\n");
}

const Condition kYes = value(u"One", equals(1));
const Condition kNo = value(u"One", equals(0));
const Condition kUnknown{ValueCondition{u"SOFTWARE\\Elsewhere", u"One", {}, equals(1)}};

// compliant: true; wrong_value: false; error: unknown.
Verdict of(Condition condition) { return require_verdict(std::move(condition), observation()); }

constexpr Verdict kTrue = Verdict::compliant;
constexpr Verdict kFalse = Verdict::wrong_value;
constexpr Verdict kOpen = Verdict::error;

TEST_CASE("all is false where one term is false, and else unknown where one is unknown",
          "[audit]") {
  CHECK(of(all({kYes, kYes})) == kTrue);
  CHECK(of(all({kYes, kNo})) == kFalse);
  CHECK(of(all({kYes, kUnknown})) == kOpen);
  CHECK(of(all({kNo, kUnknown})) == kFalse);
  CHECK(of(all({kUnknown, kNo})) == kFalse);
  CHECK(of(all({kUnknown, kUnknown})) == kOpen);
}

TEST_CASE("any is true where one term is true, and else unknown where one is unknown", "[audit]") {
  CHECK(of(any({kNo, kNo})) == kFalse);
  CHECK(of(any({kYes, kNo})) == kTrue);
  CHECK(of(any({kNo, kUnknown})) == kOpen);
  CHECK(of(any({kYes, kUnknown})) == kTrue);
  CHECK(of(any({kUnknown, kYes})) == kTrue);
  CHECK(of(any({kUnknown, kUnknown})) == kOpen);
}

TEST_CASE("not turns true and false around and leaves unknown", "[audit]") {
  CHECK(of(negation(kYes)) == kFalse);
  CHECK(of(negation(kNo)) == kTrue);
  CHECK(of(negation(kUnknown)) == kOpen);
  CHECK(of(negation(negation(kYes))) == kTrue);
}

TEST_CASE("the laws of De Morgan hold for all nine pairs", "[audit]") {
  for (const Condition& a : {kYes, kNo, kUnknown}) {
    for (const Condition& b : {kYes, kNo, kUnknown}) {
      CHECK(of(negation(all({a, b}))) == of(any({negation(a), negation(b)})));
      CHECK(of(negation(any({a, b}))) == of(all({negation(a), negation(b)})));
    }
  }
}

TEST_CASE("forbid turns the condition around: unknown stays an error", "[audit]") {
  CHECK(forbid_verdict(kNo, observation()) == Verdict::compliant);
  CHECK(forbid_verdict(kYes, observation()) == Verdict::present_but_forbidden);
  CHECK(forbid_verdict(kUnknown, observation()) == Verdict::error);
  CHECK(forbid_verdict(all({kNo, kUnknown}), observation()) == Verdict::compliant);
  CHECK(forbid_verdict(any({kYes, kUnknown}), observation()) == Verdict::present_but_forbidden);
}

TEST_CASE("the evidence names every leaf that decided and no other", "[audit]") {
  const auto names = [](const Condition& condition) {
    std::vector<std::u16string> keys;
    for (const auto& item : judge(check_of(Require{condition}), observation()).evidence) {
      keys.push_back(item.key + u"=" + std::u16string(item.observed.begin(), item.observed.end()));
    }
    return keys;
  };
  using Names = std::vector<std::u16string>;
  const std::u16string one = u"SOFTWARE\\Contoso=REG_DWORD 1";
  const std::u16string open = u"SOFTWARE\\Elsewhere=unknown";
  CHECK(names(all({kYes, kNo, kNo})) == Names{one, one});
  CHECK(names(all({kNo, kUnknown})) == Names{one});
  CHECK(names(all({kYes, kUnknown})) == Names{open});
  CHECK(names(any({kYes, kNo})) == Names{one});
  CHECK(names(any({kNo, kUnknown})) == Names{open});
}

}  // namespace
}  // namespace regpolicy
