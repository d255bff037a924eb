// --recover: what stands whole in a broken Registry.pol.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/pol_recover.hpp>

#include "read_policy_file.hpp"

namespace regpolicy::tools {

struct RecoveredFile {
  PolicyFile file;
  std::vector<pol::DroppedRange> dropped;  // empty where the file is whole
};

// Reads the file (stdin for "-") and keeps every intact record. Errors: what `format`, the suffix
// or the content tells is another format (invalid_argument); nothing in it is a Registry.pol.
[[nodiscard]] Result<RecoveredFile> recover_policy_file(const std::string& path,
                                                        std::optional<PolicyFormat> format);

// Says which ranges of bytes were dropped and why, and how many records were kept. Nothing where
// the file was whole.
void say_dropped(const std::string& path, const RecoveredFile& recovered);

[[nodiscard]] Option recover_option();

}  // namespace regpolicy::tools
