// An audit's report as text for a person and as JSON for a program.
#pragma once

#include <string>

#include <regpolicy/audit.hpp>

namespace regpolicy::audit {

struct TextOptions {
  bool color = false;    // ANSI colours
  bool verbose = false;  // also what is compliant or not applicable, one line each
};

// In the report's language (English or Swedish; other languages get the English frame).
[[nodiscard]] std::string to_text(const Report& report, const TextOptions& options = {});

// {"schema":"regpolicy/report/1", ...}; see docs/formats/report.md.
[[nodiscard]] std::string to_json(const Report& report);

}  // namespace regpolicy::audit
