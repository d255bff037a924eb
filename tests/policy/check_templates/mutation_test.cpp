// Every attribute of good templates, removed or garbled in turn: check never crashes, and finds it
// wherever the Group Policy editor would object.
#include <algorithm>
#include <array>

#include <catch2/catch.hpp>

#include "policy/check_templates/samples.hpp"
#include "support/files.hpp"

using namespace regpolicy;

namespace {

struct Attribute {
  std::string path, element, name;
  std::size_t begin = 0, value_begin = 0, value_end = 0, end = 0;  // of the file's text
};

constexpr std::string_view kWhite = " \t\r\n";

// The attributes of a start tag; `at` is behind the element's name.
void add_attributes(const std::string& path, const std::string& text, std::string element,
                    std::size_t at, std::vector<Attribute>& found) {
  for (;;) {
    const std::size_t name = text.find_first_not_of(kWhite, at);
    if (text[name] == '>' || text[name] == '/') return;
    const std::size_t equals = text.find('=', name);
    const std::size_t open = text.find_first_of("\"'", equals);
    const std::size_t close = text.find(text[open], open + 1);
    found.push_back(
        {path, element, text.substr(name, equals - name), at, open + 1, close, close + 1});
    at = close + 1;
  }
}

std::vector<Attribute> attributes_of(const tests::TemplateFiles& files) {
  std::vector<Attribute> found;
  for (const auto& [path, text] : files) {
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
      if (text[at + 1] == '?' || text[at + 1] == '/' || text[at + 1] == '!') continue;
      const std::size_t end = text.find_first_of(" \t\r\n>/", at + 1);
      add_attributes(path, text, text.substr(at + 1, end - at - 1), end, found);
    }
  }
  return found;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

// Which attributes the editor takes with any text in them.
bool takes_any_text(const Attribute& attribute) {
  constexpr std::array<std::string_view, 7> kFree = {
      "key", "defaultKey", "valueName", "namespace", "fileName", "valuePrefix", "xmlns"};
  return is_one_of(attribute.name, kFree);
}

// Which attributes the editor does without, wherever they stand.
bool is_optional(const Attribute& attribute) {
  constexpr std::array<std::string_view, 24> kOptional = {
      "xmlns",           "explainText", "clientExtension", "fallbackCulture", "minVersionIndex",
      "maxVersionIndex", "defaultKey",  "required",        "minValue",        "maxValue",
      "storeAsText",     "soft",        "maxLength",       "maxStrings",      "expandable",
      "valuePrefix",     "additive",    "explicitValue",   "defaultValue",    "spin",
      "spinStep",        "noSort",      "defaultItem",     "defaultChecked"};
  constexpr std::array<std::string_view, 2> kOfBoxes = {"showAsDialog", "defaultHeight"};
  if (is_one_of(attribute.name, kOptional) || is_one_of(attribute.name, kOfBoxes)) return true;
  if (attribute.name == "key") return attribute.element != "policy";
  // A policy may have elements or lists instead, and a box its lists.
  return attribute.name == "valueName" && attribute.element != "item";
}

// Whether an attribute that is usually needed may go in this place: a presentation of texts only.
bool may_go_here(const tests::TemplateFiles& files, const Attribute& attribute) {
  if (attribute.name != "presentation") return false;
  const std::string& text = files.at(attribute.path);
  const std::size_t end = text.find("</policy>", attribute.begin);
  return text.substr(attribute.begin, end - attribute.begin).find("<elements>") ==
         std::string::npos;
}

// References to requirements: the editor shows no text where they lead nowhere, and refuses
// nothing.
bool is_passed_over(const Attribute& attribute) {
  constexpr std::array<std::string_view, 3> kOwners = {"supportedOn", "range", "reference"};
  return attribute.name == "ref" && is_one_of(attribute.element, kOwners);
}

bool is_found(const tests::TemplateFiles& files, Severity least = Severity::error) {
  const Diagnostics findings = check_store(tests::store_of(files), {.all_languages = true});
  return std::ranges::any_of(findings.items,
                             [least](const Diagnostic& item) { return item.severity <= least; });
}

Severity expected_of(const Attribute& attribute) {
  return is_passed_over(attribute) ? Severity::warning : Severity::error;
}

tests::TemplateFiles shipped() {
  const auto root = tests::source_folder();
  const std::string name = "SelfServicePasswordReset";
  return {{name + ".admx", tests::read_text(root / "admx" / (name + ".admx"))},
          {"en-US/" + name + ".adml", tests::read_text(root / "adml/en-US" / (name + ".adml"))},
          {"sv-SE/" + name + ".adml", tests::read_text(root / "adml/sv-SE" / (name + ".adml"))}};
}

tests::TemplateFiles everything() {
  const auto folder = tests::data_folder() / "template" / "everything";
  return {{"Everything.admx", tests::read_text(folder / "Everything.admx")},
          {"en-US/Everything.adml", tests::read_text(folder / "en-US/Everything.adml")},
          {"sv-SE/Everything.adml", tests::read_text(folder / "sv-SE/Everything.adml")}};
}

std::vector<tests::TemplateFiles> good_files() {
  return {tests::good_template(), shipped(), everything()};
}

}  // namespace

TEST_CASE("good templates have no errors before anything is changed in them") {
  for (const tests::TemplateFiles& files : good_files()) CHECK_FALSE(is_found(files));
}

TEST_CASE("each attribute of good templates that the editor needs is missed when it is removed") {
  std::size_t removed = 0;
  for (const tests::TemplateFiles& files : good_files()) {
    for (const Attribute& attribute : attributes_of(files)) {
      tests::TemplateFiles changed = files;
      changed[attribute.path].erase(attribute.begin, attribute.end - attribute.begin);
      CAPTURE(attribute.path, attribute.element, attribute.name, attribute.begin);
      const bool found = is_found(changed, expected_of(attribute));
      if (!is_optional(attribute) && !may_go_here(files, attribute)) CHECK(found);
      ++removed;
    }
  }
  CHECK(removed > 400);
}

TEST_CASE("each attribute of good templates is found when it is garbled, where it has a form") {
  for (const tests::TemplateFiles& files : good_files()) {
    for (const Attribute& attribute : attributes_of(files)) {
      tests::TemplateFiles changed = files;
      changed[attribute.path].insert(attribute.value_end, "?");
      CAPTURE(attribute.path, attribute.element, attribute.name, attribute.begin);
      const bool found = is_found(changed, expected_of(attribute));
      if (!takes_any_text(attribute)) CHECK(found);
    }
  }
}

TEST_CASE("each attribute of good templates is found when it is emptied, where it needs a text") {
  constexpr std::array<std::string_view, 4> kMayBeEmpty = {"valuePrefix", "xmlns", "valueName",
                                                           "fileName"};
  for (const tests::TemplateFiles& files : good_files()) {
    for (const Attribute& attribute : attributes_of(files)) {
      tests::TemplateFiles changed = files;
      changed[attribute.path].erase(attribute.value_begin,
                                    attribute.value_end - attribute.value_begin);
      CAPTURE(attribute.path, attribute.element, attribute.name, attribute.begin);
      const bool found = is_found(changed, expected_of(attribute));
      if (!is_optional(attribute) && !is_one_of(attribute.name, kMayBeEmpty)) CHECK(found);
    }
  }
}
