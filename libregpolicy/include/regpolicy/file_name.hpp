// Names that files and folders can have on Windows and Linux alike.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy {

// What keeps a name from being that of a file or folder: "it ends in a dot". Separators, streams
// (a ':'), the names of devices (with whatever suffix) and "." and ".." are such defects. Empty
// where the name is good.
[[nodiscard]] std::string file_name_defect(std::u16string_view name);

}  // namespace regpolicy
