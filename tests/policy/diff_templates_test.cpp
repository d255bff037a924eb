#include <regpolicy/diff_templates.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "formats/template_files.hpp"

using namespace regpolicy;
using namespace regpolicy::template_tests;

namespace {

Template everything() { return read_good(file_text(template_data() / "ok-everything.toml")); }

TemplateDiff diff_of(const Template& a, const Template& b) {
  return diff_templates({"a", {&a}}, {"b", {&b}});
}

Policy& policy_of(Template& source, const std::string& name) {
  auto& policies = source.definitions.policies;
  const auto found = std::ranges::find(policies, name, &Policy::name);
  REQUIRE(found != policies.end());
  return *found;
}

// "changed policy Smallest: key 'old' -> 'new'"
std::vector<std::string> lines_of(const TemplateDiff& diff) {
  std::vector<std::string> lines;
  for (const TemplateDifference& difference : diff.templates) {
    for (const TemplateChange& change : difference.changes) {
      std::string line(to_string(change.kind));
      for (const auto& step : change.path) {
        line += fmt::format(" {} {}", to_string(step.part), step.id);
      }
      if (change.kind == TemplateChangeKind::changed) {
        for (const auto& field : change.fields) {
          line += fmt::format("; {} '{}' -> '{}'", field.field, field.a.value_or("(absent)"),
                              field.b.value_or("(absent)"));
        }
      }
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::vector<std::string> rules_of(const TemplateDiff& diff) {
  std::vector<std::string> rules;
  for (const Diagnostic& item : diff.findings.items) rules.push_back(item.rule);
  return rules;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A template does not differ from itself") {
  const TemplateDiff diff = diff_of(everything(), everything());
  CHECK(diff.templates.empty());
  CHECK(diff.same == 1);
  CHECK(diff.findings.items.empty());
  CHECK(to_text(diff).empty());
}

TEST_CASE("The order of policies, categories and texts in the file does not count") {
  Template b = everything();
  std::ranges::reverse(b.definitions.policies);
  std::ranges::reverse(b.definitions.categories);
  for (PolicyResources& resources : b.resources) {
    std::ranges::reverse(resources.strings);
    std::ranges::reverse(resources.presentations);
  }
  CHECK(lines_of(diff_of(everything(), b)).empty());
}

TEST_CASE("The order of items and of controls counts") {
  Template b = everything();
  auto& items = std::get<EnumElement>(policy_of(b, "Full").elements[6].detail).items;
  std::swap(items[0], items[1]);
  const auto lines = lines_of(diff_of(everything(), b));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] ==
        "changed policy Full element Enum; order 'Item_Full_Enum_Number, Item_Full_Enum_Text, "
        "Item_Full_Enum_Long, Item_Full_Enum_Nothing' -> 'Item_Full_Enum_Text, "
        "Item_Full_Enum_Number, Item_Full_Enum_Long, Item_Full_Enum_Nothing'");
}

TEST_CASE("Changed fields stand side by side, absent ones as absent") {
  Template b = everything();
  policy_of(b, "Smallest").key = "SOFTWARE\\Policies\\Other";
  policy_of(b, "Smallest").enabled_value = Decimal{7};
  policy_of(b, "States").value_name.reset();
  CHECK(lines_of(diff_of(everything(), b)) ==
        Lines{"changed policy Smallest; key 'SOFTWARE\\Policies\\Contoso' -> "
              "'SOFTWARE\\Policies\\Other'; enabled_value '(absent)' -> 'decimal 7'",
              "changed policy States; value_name 'States' -> '(absent)'"});
}

TEST_CASE("What came or went is one change with all that it has") {
  Template b = everything();
  policy_of(b, "Full").elements.pop_back();
  Policy added;
  added.name = "Added";
  added.key = "SOFTWARE\\Policies\\Added";
  added.elements.push_back({.id = "Inside"});
  b.definitions.policies.push_back(added);
  const TemplateDiff diff = diff_of(everything(), b);
  CHECK(lines_of(diff) == Lines{"removed policy Full element Multi", "added policy Added"});
  const auto& fields = diff.templates.at(0).changes.at(1).fields;
  CHECK(std::ranges::count(
            fields, TemplateFieldChange{"key", std::nullopt, "SOFTWARE\\Policies\\Added"}) == 1);
}

TEST_CASE("A text is a difference of its language alone") {
  Template b = everything();
  const auto swedish = std::ranges::find(b.resources, "sv-SE", &PolicyResources::language);
  REQUIRE(swedish != b.resources.end());
  swedish->strings.front().text = "Annat";
  const auto lines = lines_of(diff_of(everything(), b));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("changed language sv-SE text "));
  CHECK(lines[0].ends_with("-> 'Annat'"));
}

TEST_CASE("Languages are the same in whatever case their folders are spelled") {
  Template b = everything();
  for (PolicyResources& resources : b.resources) {
    resources.language = resources.language == "sv-SE" ? "SV-se" : "EN-us";
  }
  CHECK(lines_of(diff_of(everything(), b)).empty());
  b.resources.front().strings.front().text += "!";
  CHECK(rules_of(diff_of(everything(), b)) == Lines{"template-diff.revision-not-raised"});
}

TEST_CASE("A change without a higher revision is a finding, of the file that changed") {
  Template b = everything();
  policy_of(b, "Smallest").key += "2";
  CHECK(rules_of(diff_of(everything(), b)) == Lines{"template-diff.revision-not-raised"});
  CHECK(to_string(diff_of(everything(), b).findings.items.at(0)) ==
        "Everything: warning: the template changed, and its revision is '2.10' in both (raise the "
        "revision with every change) [template-diff.revision-not-raised]");
  b.definitions.revision = "2.11";
  CHECK(rules_of(diff_of(everything(), b)).empty());
  b.definitions.revision = "2.9";
  CHECK(rules_of(diff_of(everything(), b)) == Lines{"template-diff.revision-lowered"});
}

TEST_CASE("A language that changed has a revision of its own") {
  Template b = everything();
  b.resources.front().strings.front().text += "!";
  CHECK(rules_of(diff_of(everything(), b)) == Lines{"template-diff.revision-not-raised"});
  b.resources.front().revision = "3.0";
  CHECK(rules_of(diff_of(everything(), b)).empty());
}

TEST_CASE("A raised revision alone is a difference and no finding") {
  Template b = everything();
  b.definitions.revision = "2.11";
  const TemplateDiff diff = diff_of(everything(), b);
  CHECK(lines_of(diff) == Lines{"changed; revision '2.10' -> '2.11'"});
  CHECK(diff.findings.items.empty());
}

TEST_CASE("Templates of two stores belong together by namespace, then by file name") {
  Template one = everything(), renamed = everything(), other = everything();
  renamed.name = "Renamed";
  other.name = "Other";
  other.definitions.target.uri = "urn:other";
  Template moved = other;
  moved.definitions.target.uri = "urn:moved";
  const TemplateDiff diff = diff_templates({"a", {&one, &other}}, {"b", {&moved, &renamed}});
  REQUIRE(diff.templates.size() == 2);
  CHECK(diff.templates[0].name == "Other");
  CHECK(lines_of(diff) == Lines{"changed; namespace 'urn:other' -> 'urn:moved'",
                                "changed; name 'Everything' -> 'Renamed'"});
}

TEST_CASE("A template that only one store has is added or removed as a whole") {
  const Template one = everything();
  Template other = everything();
  other.name = "Other";
  other.definitions.target.uri = "urn:other";
  const TemplateDiff added = diff_templates({"a", {&one}}, {"b", {&other, &one}});
  REQUIRE(added.templates.size() == 1);
  CHECK(added.templates[0].kind == TemplateChangeKind::added);
  CHECK(added.templates[0].changes.empty());
  CHECK(added.same == 1);
  CHECK(to_text(added) == "Other: only in B\n");
  CHECK(to_text(diff_templates({"a", {&other, &one}}, {"b", {&one}})) == "Other: only in A\n");
}

TEST_CASE("What a broken file defines twice is compared twice") {
  Template a = everything();
  a.definitions.policies.push_back(a.definitions.policies.front());
  Template b = a;
  b.definitions.policies.back().key = "SOFTWARE\\Second";
  CHECK(lines_of(diff_of(a, b)) == Lines{"changed policy Smallest#2; key "
                                         "'SOFTWARE\\Policies\\Contoso' -> 'SOFTWARE\\Second'"});
}

TEST_CASE("Of a long text, the part around the first difference is shown") {
  Template a = everything();
  a.resources.front().strings.front().text = std::string(500, 'a') + "å" + std::string(500, 'b');
  Template b = a;
  b.resources.front().strings.front().text = std::string(500, 'a') + "ä" + std::string(500, 'b');
  const std::string text = to_text(diff_of(a, b));
  CHECK(text.find("was ...'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaåbbb") != std::string::npos);
  CHECK(text.find("is  ...'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaäbbb") != std::string::npos);
  CHECK(text.size() < 700);
}

// Every word and number of the source, each changed in turn: the diff is empty exactly where the
// template is the same.
TEST_CASE("Nothing that a template can say escapes the diff") {
  const std::string source = file_text(template_data() / "ok-everything.toml");
  const Template original = everything();
  std::size_t compared = 0;
  const auto try_with = [&](const std::string& text) {
    Diagnostics diagnostics;
    const auto changed = template_source::read(text, "changed.toml", diagnostics);
    if (!changed) return;
    ++compared;
    const bool differs = !diff_of(original, *changed).templates.empty();
    CHECK(differs == !(original == *changed));
  };
  for (std::size_t at = 0; at < source.size(); ++at) {
    const char c = source[at];
    std::string text = source;
    if (c >= '0' && c <= '9') {
      text[at] = c == '9' ? '8' : static_cast<char>(c + 1);
    } else if (c == '"' || c == '\'') {
      text.insert(at, "X");
    } else if (source.compare(at, 4, "true") == 0) {
      text.replace(at, 4, "false");
    } else if (source.compare(at, 5, "false") == 0) {
      text.replace(at, 5, "true");
    } else {
      continue;
    }
    try_with(text);
  }
  CHECK(compared > 300);
}
