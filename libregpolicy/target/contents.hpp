// What stands at a path of a plan or a journal, whatever that is: the bytes of a file, or, where
// the target is a registry and the path names a part of it, an image (registry_image.hpp).
#pragma once

#include <optional>
#include <string>

#include <regpolicy/bytes.hpp>
#include <regpolicy/target.hpp>

namespace regpolicy {

// Now; empty where there is no file. `like` is an image that names the keys and values to look at;
// files do without.
[[nodiscard]] Result<std::optional<Bytes>> content_now(OpenTarget& target, const std::string& path,
                                                       const std::optional<Bytes>& like);

// Makes a part of the registry what the image says.
[[nodiscard]] Result<void> put_in_registry(OpenTarget& target, const std::string& path,
                                           ByteView image);
// Is every key and value of a part as one of the two images says, as a run that was interrupted
// leaves it? Precondition: the images are of the same keys and values.
[[nodiscard]] Result<bool> is_between(OpenTarget& target, const std::string& path, ByteView before,
                                      ByteView after);
// May every key be changed that differs in the two images? Precondition: as of is_between().
// Errors: access_denied, for the first that may not.
[[nodiscard]] Result<void> check_rights(OpenTarget& target, const std::string& path,
                                        ByteView before, ByteView after);

}  // namespace regpolicy
