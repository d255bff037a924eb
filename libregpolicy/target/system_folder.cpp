#include "target/system_folder.hpp"

#include <regpolicy/text.hpp>

#ifdef _WIN32
#include <windows.h>
#endif

namespace regpolicy {

#ifdef _WIN32

Result<std::string> system_folder() {
  wchar_t folder[MAX_PATH];
  const UINT units = GetSystemDirectoryW(folder, MAX_PATH);
  if (units == 0 || units >= MAX_PATH) {
    return fail(ErrorCode::io, "Windows does not tell where its system folder is", {});
  }
  return to_utf8(std::u16string(folder, folder + units));
}

#else

Result<std::string> system_folder() {
  return fail(
      ErrorCode::not_representable, "this machine has no local Group Policy", {.source = "local"},
      "run regpolicy.exe on Windows, or give local:DIR for a folder laid out like System32");
}

#endif

}  // namespace regpolicy
