// What every report as one page has in common: it needs nothing but itself, and runs nothing but
// its own script.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy::audit {

// For people, whatever characters a text holds.
[[nodiscard]] std::string page_text(std::string_view text);

// All before the content of <body>. `style` is a class of report.css for the page.
[[nodiscard]] std::string page_head(std::string_view language, std::string_view title,
                                    std::string_view style);

// All behind the content.
[[nodiscard]] std::string page_tail();

}  // namespace regpolicy::audit
