#include <regpolicy/catalog.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

#include "policy/text_references.hpp"

namespace regpolicy {
namespace {

using Templates = std::vector<std::unique_ptr<Template>>;

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                         std::string_view prefix = {}) {
  const std::string near = nearest_word(word, candidates);
  return near.empty() ? std::string() : fmt::format("did you mean '{}{}'?", prefix, near);
}

std::unexpected<Error> no_qualifier(const Templates& templates, std::string_view name) {
  std::vector<std::string> candidates;
  for (const auto& source : templates) {
    const auto& policies = source->definitions.policies;
    if (std::ranges::find(policies, name, &Policy::name) == policies.end()) continue;
    candidates.push_back(fmt::format("'{}:{}'", source->definitions.target.prefix, name));
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("found '{}', expected prefix:name", escape_for_display(name)), {},
              candidates.empty() ? std::string()
                                 : fmt::format("did you mean {}?", fmt::join(candidates, " or ")));
}

std::unexpected<Error> unknown_qualifier(const Templates& templates, std::string_view qualifier) {
  std::vector<std::string> candidates, prefixes;
  for (const auto& source : templates) {
    prefixes.push_back(source->definitions.target.prefix);
    candidates.push_back(source->definitions.target.prefix);
    candidates.push_back(source->definitions.target.uri);
  }
  std::string hint = did_you_mean(qualifier, candidates);
  if (hint.empty()) {
    hint = templates.empty() ? "no template is loaded"
                             : fmt::format("loaded: {}", fmt::join(prefixes, ", "));
  }
  return fail(
      ErrorCode::not_found,
      fmt::format("no template has the prefix or namespace '{}'", escape_for_display(qualifier)),
      {}, std::move(hint));
}

std::unexpected<Error> ambiguous(const std::vector<const Template*>& sources,
                                 std::string_view qualifier, std::string_view name) {
  std::vector<std::string> uris;
  for (const Template* source : sources) {
    uris.push_back(fmt::format("'{}:{}'", source->definitions.target.uri, name));
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("the prefix '{}' is that of {} templates", qualifier, sources.size()), {},
              fmt::format("write {}", fmt::join(uris, " or ")));
}

std::unexpected<Error> unknown_policy(const Template& source, std::string_view qualifier,
                                      std::string_view name) {
  std::vector<std::string> names;
  for (const Policy& policy : source.definitions.policies) names.push_back(policy.name);
  return fail(
      ErrorCode::not_found,
      fmt::format("the template '{}' has no policy '{}'", source.name, escape_for_display(name)),
      {}, did_you_mean(name, names, fmt::format("{}:", qualifier)));
}

}  // namespace

void Catalog::add(Template policy_template, Diagnostics& diagnostics) {
  const std::string& uri = policy_template.definitions.target.uri;
  if (const Template* const taken = with_namespace(uri)) {
    diagnostics.warning(
        "catalog.duplicate-namespace",
        fmt::format("the template '{}' is ignored: its namespace '{}' is that of '{}'",
                    policy_template.name, escape_for_display(uri), taken->name),
        {});
    return;
  }
  const Template& added =
      *templates_.emplace_back(std::make_unique<Template>(std::move(policy_template)));
  by_namespace_.emplace(added.definitions.target.uri, &added);
  by_prefix_[added.definitions.target.prefix].push_back(&added);
  Policies& policies = policies_[&added];
  policies.reserve(added.definitions.policies.size());
  for (const Policy& policy : added.definitions.policies) policies.emplace(policy.name, &policy);
  for (const PolicyResources& resources : added.resources) {
    Strings& strings = strings_[&resources];
    strings.reserve(resources.strings.size());
    for (const ResourceString& string : resources.strings) strings.emplace(string.id, &string.text);
  }
}

const Template* Catalog::with_namespace(std::string_view uri) const {
  const auto found = by_namespace_.find(uri);
  return found == by_namespace_.end() ? nullptr : found->second;
}

const Policy* Catalog::find_policy(const Template& source, std::string_view name) const {
  const auto policies = policies_.find(&source);
  if (policies == policies_.end()) return nullptr;
  const auto found = policies->second.find(name);
  return found == policies->second.end() ? nullptr : found->second;
}

const std::string* Catalog::text(const Template& source, std::string_view reference,
                                 std::string_view language) const {
  const auto strings = strings_.find(&resources_in(source, language));
  if (strings == strings_.end()) return nullptr;
  const auto found = strings->second.find(string_id(reference));
  return found == strings->second.end() ? nullptr : found->second;
}

Result<Catalog::Entry> Catalog::find(std::string_view qualified_name) const {
  // A namespace may hold colons, a policy's name never does.
  const std::size_t colon = qualified_name.rfind(':');
  if (colon == std::string_view::npos) return no_qualifier(templates_, qualified_name);
  const std::string_view qualifier = qualified_name.substr(0, colon);
  const std::string_view name = qualified_name.substr(colon + 1);
  const Template* source = with_namespace(qualifier);
  if (source == nullptr) {
    const auto sources = by_prefix_.find(qualifier);
    if (sources == by_prefix_.end()) return unknown_qualifier(templates_, qualifier);
    if (sources->second.size() > 1) return ambiguous(sources->second, qualifier, name);
    source = sources->second.front();
  }
  const Policy* const policy = find_policy(*source, name);
  if (policy == nullptr) return unknown_policy(*source, qualifier, name);
  return Entry{source, policy};
}

const std::string* resolve_string(const PolicyResources& resources, std::string_view reference) {
  const std::string_view id = string_id(reference);
  if (id.empty()) return nullptr;
  const auto found = std::ranges::find(resources.strings, id, &ResourceString::id);
  return found == resources.strings.end() ? nullptr : &found->text;
}

const PolicyResources& resources_in(const Template& policy_template, std::string_view language) {
  static const PolicyResources kNone;
  const std::string fallback = policy_template.definitions.fallback_culture.value_or("en-US");
  for (const std::string_view wanted : {language, std::string_view(fallback)}) {
    for (const PolicyResources& resources : policy_template.resources) {
      if (ascii_lower(resources.language) == ascii_lower(wanted)) return resources;
    }
  }
  return policy_template.resources.empty() ? kNone : policy_template.resources.front();
}

}  // namespace regpolicy
