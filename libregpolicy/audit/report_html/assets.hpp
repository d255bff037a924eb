// report.css and report.js beside this header, as text. The build makes report_assets.cpp of them.
#pragma once

#include <string_view>

namespace regpolicy::audit {

[[nodiscard]] std::string_view report_css();
[[nodiscard]] std::string_view report_js();

}  // namespace regpolicy::audit
