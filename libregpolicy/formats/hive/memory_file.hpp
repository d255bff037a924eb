// Bytes as a file that has no place on a disk, for a library that opens files by name. Nothing that
// happens to the file the bytes came from reaches it.
#pragma once

#include <optional>
#include <string>

#include <regpolicy/bytes.hpp>

namespace regpolicy::hive {

class MemoryFile {
 public:
  // Empty where the system gives no memory for it.
  [[nodiscard]] static std::optional<MemoryFile> with(ByteView content);
  MemoryFile(MemoryFile&& other) noexcept;
  MemoryFile& operator=(MemoryFile&&) = delete;
  ~MemoryFile();

  // Opens as long as this lives.
  [[nodiscard]] std::string path() const;

 private:
  explicit MemoryFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace regpolicy::hive
