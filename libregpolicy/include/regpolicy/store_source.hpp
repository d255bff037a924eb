// A PolicyDefinitions store from the disk.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <regpolicy/file_system.hpp>
#include <regpolicy/rule.hpp>
#include <regpolicy/template_store.hpp>

namespace regpolicy {

struct StoreOptions {
  // The languages wanted, without regard to case; where a template has none of that language, the
  // one in its fallbackCulture (default en-US) is read, as the editor does it. Empty: all.
  std::vector<std::string> languages{};
  // The file in the fallbackCulture is read beside those of the languages wanted: translations are
  // compared with it, and compile takes what it proposes for an option from there.
  bool with_fallbacks = false;
  // Files are read and understood on so many threads at once; 0: as many as there are cores. The
  // result is the same for any number. With more than 1, FileSystem::read must allow it.
  unsigned threads = 0;
  // Told after each file, never by two threads at once.
  std::function<void(std::size_t done, std::size_t total)> progress{};
};

// Each path is
// - a folder of ADMX files with their ADML files in folders named by language ("sv-SE"), or beside
//   them: those have no language;
// - a folder that holds no ADMX file: its ADML files serve the ADMX files of the other paths;
// - one ADMX file, with its ADML files as in its whole folder;
// - one ADML file, which serves the ADMX files of the other paths; its folder names the language.
// File and folder names are matched without regard to case. What cannot be read is in the store's
// findings, the others are there all the same.
[[nodiscard]] TemplateStore load_store(FileSystem& files, const std::vector<std::string>& paths,
                                       const StoreOptions& options = {});

// The rules of its findings: "store.*".
[[nodiscard]] const std::vector<Rule>& store_rules();

}  // namespace regpolicy
