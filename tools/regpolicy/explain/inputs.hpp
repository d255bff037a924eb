// What `explain` is about: a file, the folder of a Group Policy object, a backup, or a folder of
// backups.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/policy_comments.hpp>

#include "../command.hpp"
#include "../read_policy_file.hpp"

namespace regpolicy::tools {

struct ExplainInput {
  std::string path;    // of the file
  std::string object;  // the display name of the object, where a backup tells it
  PolicyFile file;
  policy_comments::Comments comments;  // of the file's side
};

// Folders are told by what they hold: Machine and User with a Registry.pol (an object),
// DomainSysvol/GPO with those (a backup), or folders that are one of both; names without regard to
// case. Errors name the path.
[[nodiscard]] Result<std::vector<ExplainInput>> read_explain_inputs(const std::string& path);

}  // namespace regpolicy::tools
