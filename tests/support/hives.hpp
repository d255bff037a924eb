// The hives that formats/hive/make_hive.py and make_log.py made, in memory.
#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <regpolicy/file_system.hpp>
#include <regpolicy/hive.hpp>

namespace regpolicy::test {

inline std::string made_hive(const std::string& name) {
  return std::string(REGPOLICY_MADE_HIVES) + "/" + name;
}

// With the logs that were made for it.
inline hive::Files hive_files(const std::string& name) {
  FileSystem& files = real_file_system();
  const auto content = files.read(made_hive(name));
  REQUIRE(content);
  hive::Files hive{.name = name, .content = *content};
  for (const std::string suffix : {".LOG1", ".LOG2"}) {
    if (!files.exists(made_hive(name + suffix))) continue;
    hive.logs.push_back({name + suffix, files.read(made_hive(name + suffix)).value()});
  }
  return hive;
}

inline std::string message_of(const hive::Files& files) {
  const auto contents = hive::read(files, {u""});
  REQUIRE_FALSE(contents);
  return to_string(contents.error());
}

}  // namespace regpolicy::test
