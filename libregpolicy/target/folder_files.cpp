#include "target/folder_files.hpp"

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {

Result<std::vector<std::string>> components_of(const std::string& root, std::string_view path) {
  std::vector<std::string> components;
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string_view name = path.substr(0, end);
    if (name.empty() || name == "." || name == ".." || end + 1 == path.size() ||
        name.find_first_of(std::string_view("\\\0", 2)) != std::string_view::npos) {
      return fail(
          ErrorCode::invalid_argument,
          fmt::format("'{}' is no name of a file below the folder", escape_for_display(name)),
          {.source = root});
    }
    components.emplace_back(name);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
  }
  return components;
}

std::unexpected<Error> refuse_link(const std::string& path) {
  return fail(ErrorCode::io, "found a link, expected a file or folder of the target itself",
              {.source = path}, "nothing is read or written through links; name what it leads to");
}

std::unexpected<Error> refuse_lock(const std::string& path) {
  return fail(ErrorCode::conflict, "another program is changing the target", {.source = path},
              "try again when it is done");
}

}  // namespace regpolicy
