#include <regpolicy/translation.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

using namespace regpolicy;

namespace {

Template sample() {
  Template content;
  content.name = "T";
  content.definitions.revision = "1.0";
  Policy policy{.name = "P", .display_name = "$(string.Title)"};
  policy.explain_text = "$(string.Help)";
  policy.presentation = "$(presentation.P)";
  content.definitions.policies = {policy};
  content.resources.push_back(
      {.language = "en-US",
       .revision = "1.0",
       .display_name = "Name",
       .strings = {{"Title", "Wait %d s"}, {"Help", "One\ntwo <4>"}},
       .presentations = {{.id = "P",
                          .controls = {TextControl{.text = "Intro"},
                                       TextBox{.ref_id = "E", .label = "Label"}}}}});
  return content;
}

std::vector<std::string> ids_of(const po::File& file) {
  std::vector<std::string> ids;
  for (const po::Entry& entry : file.entries) ids.push_back(entry.context.value_or("-"));
  return ids;
}

po::Entry& entry(po::File& file, const std::string& id) {
  return *std::ranges::find_if(file.entries,
                               [&id](const po::Entry& row) { return row.context == id; });
}

using Findings = std::vector<std::string>;

Findings import_findings(Template& content, const po::File& file) {
  Diagnostics diagnostics;
  (void)translation::import_po(content, "sv-SE", file, "a.po", diagnostics);
  Findings lines;
  for (const Diagnostic& row : diagnostics.items) lines.push_back(to_string(row));
  return lines;
}

}  // namespace

TEST_CASE("every text of a template is exported under an id, with notes") {
  const po::File file = translation::export_po(sample(), "sv-SE");
  CHECK(ids_of(file) == std::vector<std::string>{"-", "template:display_name", "string:Title",
                                                 "string:Help", "presentation:P/text1",
                                                 "presentation:P/E/label"});
  CHECK(file.entries[2].extracted_comments == std::vector<std::string>{"Policy P: name",
                                                                       "At most 215 characters",
                                                                       "One line", "Keep: %d"});
  CHECK(po::header_field(file, "Language") == "sv_SE");
}

TEST_CASE("a translation is imported into a language that the template lacks") {
  Template content = sample();
  po::File file = translation::export_po(content, "sv-SE");
  entry(file, "string:Title").texts = {"V\u00e4nta %d s"};
  entry(file, "presentation:P/E/label").texts = {"Etikett"};
  CHECK(import_findings(content, file) == Findings{});
  REQUIRE(content.resources.size() == 2);
  const PolicyResources& swedish = content.resources[1];
  CHECK((swedish.strings == std::vector<ResourceString>{{"Title", "V\u00e4nta %d s"}}));
  REQUIRE(swedish.presentations.size() == 1);
  CHECK(std::get<TextBox>(swedish.presentations[0].controls[1]).label == "Etikett");
  CHECK(std::get<TextControl>(swedish.presentations[0].controls[0]).text.empty());
  CHECK(translation::export_po(content, "sv-SE").entries.size() == file.entries.size());
}

TEST_CASE("an import with defects names them all and changes nothing") {
  Template content = sample();
  po::File file = translation::export_po(content, "sv-SE");
  int line = 0;
  for (po::Entry& row : file.entries) row.line = static_cast<std::uint32_t>(++line);
  entry(file, "string:Title").texts = {"V\u00e4nta\n%s"};
  entry(file, "string:Help").id = "Another";
  entry(file, "presentation:P/text1").context = "presentation:P/text7";
  CHECK(import_findings(content, file) ==
        Findings{"a.po:3:1: string:Title: error: the placeholders are %s, expected %d "
                 "[translation.placeholders]",
                 "a.po:3:1: string:Title: error: the translation has a line break, expected one "
                 "line [translation.line-break]",
                 "a.po:4:1: string:Help: error: the source text is another one in the template "
                 "(export the language again and carry the translations over; for PO "
                 "msgmerge does it) [translation.source-changed]",
                 "a.po:5:1: presentation:P/text7: error: the template has no text "
                 "'presentation:P/text7' (export the language again and carry the translations "
                 "over; for PO "
                 "msgmerge does it) "
                 "[translation.unknown-id]"});
  CHECK((content == sample()));
}

TEST_CASE("fuzzy and obsolete entries and those without text are not imported") {
  Template content = sample();
  po::File file = translation::export_po(content, "sv-SE");
  entry(file, "string:Title").texts = {"V\u00e4nta %d s"};
  entry(file, "string:Title").flags = {"fuzzy"};
  entry(file, "string:Help").is_obsolete = true;
  CHECK(import_findings(content, file) ==
        Findings{"a.po:0:1: string:Title: warning: skipped: the translation is marked as "
                 "unfinished (when it is right, take away the mark: fuzzy, or in XLIFF the state) "
                 "[translation.fuzzy]"});
  CHECK(content.resources[1].strings.empty());
}

TEST_CASE("XLIFF says what PO says, and comes back as it") {
  Template content = sample();
  translation::add_language(content, "sv-SE");
  content.resources[1].strings.push_back({"Title", "V\u00e4nta %d s"});
  xliff::File file = translation::export_xliff(content, "sv-SE");
  CHECK(file.original == "T");
  CHECK(file.source_language == "en-US");
  CHECK(file.target_language == "sv-SE");
  const po::File as_po = translation::export_po(content, "sv-SE");
  REQUIRE(file.units.size() + 1 == as_po.entries.size());
  for (std::size_t i = 0; i < file.units.size(); ++i) {
    const xliff::Unit& unit = file.units[i];
    const po::Entry& entry = as_po.entries[i + 1];
    CHECK(unit.id == entry.context);
    CHECK(unit.source == entry.id);
    CHECK(unit.target.value_or("") == entry.texts.front());
    CHECK(unit.notes == entry.extracted_comments);
    CHECK(unit.state == (unit.target ? "translated" : ""));
  }
  const po::File back = translation::to_po(file);
  CHECK(translation::language_of(back, content) == "sv-SE");
  Template again = sample();
  CHECK(import_findings(again, back) == Findings{});
  CHECK(again == content);

  // What the program marks as unfinished is no translation yet.
  for (const char* const state : {"new", "needs-review-translation"}) {
    for (xliff::Unit& unit : file.units) {
      if (unit.target) unit.state = state;
    }
    Template untouched = sample();
    CHECK(
        import_findings(untouched, translation::to_po(file)) ==
        Findings{"a.po:0:1: string:Title: warning: skipped: the translation is marked as "
                 "unfinished (when it is right, take away the mark: fuzzy, or in XLIFF the state) "
                 "[translation.fuzzy]"});
    CHECK(untouched.resources[1].strings.empty());
  }
}

TEST_CASE("placeholders are what programs and readers take as it is") {
  using List = std::vector<std::string>;
  CHECK(translation::placeholders_of("%s of %1 in %SystemRoot%\\x {0} <12> $(name) %lu.") ==
        List{"%s", "%1", "%SystemRoot%", "{0}", "<12>", "$(name)", "%lu"});
  CHECK(translation::placeholders_of("50 % of 100%of <b> {x} $5 <> 100%") == List{});
}

TEST_CASE("an added language has the presentations of the first without their words") {
  Template content = sample();
  translation::add_language(content, "sv-SE");
  translation::add_language(content, "sv-SE");
  REQUIRE(content.resources.size() == 2);
  CHECK(content.resources[1].strings.empty());
  REQUIRE(content.resources[1].presentations.size() == 1);
  CHECK(std::get<TextBox>(content.resources[1].presentations[0].controls[1]) ==
        TextBox{.ref_id = "E"});
}
