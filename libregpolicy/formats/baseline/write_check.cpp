#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

#include "formats/baseline/writing.hpp"
#include "formats/toml/toml_text.hpp"

namespace regpolicy::baseline {
namespace {

using document::in_quotes;

std::string quoted_units(std::u16string_view text) { return in_quotes(to_utf8(text)); }

std::string scalar_text(const Scalar& scalar) {
  if (const auto* number = std::get_if<std::uint64_t>(&scalar)) return fmt::format("{}", *number);
  return quoted_units(std::get<std::u16string>(scalar));
}

std::string test_text(const ValueTest& test) {
  if (const auto* equals = std::get_if<Equals>(&test)) {
    return "equals = " + scalar_text(equals->operand);
  }
  if (const auto* one_of = std::get_if<OneOf>(&test)) {
    std::vector<std::string> operands;
    for (const Scalar& scalar : one_of->operands) operands.push_back(scalar_text(scalar));
    return fmt::format("one_of = [{}]", fmt::join(operands, ", "));
  }
  if (const auto* at_least = std::get_if<AtLeast>(&test)) {
    return fmt::format("at_least = {}", at_least->operand);
  }
  if (const auto* at_most = std::get_if<AtMost>(&test)) {
    return fmt::format("at_most = {}", at_most->operand);
  }
  if (const auto* matches = std::get_if<Matches>(&test)) {
    return "matches = " + in_quotes(matches->pattern);
  }
  return std::holds_alternative<Exists>(test) ? "exists = true" : "absent = true";
}

std::string type_text(Type type) {
  const std::string name = to_string(type);
  return name.starts_with("REG_") ? in_quotes(name) : name;
}

// An inline table, which TOML wants on one line.
struct ConditionWriter {
  std::string operator()(const ValueCondition& c) const {
    return fmt::format("{{ key = {}, name = {}, {}{} }}", quoted_units(c.key), quoted_units(c.name),
                       c.type ? fmt::format("type = {}, ", type_text(*c.type)) : std::string(),
                       test_text(c.test));
  }
  std::string operator()(const SubkeysCondition& c) const {
    std::vector<std::string> names;
    for (const std::u16string& name : c.allowed) names.push_back(quoted_units(name));
    return fmt::format("{{ subkeys_of = {}, allowed = [{}] }}", quoted_units(c.key),
                       fmt::join(names, ", "));
  }
  std::string operator()(const KeyCondition& c) const {
    return fmt::format("{{ {} = {} }}", c.exists ? "key_exists" : "key_absent",
                       quoted_units(c.key));
  }
  std::string operator()(const AnySubkeyCondition& c) const {
    return fmt::format("{{ any_subkey_of = {}, name = {}, {} }}", quoted_units(c.key),
                       quoted_units(c.name), test_text(c.test));
  }
  std::string operator()(const BuildCondition& c) const {
    std::vector<std::string> bounds;
    if (c.at_least) bounds.push_back(fmt::format("at_least = {}", *c.at_least));
    if (c.at_most) bounds.push_back(fmt::format("at_most = {}", *c.at_most));
    return fmt::format("{{ build = {{ {} }} }}", fmt::join(bounds, ", "));
  }
  std::string operator()(const EditionCondition& c) const {
    return fmt::format("{{ edition = {} }}", in_quotes(c.pattern));
  }
  std::string operator()(const AllOf& c) const { return terms("all", c.terms); }
  std::string operator()(const AnyOf& c) const { return terms("any", c.terms); }
  std::string operator()(const Not& c) const {
    return fmt::format("{{ not = {} }}", std::visit(*this, c.term.front().node));
  }

  std::string terms(std::string_view word, const std::vector<Condition>& conditions) const {
    std::vector<std::string> texts;
    for (const Condition& term : conditions) texts.push_back(std::visit(*this, term.node));
    return fmt::format("{{ {} = [{}] }}", word, fmt::join(texts, ", "));
  }
};

}  // namespace

std::string condition_line(std::string_view key, const Condition& condition) {
  return fmt::format("{} = {}\n", key, std::visit(ConditionWriter{}, condition.node));
}

std::string check_text(const Check& check) {
  std::string text = "[[check]]\n" + text_line("id", std::string_view(check.id)) +
                     text_line("severity", to_string(check.severity));
  if (check.side == Side::user) text += text_line("side", std::string_view("user"));
  text += fmt::format("as_of = {}\n", check.as_of);
  text += localized_line("source", check.source) + localized_line("title", check.title) +
          localized_line("reason", check.reason) + localized_line("remediation", check.remediation);
  if (check.applies_to) text += condition_line("applies_to", *check.applies_to);
  if (const auto* require = std::get_if<Require>(&check.rule)) {
    return text + condition_line("require", require->condition);
  }
  if (const auto* forbid = std::get_if<Forbid>(&check.rule)) {
    return text + condition_line("forbid", forbid->condition);
  }
  return text + localized_line("not_auditable", std::get<NotAuditable>(check.rule).reason);
}

}  // namespace regpolicy::baseline
