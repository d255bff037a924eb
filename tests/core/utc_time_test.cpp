#include <regpolicy/utc_time.hpp>

#include <catch2/catch.hpp>

using namespace std::chrono;

TEST_CASE("a time is shown in UTC to the second") {
  CHECK(regpolicy::utc_text(sys_days(2026y / March / 1) + 8h + 5min) == "2026-03-01T08:05:00Z");
  CHECK(regpolicy::utc_text(sys_days(1969y / December / 31) + 86399s) == "1969-12-31T23:59:59Z");
}
