// An output that is longer than the memory: written part by part, and in its place only when it is
// whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>

namespace regpolicy {

class StreamedFile {
 public:
  // Nothing stands in the way of the output, by the rules of write_files(): already_exists where it
  // exists and may not be overwritten. The parts go into a file of another name beside it.
  [[nodiscard]] static Result<StreamedFile> create(FileSystem& files, std::string path,
                                                   const WriteOptions& options = {});
  StreamedFile(StreamedFile&& other) noexcept;
  StreamedFile& operator=(StreamedFile&&) = delete;
  ~StreamedFile();  // without finish(), nothing is left behind

  [[nodiscard]] Result<void> write(std::string_view part);
  // Puts the file in its place, at once and lastingly. To be called once, with no write() after it.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  StreamedFile(FileSystem& files, std::string path) : files_(&files), path_(std::move(path)) {}
  [[nodiscard]] Result<void> flush();

  FileSystem* files_;
  std::string path_;
  std::string place_;   // behind links
  std::string staged_;  // the other name; empty once the file is in its place
  bool replaces_ = false;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
};

}  // namespace regpolicy
