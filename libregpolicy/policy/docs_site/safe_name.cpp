#include "policy/docs_site/safe_name.hpp"

#include <algorithm>
#include <array>

#include <regpolicy/text.hpp>

namespace regpolicy::site {
namespace {

// Paths on Windows are 260 characters in all.
constexpr std::size_t kPartLength = 48;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_plain(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, kPartLength)) result += is_plain(c) ? c : '_';
  return result;
}

void to_upper(std::string& text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
}

bool is_device(const std::string& lower) {
  constexpr std::array<std::string_view, 5> kDevices = {"con", "prn", "aux", "nul", "assets"};
  return std::ranges::find(kDevices, lower) != kDevices.end() ||
         (lower.size() == 4 && (lower.starts_with("com") || lower.starts_with("lpt")));
}

}  // namespace

std::string UniqueNames::name(std::string_view head,
                              std::initializer_list<std::string_view> parts) {
  std::string wanted(head);
  for (const std::string_view part : parts) {
    if (!part.empty()) wanted += '-' + plain(part);
  }
  std::string result = wanted;
  for (int number = 2; !taken_.insert(ascii_lower(result)).second; ++number) {
    result = wanted + '-' + std::to_string(number);
  }
  return result;
}

std::string language_tag(std::string_view tag) {
  std::string result;
  std::string_view rest = plain(tag).empty() ? std::string_view("und") : tag;
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t dash = std::min(rest.find('-'), rest.size());
    std::string part = ascii_lower(plain(rest.substr(0, dash)));
    if (!first && part.size() == 2) to_upper(part);
    if (!first && part.size() == 4 && is_letter(part[0])) {
      part[0] = static_cast<char>(part[0] - 'a' + 'A');
    }
    result += (first ? "" : "-") + part;
    rest.remove_prefix(std::min(dash + 1, rest.size()));
  }
  return is_device(ascii_lower(result)) ? result + "_" : result;
}

}  // namespace regpolicy::site
