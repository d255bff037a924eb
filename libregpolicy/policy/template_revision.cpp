#include "policy/template_revision.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/language_tag.hpp"

namespace regpolicy {
namespace {

constexpr const char* kNotRaised = "template-diff.revision-not-raised";
constexpr const char* kLowered = "template-diff.revision-lowered";

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "1.10" is above "1.9". Empty for what is no revision.
std::optional<std::pair<std::uint32_t, std::uint32_t>> parse(std::string_view revision) {
  const std::size_t dot = revision.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto major = number_of(revision.substr(0, dot));
  const auto minor = number_of(revision.substr(dot + 1));
  if (!major || !minor) return std::nullopt;
  return std::pair(*major, *minor);
}

void judge(const std::string& name, const std::string& what, const std::string& a,
           const std::string& b, Diagnostics& findings) {
  const auto was = parse(a);
  const auto is = parse(b);
  Location location{.source = name};
  if (a == b || (was && is && *was == *is)) {
    findings.warning(
        kNotRaised,
        fmt::format("{} changed, and its revision is '{}' in both", what, escape_for_display(b)),
        std::move(location), "raise the revision with every change");
  } else if (was && is && *is < *was) {
    findings.warning(kLowered,
                     fmt::format("{} changed, and its revision went down from '{}' to '{}'", what,
                                 escape_for_display(a), escape_for_display(b)),
                     std::move(location), "raise the revision with every change");
  }
}

bool says_more_than(const TemplateChange& change, std::initializer_list<std::string_view> fields) {
  return std::ranges::any_of(change.fields, [&fields](const TemplateFieldChange& field) {
    return std::ranges::find(fields, field.field) == fields.end();
  });
}

// What no ADMX file holds does not count: the name of the file, and how MDM sets the same.
bool is_of_definitions(const TemplateChange& change) {
  if (change.path.empty()) return says_more_than(change, {"revision", "name"});
  const TemplatePart part = change.path.front().part;
  return part != TemplatePart::language && part != TemplatePart::mdm;
}

// Do the changes say more of the language than that its revision is another?
bool changed_texts(const TemplateDifference& difference, const std::string& language) {
  return std::ranges::any_of(difference.changes, [&language](const TemplateChange& change) {
    if (change.path.empty() || change.path.front().part != TemplatePart::language ||
        change.path.front().id != language) {
      return false;
    }
    return change.path.size() > 1 || says_more_than(change, {"revision"});
  });
}

}  // namespace

void judge_revisions(const Template& a, const Template& b, const TemplateDifference& difference,
                     Diagnostics& findings) {
  if (std::ranges::any_of(difference.changes, is_of_definitions)) {
    judge(b.name, "the template", a.definitions.revision, b.definitions.revision, findings);
  }
  for (const PolicyResources& resources : b.resources) {
    const std::string language = usual_spelling(resources.language);
    const auto older = std::ranges::find(a.resources, language, [](const PolicyResources& one) {
      return usual_spelling(one.language);
    });
    if (older == a.resources.end() || !changed_texts(difference, language)) continue;
    judge(b.name, fmt::format("the language {}", escape_for_display(language)), older->revision,
          resources.revision, findings);
  }
}

const std::vector<Rule>& diff_template_rules() {
  static const std::vector<Rule> rules = {
      {kNotRaised, Severity::warning, "something changed and the revision did not",
       "Administrators and scripts tell the versions of a template by its revision, and an ADML "
       "file that is too old for its ADMX file is found by it. Raise it with every change."},
      {kLowered, Severity::warning, "something changed and the revision went down",
       "The older file would be taken for the newer one. Raise the revision with every change."},
  };
  return rules;
}

}  // namespace regpolicy
