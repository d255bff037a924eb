// Backups: one input is the three XML files, each up to a byte 0xFF. Whatever is read is written
// and read again alike.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <regpolicy/backup_folder.hpp>

#include "support/backup_files.hpp"

using namespace regpolicy;

namespace {

constexpr const char* kFolder = "in/{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}/";

tests::MemoryFileSystem files_of(std::string_view input) {
  tests::MemoryFileSystem files;
  for (const std::string& path :
       {kFolder + std::string("Backup.xml"), kFolder + std::string("bkupInfo.xml"),
        std::string("in/manifest.xml")}) {
    const std::string_view part = input.substr(0, input.find('\xFF'));
    tests::put_text(files, path, part);
    input.remove_prefix(std::min(input.size(), part.size() + 1));
  }
  tests::put_text(files, kFolder + std::string("DomainSysvol/GPO/Machine/comment.cmtx"), "kept");
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tests::MemoryFileSystem files = files_of({reinterpret_cast<const char*>(data), size});
  const auto read = read_backups(files, "in");
  if (!read) std::abort();  // the folder is there
  for (const FoundBackup& found : read->backups) {
    const auto outputs = backup_files({found.backup}, "out");
    if (!outputs) {
      // Only an ID that cannot name a folder keeps what was read from being written.
      if (outputs.error().code != ErrorCode::invalid_argument) std::abort();
      continue;
    }
    tests::MemoryFileSystem again_files = tests::with_files(*outputs);
    const auto again = read_backups(again_files, "out");
    if (!again || again->backups.size() != 1) std::abort();
    if (again->backups[0].backup != found.backup) std::abort();
  }
  return 0;
}
