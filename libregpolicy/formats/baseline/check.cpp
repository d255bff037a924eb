#include <utility>

#include <fmt/format.h>

#include "formats/baseline/reading.hpp"

namespace regpolicy::baseline {
namespace {

using document::Node;
using document::Table;
using document::TableReader;

std::string read_as_of(const TableReader& reader) {
  const Node* const node = reader.require("as_of");
  if (node == nullptr) return {};
  if (const auto* date = std::get_if<document::Date>(&node->content)) return date->text;
  reader.context().error("wrong-type",
                         fmt::format("'as_of' is {}, expected a date", kind_name(*node)),
                         node->place, "a date is written without quotes: 2025-06-01");
  return {};
}

// Exactly one of require, forbid, not_auditable.
void read_rule(const TableReader& reader, const std::vector<std::string>& languages, Check& check) {
  int rules = 0;
  for (const std::string_view key : {"require", "forbid", "not_auditable"}) {
    rules += reader.find(key) != nullptr ? 1 : 0;
  }
  if (rules != 1) {
    reader.context().error("bad-check",
                           fmt::format("the check has {} of 'require', 'forbid' and "
                                       "'not_auditable', expected exactly one",
                                       rules == 0 ? "none" : fmt::format("{}", rules)),
                           reader.place());
  }
  if (auto condition = read_condition(reader, "require")) {
    check.rule = Require{*std::move(condition)};
  }
  if (auto condition = read_condition(reader, "forbid")) check.rule = Forbid{*std::move(condition)};
  if (auto reason = reader.localized("not_auditable", languages)) {
    check.rule = NotAuditable{*std::move(reason)};
  }
}

}  // namespace

Check read_check(const Reading& reading, const Node& node) {
  const TableReader reader(reading.context, std::get<Table>(node.content), node.place, "[[check]]",
                           {"id", "severity", "side", "as_of", "source", "title", "reason",
                            "remediation", "applies_to", "require", "forbid", "not_auditable"});
  Check check;
  check.id = reader.required_text("id").value_or("");
  (void)reader.require("severity");
  check.severity = read_severity(reader, CheckSeverity::warning);
  check.side = read_side(reader);
  check.as_of = read_as_of(reader);
  check.source = read_common_text(reader, "source", reading.languages);
  check.title = reader.required_localized("title", reading.languages);
  check.reason = reader.required_localized("reason", reading.languages);
  check.remediation = reader.required_localized("remediation", reading.languages);
  check.applies_to = read_condition(reader, "applies_to");
  read_rule(reader, reading.languages, check);
  check.location = reading.context.at(reader.place_of("id"));
  return check;
}

}  // namespace regpolicy::baseline
