// From a hive's files to bytes that are a whole hive, or to the reason why they are none.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/hive.hpp>

namespace regpolicy::hive {

struct Recovered {
  Bytes mended;  // empty where the file's own bytes do
  std::vector<std::string> replayed;
};
[[nodiscard]] Result<Recovered> recover(const Files& files, const ReadOptions& options);

}  // namespace regpolicy::hive
