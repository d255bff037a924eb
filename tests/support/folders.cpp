#include "support/files.hpp"

namespace tests {

std::filesystem::path source_folder() { return REGPOLICY_SOURCE_DIR; }
std::filesystem::path data_folder() { return source_folder() / "tests" / "data"; }

}  // namespace tests
