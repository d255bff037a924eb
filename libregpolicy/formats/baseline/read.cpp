#include <regpolicy/baseline.hpp>

#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/baseline/reading.hpp"

namespace regpolicy::baseline {
namespace {

using document::Node;
using document::Table;
using document::TableReader;

constexpr std::string_view kFormat = "baseline";

// A path with a NUL would end there for the system, and name another file.
void report_nuls(const Reading& reading, const Node& paths, std::string_view what) {
  const auto* const items = std::get_if<document::Array>(&paths.content);
  if (items == nullptr) return;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const auto* const text = std::get_if<std::string>(&(*items)[i].content);
    if (text == nullptr || text->find('\0') == std::string::npos) continue;
    reading.context.error(
        "bad-text", fmt::format("item {} of '{}' holds a NUL, which no path can", i + 1, what),
        (*items)[i].place);
  }
}

void read_head(Reading& reading, const Table& root, Baseline& baseline) {
  const document::Member* const head = document::find(root, "baseline");
  if (head == nullptr) {
    reading.context.error("missing-key", "the file has no [baseline]", {1, 1});
    return;
  }
  const Table* const table = get_table(reading.context, head->value, "'baseline'");
  if (table == nullptr) return;
  const TableReader reader(reading.context, *table, head->value.place, "[baseline]",
                           {"name", "title", "languages", "templates"});
  baseline.name = reader.required_text("name").value_or("");
  baseline.languages = read_languages(reader, "languages");
  if (reader.find("title") != nullptr) {
    baseline.title = reader.required_localized("title", baseline.languages);
  }
  baseline.templates = reader.texts("templates");
  if (const Node* const paths = reader.find("templates")) {
    report_nuls(reading, *paths, "templates");
  }
  reading.languages = baseline.languages;
}

void read_conclusion(const Reading& reading, const Table& root, Baseline& baseline) {
  const document::Member* const member = document::find(root, "conclusion");
  if (member == nullptr) return;
  const Table* const table = get_table(reading.context, member->value, "'conclusion'");
  if (table == nullptr) return;
  const TableReader reader(reading.context, *table, member->value.place, "[conclusion]",
                           {"ready", "blocked", "unknown"});
  baseline.conclusion = Conclusion{reader.required_localized("ready", reading.languages),
                                   reader.required_localized("blocked", reading.languages),
                                   reader.required_localized("unknown", reading.languages)};
}

// Reports every location whose key was there before.
class Uniqueness {
 public:
  Uniqueness(const document::Context& context, std::string_view rule)
      : context_(context), rule_(rule) {}

  void add(const std::string& key, const std::string& what, const Location& location) {
    const auto [first, is_new] = first_lines_.emplace(key, location.line.value_or(0));
    if (is_new) return;
    context_.error(rule_, what, {location.line.value_or(1), location.column.value_or(1)},
                   fmt::format("the first is in line {}", first->second));
  }

 private:
  const document::Context& context_;
  std::string_view rule_;
  std::map<std::string, std::uint32_t> first_lines_;
};

void report_duplicates(const Reading& reading, const Baseline& baseline) {
  Uniqueness settings(reading.context, "duplicate-setting");
  for (const BaselineSetting& item : baseline.settings) {
    const Setting& setting = item.setting;
    if (setting.policy.empty()) continue;
    settings.add(fmt::format("{}|{}", to_string(setting.side), setting.policy),
                 fmt::format("'{}' is set twice on the {} side", escape_for_display(setting.policy),
                             to_string(setting.side)),
                 setting.location);
  }
  Uniqueness checks(reading.context, "duplicate-check");
  for (const Check& check : baseline.checks) {
    if (check.id.empty()) continue;
    checks.add(check.id,
               fmt::format("a check has the id '{}' already", escape_for_display(check.id)),
               check.location);
  }
}

// A template source has nothing that a baseline knows: one error says more than one for each key.
bool is_template_source(const Reading& reading, const Table& root) {
  const document::Member* const head = document::find(root, "template");
  if (head == nullptr || document::find(root, "baseline") != nullptr) return false;
  reading.context.error("is-template", "this is a template source, expected a baseline",
                        head->place,
                        "'regpolicy generate' reads it; a baseline names it under 'templates'");
  return true;
}

Baseline read_root(Reading& reading, const Table& root) {
  if (is_template_source(reading, root)) return {};
  const TableReader names(reading.context, root, {1, 1}, "the file",
                          {"baseline", "conclusion", "setting", "value", "check"});
  Baseline baseline;
  read_head(reading, root, baseline);
  read_conclusion(reading, root, baseline);
  for (const Node* node : tables_of(reading.context, root, "setting")) {
    baseline.settings.push_back(read_setting(reading, *node));
  }
  for (const Node* node : tables_of(reading.context, root, "value")) {
    baseline.values.push_back(read_value(reading, *node));
  }
  for (const Node* node : tables_of(reading.context, root, "check")) {
    baseline.checks.push_back(read_check(reading, *node));
  }
  report_duplicates(reading, baseline);
  return baseline;
}

}  // namespace

std::optional<Baseline> read(std::string_view text, const std::string& source,
                             Diagnostics& diagnostics) {
  const std::size_t first = diagnostics.items.size();
  const std::size_t errors = diagnostics.count(Severity::error);
  const Result<Node> root = document::parse(text, source);
  if (!root) {
    diagnostics.error("baseline.syntax", root.error().message, root.error().location,
                      root.error().hint);
    return std::nullopt;
  }
  Reading reading{{source, kFormat, diagnostics}, {}};
  Baseline baseline = read_root(reading, std::get<Table>(root->content));
  sort_by_place(diagnostics, first);
  if (diagnostics.count(Severity::error) != errors) return std::nullopt;
  return baseline;
}

}  // namespace regpolicy::baseline
