// A folder and what lies below it, for changes that must not leave it: no component of a path is
// reached through a link (or another reparse point of Windows), whoever puts one there meanwhile.
// What is written is on the disk when a call returns.
//
// Paths are UTF-8, relative to the folder and joined by '/': "Machine/Registry.pol". A component
// that is empty, "." or ".." or holds a separator is an error (invalid_argument).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy {

enum class EntryKind { absent, file, folder, link, other };

struct EntryInfo {
  EntryKind kind = EntryKind::absent;
  std::uint64_t names = 0;  // hard links of a file
  [[nodiscard]] bool operator==(const EntryInfo&) const = default;
};

// Held until it is destroyed or its process ends, however that ends: there is no stale lock.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

// Tests put one in its place that fails at any operation. Errors name the whole path; a link on
// the way is io.
class FolderFiles {
 public:
  virtual ~FolderFiles() = default;

  // The folder's own path, for messages.
  [[nodiscard]] virtual const std::string& root() const = 0;

  // A path below what is not there is absent too.
  [[nodiscard]] virtual Result<EntryInfo> look(const std::string& path) = 0;
  [[nodiscard]] virtual Result<Bytes> read(const std::string& path) = 0;
  // Names of a folder's entries in byte order; "" is the folder itself.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;

  // One level. A folder that is there already is fine.
  [[nodiscard]] virtual Result<void> create_folder(const std::string& folder) = 0;
  // A file that must not exist yet, with the permissions of the file `like` where that is not empty
  // and the platform lets it.
  [[nodiscard]] virtual Result<void> create_file(const std::string& path, ByteView content,
                                                 const std::string& like) = 0;
  // At once; a file that has the name is replaced.
  [[nodiscard]] virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  // A file; one that is not there is fine.
  [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;

  // Makes the file where needed and waits up to `milliseconds` for it to be free (conflict).
  [[nodiscard]] virtual Result<std::unique_ptr<FileLock>> lock(const std::string& path,
                                                               std::uint32_t milliseconds) = 0;
};

// The folder itself must not be a link where `follow` is false (io); above it links are followed.
[[nodiscard]] Result<std::unique_ptr<FolderFiles>> open_folder(const std::string& path,
                                                               bool follow = false);

}  // namespace regpolicy
