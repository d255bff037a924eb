// The table of rules about templates: every rule has a sample that it and no other finds, and a row
// in the manual.
#include <set>

#include <fmt/format.h>

#include <regpolicy/store_source.hpp>
#include <regpolicy/template_rules.hpp>

#include <catch2/catch.hpp>

#include "policy/check_templates/samples.hpp"
#include "support/files.hpp"

using namespace regpolicy;

namespace {

// Those of the readers have their tests with them.
bool is_of_a_reader(const Rule& rule) {
  for (const Rule& other : template_reader_rules()) {
    if (other.id == rule.id) return true;
  }
  return false;
}

// As Markdown shows it.
std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '*' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

// What surely comes with it: a text that only translations lack is one that nothing uses.
std::string_view company_of(std::string_view rule) {
  return rule == "adml.missing-translation" ? ", adml.unused-string" : "";
}

}  // namespace

TEST_CASE("every rule about templates has a sample that it finds, and no other rule does") {
  std::vector<std::string_view> rules;
  for (const Rule& rule : template_rules()) {
    if (!is_of_a_reader(rule)) rules.push_back(rule.id);
  }
  std::vector<std::string_view> sampled;
  for (const tests::TemplateSample& sample : tests::template_samples()) {
    CAPTURE(sample.rule);
    sampled.push_back(sample.rule);
    CHECK(tests::template_rules_found(sample.files, sample.options) ==
          std::string(sample.rule) + std::string(company_of(sample.rule)));
  }
  CHECK(sampled == rules);
}

TEST_CASE("every finding about templates stands at the element or attribute that is wrong") {
  for (const tests::TemplateSample& sample : tests::template_samples()) {
    CAPTURE(sample.rule);
    std::string places;
    for (const Diagnostic& item :
         check_store(tests::store_of(sample.files), sample.options).items) {
      if (item.rule != sample.rule) continue;
      Location place = item.location;
      place.path.clear();
      places += (places.empty() ? "" : " ") + to_string(place);
      CHECK_FALSE(item.message.empty());
    }
    CHECK(places == sample.place);
  }
}

TEST_CASE("nothing is found in a good template, in any language and for any target") {
  CHECK(tests::template_findings(tests::good_template()) == "");
  CHECK(tests::template_findings(tests::good_template(), {.all_languages = true}) == "");
  CHECK(tests::template_findings(tests::good_template(), {.target = TemplateTarget::mdm}) == "");
}

TEST_CASE("rules about templates have different ids of one form, a title and help") {
  std::set<std::string_view> ids;
  for (const Rule& rule : template_rules()) {
    CAPTURE(rule.id);
    CHECK(ids.insert(rule.id).second);
    const std::string_view head = rule.id.substr(0, rule.id.find('.') + 1);
    CHECK((head == "admx." || head == "adml." || head == "store." || head == "mdm."));
    CHECK(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", head.size()) ==
          std::string_view::npos);
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.title.ends_with('.'));
    CHECK((rule.help.ends_with('.') || rule.help.ends_with(".)")));
  }
}

TEST_CASE("the manual lists exactly the rules about templates, in their order and words") {
  const std::string manual =
      tests::read_text(tests::source_folder() / "docs" / "check-templates.md");
  std::vector<std::string> rows;
  for (std::size_t at = manual.find("\n| `"); at != std::string::npos;
       at = manual.find("\n| `", at + 1)) {
    rows.push_back(manual.substr(at + 1, manual.find('\n', at + 1) - at - 1));
  }
  std::vector<Rule> rules = template_rules();
  rules.insert(rules.end(), store_rules().begin(), store_rules().end());
  std::vector<std::string> expected;
  for (const Rule& rule : rules) {
    expected.push_back(fmt::format("| `{}` | {} | {} | {} |", rule.id, to_string(rule.severity),
                                   markdown(rule.title), markdown(rule.help)));
  }
  CHECK(rows == expected);
}
