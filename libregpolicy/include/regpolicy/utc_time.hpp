// A point of time as reports show it.
#pragma once

#include <chrono>
#include <string>

namespace regpolicy {

// [ISO 8601] in UTC, to the second: "2026-03-01T08:05:00Z".
[[nodiscard]] std::string utc_text(std::chrono::sys_seconds time);

}  // namespace regpolicy
