// Language tags, which folders of ADML files spell in any case.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy {

// "sv-SE" of "sv-se" and "zh-Hans-CN" of "ZH-HANS-CN": the usual spelling ([RFC 5646] 2.1.1). Every
// character stays but for its case.
[[nodiscard]] std::string usual_spelling(std::string_view language_tag);

}  // namespace regpolicy
