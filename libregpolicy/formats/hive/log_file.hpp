// A hive's transaction log: the pages of the hive that were about to be written. Two formats: one
// vector of dirty pages (Windows 2000 to 8), or a chain of entries with hashes (8.1 and later).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/hive.hpp>

#include "formats/hive/base_block.hpp"

namespace regpolicy::hive {

struct LogPage {
  std::uint32_t at = 0;  // from the first bin
  ByteView content;
};

// Pages that are written together or not at all.
struct LogEntry {
  std::uint32_t sequence = 0;
  std::uint32_t bins_bytes = 0;  // of the hive after it
  std::vector<LogPage> pages;
};

struct LogFile {
  std::string name;
  BaseBlock base;
  ByteView base_bytes;  // the log's copy of the hive's base block: a sector of the disk
  bool old_format = false;
  std::vector<LogEntry> entries;  // up to the first that does not hold; views of the content
};

// Empty where the bytes are no log that was written to its end.
[[nodiscard]] std::optional<LogFile> read_log(const Log& log);

}  // namespace regpolicy::hive
