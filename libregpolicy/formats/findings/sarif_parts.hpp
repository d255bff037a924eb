// What every SARIF 2.1.0 document of ours has; the numbers in brackets are sections of the OASIS
// standard.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace regpolicy {

// A message. A brace begins a placeholder there, and two are one brace. [3.11.5]
[[nodiscard]] nlohmann::ordered_json sarif_text(std::string_view text);

// One run of regpolicy: its rules and results, as arrays, and facts of it where `properties` is not
// null. [3.13, 3.14]
[[nodiscard]] std::string sarif_document(nlohmann::ordered_json rules,
                                         nlohmann::ordered_json results,
                                         nlohmann::ordered_json properties = {});

}  // namespace regpolicy
