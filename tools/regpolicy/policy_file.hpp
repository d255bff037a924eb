// Files that hold registry operations, whatever their format: Registry.pol, .reg, LGPO text and
// JSON. Finds out the format, reads and writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/exchange.hpp>

#include "command.hpp"

namespace regpolicy::tools {

enum class PolicyFormat { pol, reg, lgpo, json };

// "pol", "reg", "lgpo", "json": the words of --from and --to.
[[nodiscard]] std::optional<PolicyFormat> parse_policy_format(std::string_view text);

// "a Registry.pol", "a .reg file", "LGPO text", "JSON": for messages.
[[nodiscard]] std::string_view title_of(PolicyFormat format);

// By the suffix, without regard to case: .pol, .reg, .txt, .json.
[[nodiscard]] std::optional<PolicyFormat> policy_format_of_path(std::string_view path);
// By the signature of a Registry.pol, the header line of a .reg file, a '{' or the first word of an
// LGPO entry.
[[nodiscard]] std::optional<PolicyFormat> policy_format_of_content(ByteView content);

// One side of a file. A Registry.pol and a JSON file may leave the side open.
struct PolicySide {
  std::optional<Side> side;
  std::u16string user;
  Records records;
};

struct PolicyFile {
  PolicyFormat format = PolicyFormat::pol;
  std::vector<PolicySide> sides;  // in order of appearance; at least one
};

// Reads the file (stdin for "-") in `format`, else in that which its suffix or its content tells.
// The side of a .pol is told by a folder Machine or User directly above it. Errors name the file.
[[nodiscard]] Result<PolicyFile> read_policy_file(const std::string& path,
                                                  std::optional<PolicyFormat> format = {});

// Errors (not_representable) name the record that the format has no words for. .pol and JSON hold
// one side; .reg and LGPO text hold several and need to know which (invalid_argument).
[[nodiscard]] Result<Bytes> encode_policy_file(PolicyFormat format,
                                               const std::vector<PolicySide>& sides);
[[nodiscard]] Result<Bytes> encode_policy_file(PolicyFormat format, const SidedRecords& records);

// ".pol, .txt and .json": the suffixes of all formats that have words for the record.
[[nodiscard]] std::string suffixes_for(const Record& record);

// "machine side", "user side of S-1-5-21-...", "side not known"; safe to print.
[[nodiscard]] std::string describe_side(const PolicySide& side);

// "'OUT.xyz' has an unknown suffix", with the suffixes that are known as the hint.
[[nodiscard]] Error unknown_policy_suffix(const std::string& path);

}  // namespace regpolicy::tools
