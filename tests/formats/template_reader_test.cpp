// The readers of ADMX and ADML, by the files of tests/data/admx and tests/data/adml: beside each
// stands FILE.expected with what is found in it. There is one bad-* or ok-* file for every rule.
#include <set>

#include <catch2/catch.hpp>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/template_rules.hpp>

#include "support/files.hpp"
#include "support/random_definitions.hpp"

using namespace regpolicy;

namespace {

std::string lines_of(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& item : diagnostics.items) lines += to_string(item) + "\n";
  return lines;
}

// Both halves in one, so that each law is said once.
struct Admx {
  static constexpr const char* kFolder = "admx";
  static auto read(ByteView bytes, Diagnostics& diagnostics) {
    return admx::read(bytes, "x.admx", diagnostics);
  }
  static const PolicyDefinitions& content(const admx::File& file) { return file.definitions; }
  static std::string write(const PolicyDefinitions& content) { return admx::write(content); }
};
struct Adml {
  static constexpr const char* kFolder = "adml";
  static auto read(ByteView bytes, Diagnostics& diagnostics) {
    return adml::read(bytes, "x.adml", diagnostics);
  }
  static const PolicyResources& content(const adml::File& file) { return file.resources; }
  static std::string write(const PolicyResources& content) { return adml::write(content); }
};

template <class Half>
std::vector<std::filesystem::path> files_of(std::string_view prefix) {
  return tests::fixtures(Half::kFolder, prefix, std::string(".") + Half::kFolder);
}

template <class Half>
std::vector<std::filesystem::path> all_files() {
  auto files = files_of<Half>("ok-");
  for (auto& path : files_of<Half>("bad-")) files.push_back(std::move(path));
  return files;
}

template <class Half, class Content>
void check_round_trip(const Content& content) {
  Diagnostics diagnostics;
  const std::string text = Half::write(content);
  const auto again = Half::read(as_bytes(text), diagnostics);
  REQUIRE(again);
  CHECK(Half::content(*again) == content);
  CHECK(Half::write(Half::content(*again)) == text);
}

PolicyResources resources_of(std::string_view name) {
  Diagnostics diagnostics;
  auto file = adml::read(tests::read_bytes(tests::data_folder() / "adml" / name), "x", diagnostics);
  REQUIRE(file);
  return std::move(file->resources);
}

PolicyDefinitions definitions_of(std::string_view name) {
  Diagnostics diagnostics;
  auto file = admx::read(tests::read_bytes(tests::data_folder() / "admx" / name), "x", diagnostics);
  REQUIRE(file);
  return std::move(file->definitions);
}

}  // namespace

TEST_CASE("a character that XML forbids is found wherever it stands in a template") {
  const std::string head = "<policyDefinitions>\n";
  for (std::size_t at = 0; at < 100; ++at) {
    for (const std::string_view bad : {"\x01", "\xEF\xBF\xBE", "\xED\xA0\x80"}) {
      const std::string text =
          head + std::string(at, ' ') + std::string(bad) + std::string(50, ' ');
      Diagnostics diagnostics;
      CHECK_FALSE(admx::read(as_bytes(text), "x.admx", diagnostics));
      REQUIRE(!diagnostics.items.empty());
      CHECK(diagnostics.items.back().message == "found a character that XML 1.0 forbids");
      CHECK(diagnostics.items.back().location.line == 2U);
      CHECK(diagnostics.items.back().location.column == at + 1);
    }
  }
}

TEMPLATE_TEST_CASE("every template of the fixtures gives the findings recorded beside it",
                   "[template]", Admx, Adml) {
  for (const auto& path : all_files<TestType>()) {
    CAPTURE(path.filename());
    Diagnostics diagnostics;
    (void)TestType::read(tests::read_bytes(path), diagnostics);
    CHECK(lines_of(diagnostics) == tests::read_text(path.string() + ".expected"));
    const bool bad = path.filename().string().starts_with("bad-");
    CHECK(diagnostics.has_errors() == bad);
  }
}

TEMPLATE_TEST_CASE("every rule of the readers has a file that shows it", "[template]", Admx, Adml) {
  // The same table serves both halves; these need no file, or have a test of their own.
  const std::set<std::string> elsewhere = {"too-large", "too-many-findings"};
  std::set<std::string> shown;
  for (const char* const half : {"admx", "adml"}) {
    for (const auto& entry : std::filesystem::directory_iterator(tests::data_folder() / half)) {
      if (entry.path().extension() != ".expected") continue;
      const std::string text = tests::read_text(entry.path());
      for (const Rule& rule : template_reader_rules()) {
        if (text.find("[" + std::string(rule.id) + "]") == std::string::npos) continue;
        shown.emplace(rule.id.substr(rule.id.find('.') + 1));
      }
    }
  }
  for (const Rule& rule : template_reader_rules()) {
    CAPTURE(rule.id);
    const std::string name(rule.id.substr(rule.id.find('.') + 1));
    CHECK((shown.contains(name) || elsewhere.contains(name)));
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.help.empty());
  }
}

TEMPLATE_TEST_CASE("every template that can be read is written and read back the same",
                   "[template]", Admx, Adml) {
  for (const auto& path : all_files<TestType>()) {
    CAPTURE(path.filename());
    Diagnostics diagnostics;
    const auto file = TestType::read(tests::read_bytes(path), diagnostics);
    if (file) check_round_trip<TestType>(TestType::content(*file));
  }
}

TEMPLATE_TEST_CASE("every prefix of a good template is refused", "[template]", Admx, Adml) {
  for (const auto& path : files_of<TestType>("ok-")) {
    const Bytes bytes = tests::read_bytes(path);
    std::size_t size = bytes.size();
    while (size > 0 && (bytes[size - 1] == std::byte{'\n'} || bytes[size - 1] == std::byte{0} ||
                        bytes[size - 1] == std::byte{'\r'})) {
      --size;
    }
    const std::size_t step = size > 4000 ? 7 : 1;
    for (std::size_t length = 0; length < size; length += step) {
      Diagnostics diagnostics;
      const auto file = TestType::read(ByteView(bytes).subspan(0, length), diagnostics);
      if (file || !diagnostics.has_errors()) {
        CAPTURE(path.filename(), length);
        CHECK_FALSE(file);
        CHECK(diagnostics.has_errors());
      }
    }
  }
}

TEST_CASE("random definitions are written and read back the same", "[template]") {
  const std::uint64_t seed = 20261125;
  tests::Random random(seed);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(seed, round);
    check_round_trip<Admx>(tests::random_definitions(random));
  }
}

TEST_CASE("random resources are written and read back the same", "[template]") {
  const std::uint64_t seed = 20261126;
  tests::Random random(seed);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(seed, round);
    check_round_trip<Adml>(tests::random_resources(random));
  }
}

TEST_CASE("a template whose bytes are garbled never breaks the reader", "[template]") {
  const std::uint64_t seed = 20261127;
  tests::Random random(seed);
  const Bytes good = tests::read_bytes(tests::data_folder() / "admx" / "ok-everything.admx");
  std::size_t read = 0;
  for (int round = 0; round < 400; ++round) {
    CAPTURE(seed, round);
    Bytes bytes = good;
    bytes[random() % bytes.size()] = static_cast<std::byte>(' ' + random() % 95);
    Diagnostics diagnostics;
    const auto file = admx::read(bytes, "x.admx", diagnostics);
    if (file) {
      ++read;
      check_round_trip<Admx>(file->definitions);
    } else {
      CHECK(diagnostics.has_errors());
    }
  }
  CHECK(read > 10);
}

TEST_CASE("all text nodes of a string are its text, comments are left out", "[template]") {
  const auto strings = resources_of("ok-texts.adml").strings;
  const auto text = [&strings](std::string_view id) {
    const auto found = std::ranges::find(strings, id, &ResourceString::id);
    return found == strings.end() ? "(none)" : found->text;
  };
  CHECK(text("comment") == "ac");
  CHECK(text("spaces") == "  a  ");
  CHECK(text("only") == " ");
  CHECK(text("around") == "  <b>  ");
  CHECK(text("lines") == "\na\n\nb\n");
  CHECK(text("references") == "<&\rA\"");
  CHECK(text("empty").empty());
}

TEST_CASE("every encoding gives the same text", "[template]") {
  CHECK(resources_of("ok-utf-16.adml").strings.at(0).text == "å 漢 😀");
  CHECK(definitions_of("ok-windows-1252.admx").policies.at(0).key == "Kå");
  const PolicyDefinitions plain = definitions_of("ok-no-declaration.admx");
  for (const char* const name :
       {"ok-utf-8-mark.admx", "ok-utf-16.admx", "ok-encoding-unicode.admx",
        "ok-utf-16-without-mark.admx", "ok-no-namespace.admx", "ok-second-namespace.admx"}) {
    CAPTURE(name);
    CHECK(definitions_of(name) == plain);
  }
}

TEST_CASE("annotations are kept whole, attributes of other programs too", "[template]") {
  const PolicyDefinitions definitions = definitions_of("ok-annotations.admx");
  CHECK(definitions.categories.at(0).annotations ==
        std::vector<std::string>{"<annotation application=\"a\"><!-- c --><b x=\"1\"> <c/><d/> "
                                 "t&#13;\n<![CDATA[<&]]></b>\n      </annotation>"});
  CHECK(definitions.policies.at(0).annotations ==
        std::vector<std::string>{"<annotation application=\"a\"/>",
                                 "<annotation application=\"b\">t</annotation>"});
  CHECK(definitions.policies.at(0).see_also == std::vector<std::string>{"s", " t & "});
  CHECK(definitions.unknown_attributes ==
        UnknownAttributes{{"xmlns:o", "urn:other"}, {"o:by", "x"}});
}

TEST_CASE("attributes of elements without a row belong to the row around them", "[template]") {
  const PolicyDefinitions definitions = definitions_of("bad-attribute-unknown-below.admx");
  CHECK(definitions.unknown_attributes == UnknownAttributes{{"own", "1"},
                                                            {"categories/@a", "9"},
                                                            {"policies/@b", "10"},
                                                            {"policyNamespaces/@c", "2"},
                                                            {"policyNamespaces/target/@d", "3"},
                                                            {"policyNamespaces/using[2]/@e", "4"},
                                                            {"resources/@h", "7"},
                                                            {"supersededAdm/@f", "5"},
                                                            {"supersededAdm[3]/@g", "6"}});
  const Policy& policy = definitions.policies.at(0);
  CHECK(policy.unknown_attributes ==
        UnknownAttributes{{"elements/@k", "15"},
                          {"enabledValue/string/@xml:space", "preserve"},
                          {"parentCategory/@lang", "11"},
                          {"seeAlso[2]/@i", "12"},
                          {"supportedOn/@j", "13"}});
  const auto& choice = std::get<EnumElement>(policy.elements.at(0).detail);
  CHECK(choice.items.at(0).unknown_attributes == UnknownAttributes{{"value/@l", "16"}});
  // An element that will not be written keeps nothing: the empty table, the second value.
  const std::string text = admx::write(definitions);
  CHECK(text.find("lost") == std::string::npos);
  CHECK(text.find("<using prefix=\"v\" namespace=\"V\" e=\"4\" />") != std::string::npos);
  CHECK(text.find("<string xml:space=\"preserve\"> a </string>") != std::string::npos);
  Diagnostics diagnostics;
  const auto again = admx::read(as_bytes(text), "x.admx", diagnostics);
  REQUIRE(again);
  CHECK(again->definitions == definitions);
}

TEST_CASE("an attribute below that leads nowhere is written all the same", "[template]") {
  PolicyDefinitions definitions = definitions_of("bad-attribute-unknown-below.admx");
  definitions.unknown_attributes = {{"nowhere[7]/@x", "kept"}};
  CHECK(admx::write(definitions).find("<nowhere x=\"kept\" />") != std::string::npos);
}

TEST_CASE("what a wrong file could be understood of is there", "[template]") {
  const PolicyDefinitions definitions = definitions_of("bad-element-order.admx");
  REQUIRE(definitions.policies.size() == 1);
  CHECK(definitions.policies[0].parent_category == "C");
  CHECK(definitions.policies[0].supported_on == "S");
  const PolicyDefinitions second = definitions_of("bad-element-repeated.admx");
  CHECK(second.policies.at(0).supported_on == "S");
  CHECK(second.policies.at(0).enabled_value == TemplateValue(Decimal{1}));
}

TEST_CASE("a place is that of the element's first character", "[template]") {
  const auto path = tests::data_folder() / "admx" / "ok-id-hyphen.admx";
  Diagnostics diagnostics;
  const auto file = admx::read(tests::read_bytes(path), "x.admx", diagnostics);
  REQUIRE(file);
  const Policy& policy = file->definitions.policies.at(0);
  CHECK(file->source.text.substr(policy.place.offset, 13) == "<policy name=");
  CHECK(to_string(location_of(file->source, policy.place, "class")) == "x.admx:8:24");
}

TEST_CASE("a file too large to be a template is refused unread", "[template]") {
  Diagnostics diagnostics;
  CHECK_FALSE(admx::read(Bytes(limits::kTemplateFileBytes + 1), "x.admx", diagnostics));
  CHECK(lines_of(diagnostics) ==
        "x.admx:1:1: error: found 67108865 bytes, expected at most 67108864 of a template "
        "[admx.too-large]\n");
}

TEST_CASE("findings beyond the limit are left out, and that is said", "[template]") {
  std::string text = "<policyDefinitions>";
  for (std::size_t i = 0; i < limits::kTemplateFindings + 5; ++i) text += "<x/>";
  text += "</policyDefinitions>";
  Diagnostics diagnostics;
  CHECK(admx::read(as_bytes(text), "x.admx", diagnostics));
  REQUIRE(diagnostics.items.size() == limits::kTemplateFindings + 1);
  CHECK(diagnostics.items.back().rule == "admx.too-many-findings");
}
