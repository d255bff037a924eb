#include <regpolicy/template_source.hpp>

#include <algorithm>
#include <utility>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

// In the order in which the sections must be known: prefixes and ids may be used before the file
// defines them, so references are resolved last.
void read_sections(Reading& reading, const Node& root) {
  TableReader table(reading, root, "the source");
  if (const Node* const header = table.require("template")) read_header(reading, *header);
  using Section = std::pair<std::string_view, void (*)(Reading&, const Node&)>;
  static constexpr Section kSections[] = {{"using", read_using},
                                          {"product", read_product},
                                          {"supported_on", read_supported_on},
                                          {"category", read_category},
                                          {"policy", read_policy}};
  for (const auto& [key, read_section] : kSections) {
    for (const Node* const node : table.tables(key)) read_section(reading, *node);
  }
  table.finish();
  resolve_references(reading);
}

}  // namespace

std::optional<Template> read(std::string_view text, const std::string& source,
                             Diagnostics& diagnostics) {
  Diagnostics own;
  Reading reading{.source = source, .diagnostics = own};
  if (const auto root = parse_toml(text, source, own)) read_sections(reading, *root);
  std::ranges::stable_sort(own.items, [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.location.line, a.location.column) <
           std::pair(b.location.line, b.location.column);
  });
  const bool failed = own.has_errors();
  std::ranges::move(own.items, std::back_inserter(diagnostics.items));
  if (failed) return std::nullopt;
  return std::move(reading.result);
}

}  // namespace regpolicy::template_source
