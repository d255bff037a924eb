// Which files make a PolicyDefinitions store, found by their names alone.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/file_system.hpp>

namespace regpolicy {

struct AdmlFile {
  std::string path;
  std::string language;  // of its folder as spelled there; empty: it lies beside the ADMX files
  std::string key;       // what is compared: the base name in one case
  std::size_t uses = 0;  // ADMX files that it belongs to
};

struct AdmxFile {
  std::string path;
  std::string name;  // the base name as spelled
  std::string key;
  std::vector<std::size_t> adml;  // of StoreFiles::adml: those with its name
};

struct StoreFiles {
  std::vector<AdmxFile> admx;  // folder by folder, in byte order of the names
  std::vector<AdmlFile> adml;
  std::vector<std::string> languages;  // once each without regard to case, in byte order
};

[[nodiscard]] StoreFiles find_store_files(FileSystem& files, const std::vector<std::string>& paths,
                                          Diagnostics& findings);

}  // namespace regpolicy
