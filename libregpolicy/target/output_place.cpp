#include "target/output_place.hpp"

namespace regpolicy {

Result<bool> replaces_a_file(FileSystem& files, const std::string& path,
                             const WriteOptions& options) {
  const auto refuse = [&path](ErrorCode code, const std::string& message) {
    return fail(code, "cannot write: " + message, {.source = path});
  };
  if (!files.exists(path)) return false;
  if (files.is_folder(path)) {
    return refuse(ErrorCode::already_exists, "a folder of that name exists");
  }
  if (!files.is_file(path)) return refuse(ErrorCode::io, "what has that name is not a file");
  if (!options.overwrite) return refuse(ErrorCode::already_exists, "it exists already");
  return true;
}

}  // namespace regpolicy
