#include <regpolicy/streamed_file.hpp>

#include "target/output_place.hpp"

namespace regpolicy {
namespace {

// So much is flushed at a time: rarely enough that the disk is no brake.
constexpr std::size_t kBufferBytes = 8U << 20;

}  // namespace

Result<StreamedFile> StreamedFile::create(FileSystem& files, std::string path,
                                          const WriteOptions& options) {
  const auto replaces = replaces_a_file(files, path, options);
  if (!replaces) return std::unexpected(replaces.error());
  StreamedFile file(files, std::move(path));
  file.replaces_ = *replaces;
  file.place_ = *replaces ? files.behind_links(file.path_) : file.path_;
  if (const auto made = files.create_folders(folder_of(file.place_)); !made) {
    return std::unexpected(made.error());
  }
  auto staged = beside(file.place_, ".new",
                       [&files](const std::string& name) { return files.create_file(name, {}); });
  if (!staged) return std::unexpected(staged.error());
  file.staged_ = *std::move(staged);
  if (file.replaces_) files.copy_permissions(file.place_, file.staged_);
  return file;
}

StreamedFile::StreamedFile(StreamedFile&& other) noexcept
    : files_(other.files_),
      path_(std::move(other.path_)),
      place_(std::move(other.place_)),
      staged_(std::exchange(other.staged_, {})),
      replaces_(other.replaces_),
      buffer_(std::move(other.buffer_)),
      bytes_(other.bytes_) {}

StreamedFile::~StreamedFile() {
  if (!staged_.empty()) files_->remove_file(staged_);
}

Result<void> StreamedFile::flush() {
  if (buffer_.empty()) return {};
  auto added = files_->append_to_file(staged_, as_bytes(buffer_));
  buffer_.clear();
  return added;
}

Result<void> StreamedFile::write(std::string_view part) {
  bytes_ += part.size();
  buffer_ += part;
  return buffer_.size() < kBufferBytes ? Result<void>() : flush();
}

Result<void> StreamedFile::finish() {
  if (const auto flushed = flush(); !flushed) return flushed;
  if (const auto placed = files_->rename(staged_, place_, replaces_); !placed) return placed;
  staged_.clear();
  return {};
}

}  // namespace regpolicy
