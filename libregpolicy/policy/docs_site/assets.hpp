// The files that are the same in every site: site.css and site.js beside this header, as text. The
// build makes assets.cpp of them.
#pragma once

#include <string_view>

namespace regpolicy::site {

[[nodiscard]] std::string_view site_css();
[[nodiscard]] std::string_view site_js();

}  // namespace regpolicy::site
