// Reading files with registry operations from the disk; what is in them is the library's business
// (regpolicy/policy_file.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/policy_file.hpp>

#include "command.hpp"

namespace regpolicy::tools {

struct PolicyFile {
  PolicyFormat format = PolicyFormat::pol;
  std::vector<PolicySide> sides;  // in order of appearance; at least one
};

// Reads the file (stdin for "-") in `format`, else in that which its suffix or its content tells.
// Errors name the file.
[[nodiscard]] Result<PolicyFile> read_policy_file(const std::string& path,
                                                  std::optional<PolicyFormat> format = {});
// The same, but what no record can say is left out and listed.
[[nodiscard]] Result<PolicyFile> read_policy_file(const std::string& path,
                                                  std::optional<PolicyFormat> format,
                                                  Diagnostics& left_out);

// By the suffix, else by the content; empty where neither tells.
[[nodiscard]] std::optional<PolicyFormat> policy_format_of(const std::string& path,
                                                           ByteView content);

// "'OUT.xyz' has no suffix that tells the format", with those that are known as the hint.
[[nodiscard]] Error unknown_suffix(const std::string& path);

// The format of an output: what `word` (--to) says, else what the suffix tells.
[[nodiscard]] Result<PolicyFormat> output_format(const std::string& path, const std::string& word);

// All formats but those that are written only.
[[nodiscard]] std::vector<PolicyFormat> readable_formats();

// "--from FORMAT", "--to FORMAT" with the formats as the words allowed.
[[nodiscard]] Option format_option(std::string_view name, std::string_view help,
                                   const std::vector<PolicyFormat>& formats = policy_formats());

}  // namespace regpolicy::tools
