// Hives: whatever a file holds is read or refused, and what is read is read again alike. The header
// is made valid first, so that mutations reach the cells behind it.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <regpolicy/hive.hpp>

namespace {

std::vector<std::uint8_t> with_valid_header(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint8_t> file(data, data + size);
  if (size < 4096) return file;
  std::uint8_t sum[4] = {};
  for (std::size_t i = 0; i < 508; ++i)
    sum[i % 4] = static_cast<std::uint8_t>(sum[i % 4] ^ file[i]);
  std::copy(sum, sum + 4, file.begin() + 508);
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace regpolicy;
  const std::vector<std::uint8_t> content = with_valid_header(data, size);
  const int file = memfd_create("hive", MFD_CLOEXEC);
  if (file < 0) std::abort();
  if (write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
    std::abort();
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  const auto keys = hive::read(path, {u"", u"Microsoft\\Windows"}, {.accept_dirty = true});
  if (keys && hive::read(path, {u"", u"Microsoft\\Windows"}, {.accept_dirty = true}) != keys) {
    std::abort();
  }
  close(file);
  return 0;
}
