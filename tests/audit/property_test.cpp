// Laws of the audit over random baselines and machines.
#include <catch2/catch.hpp>

#include <regpolicy/report.hpp>

#include "audit/random_checks.hpp"

namespace regpolicy {
namespace {

using audit::Verdict;
using namespace test;

TEST_CASE("a source that tells less never makes a failure compliant or the reverse",
          "[audit][property]") {
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{3001}));
  CAPTURE(seed);
  Random random(seed);
  const Check check = random_check(random);
  const Observation whole = random_machine(random);
  const Verdict full = judge(check, whole).verdict;
  REQUIRE(full != Verdict::error);
  for (const std::u16string& root : kKeys) {
    CAPTURE(to_utf8(root));
    const Verdict partial = judge(check, only(whole, root)).verdict;
    if (partial == Verdict::compliant) CHECK(full == Verdict::compliant);
    if (is_failure(partial)) CHECK(is_failure(full));
  }
}

TEST_CASE("nothing is known of a source that shows nothing", "[audit][property]") {
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{301}));
  CAPTURE(seed);
  Random random(seed);
  CHECK(judge(random_check(random), {}).verdict == Verdict::error);
}

TEST_CASE("the same baseline and observation give the same report", "[audit][property]") {
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{51}));
  CAPTURE(seed);
  Random random(seed);
  std::vector<Check> checks;
  for (int i = 0; i < 5; ++i) checks.push_back(random_check(random));
  const Baseline baseline = baseline_of(checks);
  const Observation observation = only(random_machine(random), u"A");
  const audit::Report first = audit::run(baseline, {}, observation);
  const audit::Report second = audit::run(baseline, {}, observation);
  CHECK(audit::to_json(first) == audit::to_json(second));
  CHECK(audit::to_text(first) == audit::to_text(second));
}

}  // namespace
}  // namespace regpolicy
