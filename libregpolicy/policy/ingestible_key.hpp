// Which registry keys MDM services take when they ingest an ADMX file
// (win32-and-centennial-app-policy-configuration).
#pragma once

#include <string_view>

namespace regpolicy {

// Below which of the three roots that ingestion refuses the key lies, without being one of the
// exceptions: "Software\Policies\Microsoft" and the like. Empty for a key that can be ingested.
[[nodiscard]] std::u16string_view blocked_by_ingestion(std::u16string_view key);

}  // namespace regpolicy
