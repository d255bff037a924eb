// The explicit forms of a template source: ids, references, languages that lack texts.
#include <algorithm>

#include <catch2/catch.hpp>
#include <regpolicy/template_source.hpp>

using namespace regpolicy;

namespace {

std::string source_of(const std::string& head, const std::string& rest) {
  return R"toml([template]
name = "T"
namespace = "N"
prefix = "t"
revision = "1.0"
display_name = { en-US = "T", sv-SE = "T" }
languages = ["en-US", "sv-SE"]
)toml" + head +
         R"toml(
[[category]]
id = "C"
title = { en-US = "C", sv-SE = "C" }
[[supported_on]]
id = "S"
title = { en-US = "S", sv-SE = "S" }
[[policy]]
id = "P"
class = "machine"
category = "C"
supported_on = "S"
key = 'Software\Policies\T'
value_name = "V"
)toml" + rest;
}

struct Outcome {
  std::optional<Template> content;
  std::vector<std::string> findings;
};

Outcome read(const std::string& text) {
  Outcome outcome;
  Diagnostics diagnostics;
  outcome.content = template_source::read(text, "t.toml", diagnostics);
  for (const Diagnostic& row : diagnostics.items) outcome.findings.push_back(to_string(row));
  return outcome;
}

using Findings = std::vector<std::string>;

const std::string* text_of(const PolicyResources& resources, std::string_view id) {
  const auto found = std::ranges::find(resources.strings, id, &ResourceString::id);
  return found == resources.strings.end() ? nullptr : &found->text;
}

}  // namespace

TEST_CASE("a text can have a string id of its own") {
  const auto [content, findings] =
      read(source_of("", "title = { string_id = \"My_Title\", en-US = \"E\", sv-SE = \"S\" }\n"));
  CHECK(findings == Findings{});
  REQUIRE(content);
  CHECK(content->definitions.policies[0].display_name == "$(string.My_Title)");
  REQUIRE(text_of(content->resources[1], "My_Title") != nullptr);
  CHECK(*text_of(content->resources[1], "My_Title") == "S");
}

TEST_CASE("a text can be shared by its reference") {
  const auto [content, findings] = read(source_of("", R"toml(title = "$(string.Category_C)"
explain = "$(string.Shared)"
[[string]]
id = "Shared"
text = { en-US = "E", sv-SE = "S" }
)toml"));
  CHECK(findings == Findings{});
  REQUIRE(content);
  CHECK(content->definitions.policies[0].display_name == "$(string.Category_C)");
  CHECK(content->resources[0].strings.size() == 3);
}

TEST_CASE("a reference to a string that is nowhere is an error with its place") {
  const auto [content, findings] = read(source_of("", "title = \"$(string.Nowhere)\"\n"));
  CHECK(findings == Findings{"t.toml:22:9: error: there is no string 'Nowhere' in en-US "
                             "[template.unknown-reference]"});
}

TEST_CASE("a string id that another text has is an error") {
  const auto [content, findings] =
      read(source_of("", "title = { string_id = \"Category_C\", en-US = \"E\", sv-SE = \"S\" }\n"));
  CHECK(findings ==
        Findings{"t.toml:22:9: error: 'title' of policy 'P' gets the string id 'Category_C', which "
                 "another text has (give it another 'string_id', or refer to the one that is "
                 "there: \"$(string.ID)\") [template.string-id-taken]"});
}

TEST_CASE("an empty text is a missing translation, each with its line") {
  const auto [content, findings] = read(source_of("", R"toml(title.en-US = "E"
title.sv-SE = ""
explain.en-US = "Help"
explain.sv-SE = ""
)toml"));
  CHECK(!content);
  CHECK(findings ==
        Findings{"t.toml:23:15: error: 'title' has no text in sv-SE [template.missing-translation]",
                 "t.toml:25:17: error: 'explain' has no text in sv-SE "
                 "[template.missing-translation]"});
}

TEST_CASE("an incomplete language may lack texts, and is told of once") {
  const auto [content, findings] =
      read(source_of("incomplete = [\"sv-SE\"]\n", R"toml(title.en-US = "E"
explain.en-US = "Help"
explain.sv-SE = ""
)toml"));
  REQUIRE(content);
  CHECK(text_of(content->resources[1], "Policy_P") == nullptr);
  REQUIRE(text_of(content->resources[1], "PolicyExplain_P") != nullptr);
  CHECK(text_of(content->resources[1], "PolicyExplain_P")->empty());
  CHECK(findings == Findings{"t.toml:23:1: warning: sv-SE lacks 2 texts, the first here "
                             "('incomplete' allows it) [template.incomplete]"});
}

TEST_CASE("a draft is read although translations are missing") {
  Diagnostics diagnostics;
  const auto draft = template_source::read_draft(
      source_of("", "title.en-US = \"E\"\ntitle.sv-SE = \"\"\n"), "t.toml", diagnostics);
  REQUIRE(draft);
  CHECK(draft->to_translate == std::vector<std::string>{"sv-SE"});
  CHECK(diagnostics.count(Severity::warning) == 1);
}

TEST_CASE("what breaks the editor's rules is kept where the source is not strict") {
  const std::string rest =
      "title = { en-US = \"E\", sv-SE = \"S\" }\nenabled = { dword = 0 }\n"
      "disabled = { dword = 0 }\n";
  CHECK(!read(source_of("", rest)).content);
  const auto [content, findings] = read(source_of("strict = false\n", rest));
  REQUIRE(content);
  CHECK(findings == Findings{"t.toml:25:12: warning: policy 'P' writes the same value when "
                             "enabled and when disabled [template.same-states]"});
}

TEST_CASE("a source that is not strict still has no unknown keys") {
  CHECK(!read(source_of("strict = false\n", "titel = { en-US = \"E\", sv-SE = \"S\" }\n")).content);
}

TEST_CASE("a language can have other controls than the first") {
  const auto [content, findings] = read(source_of("", R"toml(title = { en-US = "E", sv-SE = "S" }
presentation = "$(presentation.P)"
[[policy.element]]
id = "A"
kind = "boolean"
value_name = "A"
[[presentation]]
id = "P"
languages = ["en-US"]
[[presentation.control]]
kind = "checkBox"
ref_id = "A"
label.en-US = "Label"
default_checked = true
[[presentation]]
id = "P"
languages = ["sv-SE"]
[[presentation.control]]
kind = "text"
text.sv-SE = "Text"
[[presentation.control]]
kind = "checkBox"
ref_id = "A"
label.sv-SE = "Etikett"
)toml"));
  CHECK(findings == Findings{});
  REQUIRE(content);
  CHECK(content->resources[0].presentations[0].controls.size() == 1);
  CHECK(content->resources[1].presentations[0].controls.size() == 2);
}

TEST_CASE("a control key where the presentation is described elsewhere is an error") {
  const auto [content, findings] = read(source_of("", R"toml(title = { en-US = "E", sv-SE = "S" }
presentation = false
[[policy.element]]
id = "A"
kind = "boolean"
value_name = "A"
label = { en-US = "E", sv-SE = "S" }
)toml"));
  CHECK(findings ==
        Findings{"t.toml:28:9: error: element 'A' describes a control, but the 'presentation' of "
                 "policy 'P' is not made from its elements (describe it in [[presentation]]) "
                 "[template.control-elsewhere]"});
}

TEST_CASE("a written source is easy to read") {
  const auto [content, findings] = read(source_of("", R"toml(title = { en-US = "E", sv-SE = "S" }
explain = { en-US = "One\ntwo\\three", sv-SE = "Ett\n två " }
[[policy.presentation]]
text = { en-US = "Text", sv-SE = "Text" }
[[policy.presentation]]
element = "A"
[[policy.element]]
id = "A"
kind = "enum"
value_name = "A"
label = { en-US = "Label", sv-SE = "Etikett" }
default_item = "Low"
[[policy.element.item]]
id = "Low"
title = { en-US = "Low", sv-SE = "Låg" }
value = { dword = 1 }
)toml"));
  REQUIRE(content);
  const std::string expected = R"toml([template]
name = "T"
namespace = "N"
prefix = "t"
revision = "1.0"
languages = ["en-US", "sv-SE"]
display_name.en-US = "T"
display_name.sv-SE = "T"

[[supported_on]]
id = "S"
title.en-US = "S"
title.sv-SE = "S"

[[category]]
id = "C"
title.en-US = "C"
title.sv-SE = "C"

[[policy]]
id = "P"
class = "machine"
category = "C"
supported_on = "S"
key = 'Software\Policies\T'
value_name = "V"
title.en-US = "E"
title.sv-SE = "S"
explain.en-US = '''
One
two\three'''
explain.sv-SE = """
Ett
 två\u0020"""

[[policy.presentation]]
text.en-US = "Text"
text.sv-SE = "Text"

[[policy.presentation]]
element = "A"

[[policy.element]]
id = "A"
kind = "enum"
value_name = "A"
label.en-US = "Label"
label.sv-SE = "Etikett"
default_item = "Low"

[[policy.element.item]]
id = "Low"
value = { dword = 1 }
title.en-US = "Low"
title.sv-SE = "Låg"
)toml";
  CHECK(template_source::write(*content) == expected);
}
