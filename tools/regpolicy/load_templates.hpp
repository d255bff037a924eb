// Stores from the disk, with a sign of life while a large one is read.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/store_source.hpp>

namespace regpolicy::tools {

// load_store() from the machine's disk: the languages named and those that the templates fall back
// to; all where none is named. A load that takes longer than a second says on stderr, where that is
// a terminal, how many files are done.
[[nodiscard]] TemplateStore load_templates(const std::vector<std::string>& paths,
                                           std::vector<std::string> languages = {});

}  // namespace regpolicy::tools
