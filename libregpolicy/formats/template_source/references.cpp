#include <ranges>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

std::string_view kind_name(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::category: return "category";
    case ReferenceKind::supported_on: return "supported_on";
    case ReferenceKind::range: return "product or major version";
  }
  return "";
}

template <class T>
std::vector<std::string> names_of(const std::map<std::string, T>& named) {
  const auto names = std::views::keys(named);
  return {names.begin(), names.end()};
}

void resolve_foreign(Reading& reading, const Reference& reference, std::size_t colon) {
  const std::string prefix = reference.target.substr(0, colon);
  if (prefix == reading.result.definitions.target.prefix) {
    reading.error("own-prefix",
                  fmt::format("'{}' has the template's own prefix, expected '{}'",
                              escape_for_display(reference.target),
                              escape_for_display(reference.target.substr(colon + 1))),
                  reference.place, "MDM services refuse the own prefix");
    return;
  }
  const auto found = reading.prefixes.find(prefix);
  if (found != reading.prefixes.end()) {
    found->second.used = true;
    if (colon + 1 < reference.target.size()) return;
    reading.error("unknown-reference",
                  fmt::format("'{}' names nothing after the prefix", reference.target),
                  reference.place);
    return;
  }
  std::string hint = did_you_mean(prefix, names_of(reading.prefixes));
  if (hint.empty()) hint = "declare it with [[using]]";
  reading.error("unknown-prefix",
                fmt::format("the prefix '{}' of '{}' is not declared", escape_for_display(prefix),
                            escape_for_display(reference.target)),
                reference.place, std::move(hint));
}

void resolve_own(Reading& reading, const Reference& reference) {
  const Ids& ids =
      reference.kind == ReferenceKind::category ? reading.categories : reading.supported_on;
  const bool is_range = reference.kind == ReferenceKind::range;
  if (is_range ? reading.with_versions.contains(reference.target)
               : ids.contains(reference.target)) {
    return;
  }
  const std::vector<std::string> names =
      is_range
          ? std::vector<std::string>(reading.with_versions.begin(), reading.with_versions.end())
          : names_of(ids);
  reading.error("unknown-reference",
                fmt::format("there is no {} '{}'", kind_name(reference.kind),
                            escape_for_display(reference.target)),
                reference.place, did_you_mean(reference.target, names));
}

// True where references between own things lead from `start` to `goal`.
bool leads_to(const std::multimap<std::string, std::string>& edges, const std::string& start,
              const std::string& goal) {
  std::set<std::string> seen;
  std::vector<std::string> open = {start};
  while (!open.empty()) {
    const std::string at = std::move(open.back());
    open.pop_back();
    if (at == goal) return true;
    if (!seen.insert(at).second) continue;
    const auto [begin, end] = edges.equal_range(at);
    for (auto edge = begin; edge != end; ++edge) open.push_back(edge->second);
  }
  return false;
}

void report_cycles(Reading& reading, ReferenceKind kind) {
  // Edges in the order of the file: the one that closes a cycle is reported, and left out.
  std::multimap<std::string, std::string> edges;
  for (const Reference& reference : reading.references) {
    if (reference.kind != kind || reference.from.empty()) continue;
    if (leads_to(edges, reference.target, reference.from)) {
      reading.error("cycle",
                    fmt::format("the {} '{}' leads back to itself through '{}'", kind_name(kind),
                                reference.from, reference.target),
                    reference.place);
    } else {
      edges.emplace(reference.from, reference.target);
    }
  }
}

}  // namespace

void add_reference(Reading& reading, ReferenceKind kind, const std::string& target,
                   const std::string& from, Place place) {
  if (!target.empty()) reading.references.push_back({kind, target, from, place});
}

void resolve_references(Reading& reading) {
  for (const Reference& reference : reading.references) {
    const std::size_t colon = reference.target.find(':');
    if (colon == std::string::npos) {
      resolve_own(reading, reference);
    } else {
      resolve_foreign(reading, reference, colon);
    }
  }
  report_cycles(reading, ReferenceKind::category);
  report_cycles(reading, ReferenceKind::supported_on);
  for (const auto& [prefix, use] : reading.prefixes) {
    if (use.used) continue;
    reading.warning("unused-prefix", fmt::format("nothing uses the prefix '{}'", prefix), use.place,
                    "MDM services refuse a template whose other namespaces they lack");
  }
}

}  // namespace regpolicy::template_source
