// The seam between the library and the disk, and the one way in which outputs are written.
// Paths are UTF-8 on every platform.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy {

// What the library asks of a disk. Tests put one in its place that can fail at any operation.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // The whole content. Errors: not_found, access_denied, io (a folder is io).
  [[nodiscard]] virtual Result<Bytes> read(const std::string& path) = 0;
  [[nodiscard]] virtual bool exists(const std::string& path) = 0;
  [[nodiscard]] virtual bool is_folder(const std::string& path) = 0;
  // A regular file, or a link to one; not a device, a pipe or a link to nothing.
  [[nodiscard]] virtual bool is_file(const std::string& path) = 0;
  // The file that a link leads to; any other path as it is.
  [[nodiscard]] virtual std::string behind_links(const std::string& path) = 0;
  // Names (not paths) of a folder's entries in byte order.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;

  // Creates the folder and all above it.
  [[nodiscard]] virtual Result<void> create_folders(const std::string& folder) = 0;
  // Creates a file that must not exist yet, with the content on the disk when it returns.
  [[nodiscard]] virtual Result<void> create_file(const std::string& path, ByteView content) = 0;
  // Adds to the end of a file that exists, with all of it on the disk when it returns.
  [[nodiscard]] virtual Result<void> append_to_file(const std::string& path, ByteView content) = 0;
  // Gives a file a second name in the same folder: both have the content from then on, whatever
  // happens to the first. The second must be free (already_exists).
  [[nodiscard]] virtual Result<void> add_name(const std::string& path,
                                              const std::string& second) = 0;
  // Gives a file another name in the same folder at once and lastingly. `replace` decides what
  // happens where the name is taken: replaced, or already_exists.
  [[nodiscard]] virtual Result<void> rename(const std::string& from, const std::string& to,
                                            bool replace) = 0;
  // Gives one file the permissions of another, as far as the platform lets it; best effort.
  virtual void copy_permissions(const std::string& from, const std::string& to) = 0;
  virtual void remove_file(const std::string& path) = 0;  // never fails; best effort
};

// The machine's own disk; one for the whole process, without state.
[[nodiscard]] FileSystem& real_file_system();

struct OutputFile {
  std::string path;
  Bytes content;
};

struct WriteOptions {
  // Replace files that exist. Off, so that nothing is lost by a slip of the hand.
  bool overwrite = false;
};

// Writes all files or none: every content is first written and flushed under a temporary name in
// its own folder, then all are renamed; if that fails half way, it is undone. Nothing is touched
// where an output exists and may not be overwritten (already_exists, naming the first). A file
// whose content is already right is left alone. A reader sees the old file or the new one, never a
// part. A replaced file keeps its permissions, and a link stays a link: the file behind it is
// replaced. Devices and pipes are no outputs (io).
//
// Returns the paths of the outputs that were written, in their order: those that were not right
// already.
[[nodiscard]] Result<std::vector<std::string>> write_files(FileSystem& files,
                                                           const std::vector<OutputFile>& outputs,
                                                           const WriteOptions& options = {});

// What a walk through folders finds.
struct FoundFiles {
  std::vector<std::string> paths;
  std::vector<Error> errors;  // folders that cannot be listed; the others are listed all the same
};

// Every file below a folder whose name ends in `suffix` (lower case, such as ".pol") in any case,
// folder by folder in byte order of the names. Links to folders are not followed.
[[nodiscard]] FoundFiles files_below(FileSystem& files, const std::string& folder,
                                     std::string_view suffix);

// "dir" and "a.pol" joined by the platform's separator.
[[nodiscard]] std::string join_path(std::string_view folder, std::string_view name);
// The folder part of a path; "." where there is none.
[[nodiscard]] std::string folder_of(std::string_view path);

}  // namespace regpolicy
