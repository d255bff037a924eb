// A baseline as TOML text, for people to read and go on with. docs/formats/baseline.md describes
// every key.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/baseline.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::baseline {

// Lines for people: one comment line each. Beside Baseline::settings and values, in the same order;
// may be shorter.
struct Comments {
  std::vector<std::string> head{};
  std::vector<std::vector<std::string>> settings{};
  std::vector<std::vector<std::string>> values{};
};

// read(write(b)) is b, but for locations and for options above 2^63 - 1, which TOML says as a text
// of digits. The same baseline gives the same bytes; LF, one final line end. Fails
// (not_representable) where a text is not valid UTF-8; registry keys and names may be anything.
[[nodiscard]] Result<std::string> write(const Baseline& baseline, const Comments& comments = {});

}  // namespace regpolicy::baseline
