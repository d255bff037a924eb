#include <regpolicy/baseline.hpp>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::string primary_subtag(std::string_view tag) {
  return ascii_lower(tag.substr(0, tag.find('-')));
}

}  // namespace

const std::string& text_in(const LocalizedText& text, std::string_view language,
                           std::string_view fallback) {
  static const std::string kNone;
  for (const std::string_view wanted : {language, fallback}) {
    for (const auto& [tag, words] : text) {
      if (ascii_lower(tag) == ascii_lower(wanted)) return words;
    }
    for (const auto& [tag, words] : text) {
      if (primary_subtag(tag) == primary_subtag(wanted)) return words;
    }
  }
  return text.empty() ? kNone : text.begin()->second;
}

std::optional<std::string> language_among(const std::vector<std::string>& languages,
                                          std::string_view tag) {
  for (const std::string& language : languages) {
    if (ascii_lower(language) == ascii_lower(tag)) return language;
  }
  for (const std::string& language : languages) {
    if (primary_subtag(language) == primary_subtag(tag)) return language;
  }
  return std::nullopt;
}

std::string_view to_string(CheckSeverity severity) {
  switch (severity) {
    case CheckSeverity::blocker: return "blocker";
    case CheckSeverity::warning: return "warning";
    case CheckSeverity::info: return "info";
  }
  return "";
}

}  // namespace regpolicy
