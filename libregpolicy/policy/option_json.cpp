#include "policy/option_json.hpp"

namespace regpolicy {

Json option_to_json(const OptionValue& option) {
  if (const auto* pairs = std::get_if<NamedTexts>(&option)) {
    Json table = Json::object();
    for (const auto& [name, data] : *pairs) table[name] = data;
    return table;
  }
  if (const bool* truth = std::get_if<bool>(&option)) return *truth;
  if (const auto* number = std::get_if<std::uint64_t>(&option)) return *number;
  if (const auto* text = std::get_if<std::string>(&option)) return *text;
  return std::get<std::vector<std::string>>(option);
}

}  // namespace regpolicy
