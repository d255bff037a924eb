// Lint: what is wrong, dangerous or without effect in a Registry.pol that a reader accepts, and why
// a broken one is refused. Rules: [MS-GPREG] 2.2.1 and 3.2.5.1, the limits of the registry, and
// what real files hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/rule.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

// Every rule of check_pol, in the order of the manual. An error is what surely fails or does harm
// and what Windows itself never writes; a warning is most likely a mistake; a note is good to know.
[[nodiscard]] const std::vector<Rule>& pol_rules();

struct CheckOptions {
  // Whose file it is. Unknown by default, since the bytes do not tell: what holds on one side only
  // is then said for that side.
  std::optional<Side> side;
};

// The findings in the order of the file; `source` names it. Each has the id and severity of a rule
// and, where one record is concerned, its number, the offset and length of the field and the path
// key\name. What whole files are full of is found once a file or once a key, and the message counts
// the rest. The records in front of a fault are checked too.
// Time: n log n in the number of records. Memory: what the file's keys and names take.
[[nodiscard]] Diagnostics check_pol(ByteView bytes, const std::string& source,
                                    const CheckOptions& options = {});

}  // namespace regpolicy
