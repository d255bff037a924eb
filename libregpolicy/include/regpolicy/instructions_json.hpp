// The lossless JSON of a Registry.pol: {"schema":"regpolicy/instructions/1", ...}; see
// docs/formats/json.md. Raw bytes travel as hex in "data" and win over the decoded "value".
#pragma once

#include <optional>
#include <string>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/record.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy::instructions_json {

struct File {
  std::optional<Side> side;  // where the source told it
  std::u16string user;       // empty: every user; else whose user side this is
  Records records;
  [[nodiscard]] bool operator==(const File&) const = default;
};

[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

// UTF-8, two spaces of indentation, LF, one final line end.
[[nodiscard]] std::string write(const File& file);

}  // namespace regpolicy::instructions_json
