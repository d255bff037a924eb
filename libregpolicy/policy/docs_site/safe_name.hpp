// Names of files and anchors made from names in templates, which may hold anything.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

namespace regpolicy::site {

// Gives each name once, without regard to case: what two names have in common gets a number.
class UniqueNames {
 public:
  // "c-windows-System": ASCII letters, digits, '-' and '_' only, never the name of a device.
  [[nodiscard]] std::string name(std::string_view head,
                                 std::initializer_list<std::string_view> parts);

 private:
  std::set<std::string> taken_;  // lower case
};

// "sv-SE" of "sv-se", in its usual spelling. Safe as a folder's name, whatever the folder of an
// ADML file was called.
[[nodiscard]] std::string language_folder(std::string_view tag);

}  // namespace regpolicy::site
