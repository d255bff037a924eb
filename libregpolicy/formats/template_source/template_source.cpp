#include <regpolicy/template_source.hpp>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

// Tables that belong below another one, and how they are written there.
constexpr std::pair<std::string_view, std::string_view> kBelow[] = {
    {"element", "[[policy.element]]"},
    {"item", "[[policy.element.item]]"},
    {"enabled_list", "[policy.enabled_list]"},
    {"disabled_list", "[policy.disabled_list]"},
    {"mdm", "[policy.mdm]"},
    {"major_version", "[[product.major_version]]"},
    {"minor_version", "[[product.major_version.minor_version]]"},
    {"control", "[[presentation.control]]"}};

// What breaks the rules of the Group Policy editor, or makes little sense, and can be written all
// the same. Everything else leaves open what is meant.
constexpr std::string_view kContentRules[] = {"bad-file-name",
                                              "bad-guid",
                                              "bad-id",
                                              "bad-key",
                                              "bad-name",
                                              "bad-namespace",
                                              "bad-reference",
                                              "bad-revision",
                                              "cycle",
                                              "default-out-of-range",
                                              "directive-name",
                                              "duplicate-id",
                                              "duplicate-namespace",
                                              "duplicate-prefix",
                                              "empty-text",
                                              "fallback-not-first",
                                              "line-break",
                                              "list-key-shared",
                                              "list-with-value-name",
                                              "min-above-max",
                                              "missing-label",
                                              "no-items",
                                              "own-prefix",
                                              "prefix-with-explicit-value",
                                              "revision-too-low",
                                              "same-item",
                                              "same-states",
                                              "string-id-taken",
                                              "text-too-long",
                                              "unknown-prefix",
                                              "unknown-reference",
                                              "value-without-name",
                                              "value-written-twice",
                                              "writes-nothing"};

constexpr std::string_view kDraftRules[] = {"missing-translation"};

std::vector<std::string> languages_to_translate(const Reading& reading) {
  std::vector<std::string> languages;
  for (std::size_t i = 0; i < reading.languages.size(); ++i) {
    if (reading.to_translate.contains(i)) languages.push_back(reading.languages[i]);
  }
  return languages;
}

void downgrade(Diagnostics& diagnostics, std::size_t first,
               std::span<const std::string_view> rules) {
  for (std::size_t i = first; i < diagnostics.items.size(); ++i) {
    Diagnostic& finding = diagnostics.items[i];
    const std::string_view rule = std::string_view(finding.rule).substr(finding.rule.find('.') + 1);
    if (std::ranges::find(rules, rule) == rules.end()) continue;
    finding.severity = Severity::warning;
  }
}

// The keys of the file that are known there; those of kBelow are reported with where they belong.
std::vector<std::string> known_keys(const Reading& reading, const Node& root) {
  std::vector<std::string> known = {"template", "using",  "language", "product",     "supported_on",
                                    "category", "policy", "string",   "presentation"};
  const auto* const table = std::get_if<document::Table>(&root.content);
  if (table == nullptr) return known;
  for (const auto& [key, right] : kBelow) {
    const document::Member* const member = document::find(*table, key);
    if (member == nullptr) continue;
    reading.error("unknown-key", fmt::format("unknown key '{}' in the source", key), member->place,
                  fmt::format("did you mean {}?", right));
    known.emplace_back(key);
  }
  return known;
}

// A baseline has nothing that a template source knows: one error says more than one for each key.
bool is_baseline(const Reading& reading, const Node& root) {
  const auto* const table = std::get_if<document::Table>(&root.content);
  if (table == nullptr || document::find(*table, "template") != nullptr) return false;
  const document::Member* const head = document::find(*table, "baseline");
  if (head == nullptr) return false;
  reading.error("is-baseline", "this is a baseline, expected a template source", head->place,
                "'regpolicy compile' and 'regpolicy audit' read it");
  return true;
}

// In the order in which the sections must be known. Ids may be used before the file defines them,
// so references come last.
void read_sections(Reading& reading, const Node& root) {
  if (is_baseline(reading, root)) return;
  const auto table = Section::open(reading, root, "the source", known_keys(reading, root));
  if (!table) return;
  if (const Node* const header = table->require("template")) read_header(reading, *header);
  using Reader = std::pair<std::string_view, void (*)(Reading&, const Node&)>;
  static constexpr Reader kReaders[] = {
      {"using", read_using},         {"language", read_language},
      {"product", read_product},     {"supported_on", read_supported_on},
      {"category", read_category},   {"policy", read_policy},
      {"string", read_string_table}, {"presentation", read_presentation_table}};
  for (const auto& [key, read_section] : kReaders) {
    for (const Node* const node : table->tables(key)) read_section(reading, *node);
  }
  resolve_references(reading);
  resolve_resources(reading);
  warn_of_cleared_keys(reading);
}

}  // namespace

namespace {

std::optional<Draft> read_as(bool is_draft, std::string_view text, const std::string& source,
                             Diagnostics& diagnostics) {
  const std::size_t first = diagnostics.items.size();
  const std::size_t errors_before = diagnostics.count(Severity::error);
  Reading reading({source, "template", diagnostics});
  if (auto root = document::parse(text, source)) {
    normalise_strings(reading, *root);
    read_sections(reading, *root);
  } else {
    const Error& error = root.error();
    diagnostics.error("template.syntax", error.message, error.location, error.hint);
  }
  if (!reading.strict) downgrade(diagnostics, first, kContentRules);
  if (is_draft) downgrade(diagnostics, first, kDraftRules);
  sort_by_place(diagnostics, first);
  if (diagnostics.count(Severity::error) != errors_before) return std::nullopt;
  return Draft{std::move(reading.result), languages_to_translate(reading)};
}

}  // namespace

std::optional<Template> read(std::string_view text, const std::string& source,
                             Diagnostics& diagnostics) {
  auto draft = read_as(false, text, source, diagnostics);
  return draft ? std::optional(std::move(draft->content)) : std::nullopt;
}

std::optional<Draft> read_draft(std::string_view text, const std::string& source,
                                Diagnostics& diagnostics) {
  return read_as(true, text, source, diagnostics);
}

}  // namespace regpolicy::template_source
