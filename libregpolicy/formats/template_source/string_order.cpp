#include <map>
#include <utility>

#include <regpolicy/template_source.hpp>

namespace regpolicy::template_source {

Template in_string_order(Template content) {
  for (PolicyResources& resources : content.resources) {
    std::multimap<std::string, ResourceString> by_id;  // equal ids in the order of insertion
    for (ResourceString& string : resources.strings) by_id.emplace(string.id, std::move(string));
    resources.strings.clear();
    for (auto& [id, string] : by_id) resources.strings.push_back(std::move(string));
  }
  return content;
}

}  // namespace regpolicy::template_source
