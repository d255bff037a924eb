// Brings a hive that was not closed cleanly to the state that Windows would give it when it loads
// it: the changes that stand only in its transaction logs are carried out, in memory.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "formats/hive/log_file.hpp"

namespace regpolicy::hive {

// The two sequence numbers differ, or the checksum of the base block is wrong.
[[nodiscard]] bool is_dirty(const BaseBlock& base);

// The names of the logs whose changes were carried out, in that order; or why none fits, as words
// that can follow "its transaction logs ": the hive is as it was then.
//
// Only a chain of changes without a gap is taken: it begins with the write that did not end, or,
// where that one left nothing, with the last one that did.
[[nodiscard]] std::expected<std::vector<std::string>, std::string> replay(
    Bytes& hive, const std::vector<Log>& logs);

}  // namespace regpolicy::hive
