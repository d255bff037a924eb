#include "formats/hive/recover.hpp"

#include <fmt/format.h>

#include "formats/hive/base_block.hpp"
#include "formats/hive/replay.hpp"

namespace regpolicy::hive {
namespace {

Result<BaseBlock> check_kind(const Files& files) {
  const auto base = read_base_block(files.content);
  if (!base || files.content.size() < kBaseBlockBytes) {
    return fail(ErrorCode::malformed,
                "not a registry hive: expected the signature \"regf\" and a header of 4096 bytes",
                {.source = files.name, .offset = 0});
  }
  if (files.content.size() > kMostBytes) {
    return fail(
        ErrorCode::limit_exceeded,
        fmt::format("the hive has {} bytes, expected at most {}", files.content.size(), kMostBytes),
        {.source = files.name});
  }
  // A header whose checksum is wrong may say anything.
  if (base->checksum_holds && base->file_type != 0) {
    return fail(ErrorCode::malformed, "found a transaction log of a hive, expected the hive itself",
                {.source = files.name, .offset = 28});
  }
  return *base;
}

std::unexpected<Error> not_clean(const Files& files, const BaseBlock& base,
                                 const std::string& why) {
  std::string names;
  for (const Log& log : files.logs) names += (names.empty() ? "" : ", ") + log.name;
  const std::string looked_for =
      files.logs.empty()
          ? std::string(
                "its latest changes stand in its .LOG1 and .LOG2 files, which are not "
                "beside it: copy them too")
          : fmt::format("its transaction logs ({}) {}", names, why);
  return fail(
      ErrorCode::malformed,
      fmt::format("the hive was not closed cleanly: {}",
                  base.checksum_holds ? fmt::format("its sequence numbers are {} and {}",
                                                    base.first_sequence, base.second_sequence)
                                      : std::string("the checksum of its header is wrong")),
      {.source = files.name, .offset = base.checksum_holds ? 4 : 508},
      looked_for +
          "; or save the hive anew with 'reg save', or take it as it is with "
          "--accept-dirty");
}

}  // namespace

Result<Recovered> recover(const Files& files, const ReadOptions& options) {
  const auto base = check_kind(files);
  if (!base) return std::unexpected(base.error());
  if (!is_dirty(*base)) return Recovered{};
  Recovered recovered{files.content, {}};
  const auto replayed = replay(recovered.mended, files.logs);
  if (replayed) {
    recovered.replayed = *replayed;
    return recovered;
  }
  if (!options.accept_dirty) return not_clean(files, *base, replayed.error());
  close_base_block(recovered.mended, base->first_sequence, base->bins_bytes);
  return recovered;
}

}  // namespace regpolicy::hive
