#include "formats/hive/replay.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace regpolicy::hive {
namespace {

constexpr std::size_t kFirstBinTimeAt = 20;

// The time that tells a hive's old logs apart. The first bin has a copy of it for the case that the
// base block is lost.
std::optional<std::uint64_t> time_of(const Bytes& hive, const BaseBlock& base) {
  if (base.checksum_holds) return base.last_written;
  if (hive.size() < kBaseBlockBytes + kFirstBinTimeAt + 8) return std::nullopt;
  return load_le64(hive.data() + kBaseBlockBytes + kFirstBinTimeAt);
}

void carry_out(Bytes& hive, const LogEntry& entry) {
  hive.resize(std::max<std::size_t>(hive.size(), kBaseBlockBytes + entry.bins_bytes));
  for (const LogPage& page : entry.pages) {
    std::ranges::copy(page.content,
                      hive.begin() + static_cast<std::ptrdiff_t>(kBaseBlockBytes + page.at));
  }
}

// The fields that the log keeps of the base block: of them the place of the root key matters.
void take_base_block(Bytes& hive, const LogFile& log) {
  std::ranges::copy(log.base_bytes, hive.begin());
}

using Replayed = std::expected<std::vector<std::string>, std::string>;

Replayed replay_old(Bytes& hive, const BaseBlock& base, const std::vector<LogFile>& logs) {
  const auto time = time_of(hive, base);
  for (const LogFile& log : logs) {
    if (!log.old_format || time != log.base.last_written) continue;
    take_base_block(hive, log);
    carry_out(hive, log.entries.front());
    close_base_block(hive, log.entries.front().sequence, log.entries.front().bins_bytes);
    return std::vector{log.name};
  }
  return std::unexpected(std::string("belong to another state of it"));
}

// Sequence numbers begin anew after the largest.
bool is_before(std::uint32_t a, std::uint32_t b) {
  return a != b && b - a < (std::uint32_t{1} << 31);
}

bool holds(const std::vector<LogFile>& logs, std::uint32_t sequence) {
  return std::ranges::any_of(logs, [sequence](const LogFile& log) {
    return std::ranges::find(log.entries, sequence, &LogEntry::sequence) != log.entries.end();
  });
}

// The number of the first change to carry out; empty where the logs do not have it.
std::optional<std::uint32_t> first_change(const BaseBlock& base, const std::vector<LogFile>& logs) {
  if (!base.checksum_holds) return logs.front().entries.front().sequence;
  if (holds(logs, base.first_sequence)) return base.first_sequence;
  // The write was announced and never logged: to carry out the one before it again does no harm.
  const bool announced = base.first_sequence == base.second_sequence + 1;
  if (announced && holds(logs, base.second_sequence)) return base.second_sequence;
  return std::nullopt;
}

Replayed replay_new(Bytes& hive, const BaseBlock& base, std::vector<LogFile> logs) {
  std::erase_if(logs, [](const LogFile& log) { return log.old_format; });
  std::ranges::sort(logs, [](const LogFile& a, const LogFile& b) {
    return is_before(a.entries.front().sequence, b.entries.front().sequence);
  });
  // Without a base block nothing tells which log comes first. Windows takes the latest then.
  if (!base.checksum_holds) logs.erase(logs.begin(), logs.end() - 1);
  const auto first = first_change(base, logs);
  if (!first) {
    return std::unexpected(fmt::format("hold changes {} to {} and lack {}, which was not finished",
                                       logs.front().entries.front().sequence,
                                       logs.back().entries.back().sequence, base.first_sequence));
  }
  std::uint32_t next = *first;
  std::uint32_t bins_bytes = base.bins_bytes;
  std::vector<std::string> names;
  for (const LogFile& log : logs) {
    for (const LogEntry& entry : log.entries) {
      if (entry.sequence != next) continue;
      if (names.empty() || names.back() != log.name) {
        names.push_back(log.name);
        take_base_block(hive, log);
      }
      carry_out(hive, entry);
      bins_bytes = entry.bins_bytes;
      ++next;
    }
  }
  close_base_block(hive, next - 1, bins_bytes);
  return names;
}

}  // namespace

bool is_dirty(const BaseBlock& base) {
  return !base.checksum_holds || base.first_sequence != base.second_sequence;
}

Replayed replay(Bytes& hive, const std::vector<Log>& logs) {
  const auto base = read_base_block(hive);
  if (!base || hive.size() < kBaseBlockBytes) {
    return std::unexpected(std::string("cannot mend what is no hive"));
  }
  std::vector<LogFile> files;
  for (const Log& log : logs) {
    if (auto file = read_log(log)) files.push_back(std::move(*file));
  }
  if (files.empty()) return std::unexpected(std::string("hold no change that was written whole"));
  // A hive grows by pages that a log holds: more than these would be a log that lies.
  std::size_t most = hive.size();
  for (const Log& log : logs) most += log.content.size();
  for (const LogFile& file : files) {
    for (const LogEntry& entry : file.entries) {
      if (entry.bins_bytes > most) return std::unexpected(std::string("do not hold what they say"));
    }
  }
  if (std::ranges::all_of(files, &LogFile::old_format)) return replay_old(hive, *base, files);
  return replay_new(hive, *base, std::move(files));
}

}  // namespace regpolicy::hive
