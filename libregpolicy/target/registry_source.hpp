// Where Windows keeps the profiles of its users, and itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/audit_source.hpp>

namespace regpolicy::audit {

// "C:\Users\anna" of "%SystemDrive%\Users\anna". Of the variables those that such paths in the
// registry begin with are known: SystemDrive, SystemRoot and windir, from the folder of Windows;
// others stay as they are.
[[nodiscard]] std::string expand_path(std::string_view path, std::string_view windows_folder);

// C:\Windows. Errors: not_representable where this is no Windows.
[[nodiscard]] Result<std::string> windows_folder();

}  // namespace regpolicy::audit
