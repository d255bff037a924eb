#include "formats/hive/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include <fmt/format.h>

namespace regpolicy::hive {

std::optional<MemoryFile> MemoryFile::with(ByteView content) {
  const int descriptor = ::memfd_create("hive", MFD_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  MemoryFile file(descriptor);
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written > 0) {
      content = content.subspan(static_cast<std::size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      return std::nullopt;
    }
  }
  return file;
}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string MemoryFile::path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

}  // namespace regpolicy::hive
