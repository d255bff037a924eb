#include <map>
#include <ranges>
#include <set>

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

std::string guess(Reading& reading, std::string_view word, const auto& names) {
  if (reading.guesses_left == 0) return {};
  --reading.guesses_left;
  return did_you_mean(word, {names.begin(), names.end()});
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
  std::string hint = guess(reading, prefix, std::views::keys(reading.prefixes));
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
  reading.error("unknown-reference",
                fmt::format("there is no {} '{}'", kind_name(reference.kind),
                            escape_for_display(reference.target)),
                reference.place,
                is_range ? guess(reading, reference.target, reading.with_versions)
                         : guess(reading, reference.target, std::views::keys(ids)));
}

// A category or definition that refers to others.
struct Vertex {
  std::vector<const Reference*> edges;  // at least one
  std::size_t next = 0;                 // of edges; 0: not visited yet
  bool is_open = false;                 // lies on the path from the start
};

using Graph = std::map<std::string_view, Vertex>;

// Follows all that can be reached from `start` and was not visited yet; collects the references
// that lead back to where the path came from.
void find_cycles(Graph& graph, std::string_view start, std::set<const Reference*>& closing) {
  std::vector<Vertex*> path;
  const auto visit = [&graph, &path](std::string_view name) {
    const auto found = graph.find(name);
    if (found == graph.end()) return false;
    Vertex& vertex = found->second;
    if (vertex.next == 0 && !vertex.is_open) {
      vertex.is_open = true;
      path.push_back(&vertex);
      return false;
    }
    return vertex.is_open;
  };
  visit(start);
  while (!path.empty()) {
    Vertex& at = *path.back();
    if (at.next == at.edges.size()) {
      at.is_open = false;
      path.pop_back();
    } else if (const Reference* const edge = at.edges[at.next++]; visit(edge->target)) {
      closing.insert(edge);
    }
  }
}

void report_cycles(Reading& reading, ReferenceKind kind) {
  Graph graph;
  for (const Reference& reference : reading.references) {
    if (reference.kind != kind || reference.from.empty()) continue;
    graph[reference.from].edges.push_back(&reference);
  }
  std::set<const Reference*> closing;  // in the order of the file
  for (const Reference& reference : reading.references) {
    if (reference.kind == kind) find_cycles(graph, reference.from, closing);
  }
  for (const Reference* const reference : closing) {
    reading.error("cycle",
                  fmt::format("the {} '{}' leads back to itself through '{}'", kind_name(kind),
                              reference->from, reference->target),
                  reference->place);
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
