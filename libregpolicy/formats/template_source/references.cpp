#include <algorithm>

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
  std::vector<std::string> prefixes;
  for (const auto& [name, use] : reading.prefixes) prefixes.push_back(name);
  std::string hint = did_you_mean(prefix, prefixes);
  if (hint.empty()) hint = "declare it with [[using]]";
  reading.error("unknown-prefix",
                fmt::format("the prefix '{}' of '{}' is not declared", escape_for_display(prefix),
                            escape_for_display(reference.target)),
                reference.place, std::move(hint));
}

void resolve_own(Reading& reading, const Reference& reference) {
  std::vector<std::string> names;
  if (reference.kind == ReferenceKind::range) {
    names.assign(reading.with_versions.begin(), reading.with_versions.end());
  } else {
    const Ids& ids =
        reference.kind == ReferenceKind::category ? reading.categories : reading.supported_on;
    for (const auto& [name, place] : ids) names.push_back(name);
  }
  if (std::ranges::binary_search(names, reference.target)) return;
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
