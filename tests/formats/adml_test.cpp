#include <regpolicy/adml.hpp>

#include <catch2/catch.hpp>

#include "formats/template_files.hpp"

using namespace regpolicy;
using namespace regpolicy::template_tests;

TEST_CASE("each ADML of the source that uses everything is the recorded one, byte for byte") {
  const Template everything = read_good(file_text(template_data() / "ok-everything.toml"));
  REQUIRE(everything.resources.size() == 2);
  for (const PolicyResources& resources : everything.resources) {
    INFO(resources.language);
    CHECK(adml::write(resources) ==
          file_text(template_data() / "everything" / resources.language / "Everything.adml"));
  }
}

TEST_CASE("resources without anything are the smallest valid ADML") {
  PolicyResources resources;
  resources.revision = "1.0";
  CHECK(adml::write(resources) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
        "<policyDefinitionResources "
        "xmlns=\"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions\" "
        "revision=\"1.0\" schemaVersion=\"1.0\">\r\n"
        "  <displayName></displayName>\r\n"
        "  <description></description>\r\n"
        "  <resources />\r\n"
        "</policyDefinitionResources>\r\n");
}

TEST_CASE("a string is written with its own white space and no other") {
  PolicyResources resources;
  resources.strings = {{"spaces", "  a  "},     {"only", " "},        {"tab", "\t"},
                       {"lines", "\na\n\nb\n"}, {"markup", "<&>\"'"}, {"empty", ""}};
  const std::string text = adml::write(resources);
  CHECK(text.find("      <string id=\"spaces\">  a  </string>\r\n"
                  "      <string id=\"only\"> </string>\r\n"
                  "      <string id=\"tab\">\t</string>\r\n"
                  "      <string id=\"lines\">\r\na\r\n\r\nb\r\n</string>\r\n"
                  "      <string id=\"markup\">&lt;&amp;&gt;\"'</string>\r\n"
                  "      <string id=\"empty\"></string>\r\n") != std::string::npos);
}

TEST_CASE("an absent attribute of a control is not written, a given default is") {
  PolicyResources resources;
  resources.presentations = {
      {"P",
       {DecimalTextBox{"A", "a", {}, {}, {}}, DecimalTextBox{"B", "b", 1, true, 1},
        CheckBox{"C", "c", {}}, CheckBox{"D", "d", false}, DropdownList{"E", "e", {}, {}},
        DropdownList{"F", "f", false, 0}, MultiTextBox{"G", "", {}, {}},
        MultiTextBox{"H", "h", false, 3}}}};
  const std::string text = adml::write(resources);
  CHECK(text.find(
            "<decimalTextBox refId=\"A\">a</decimalTextBox>\r\n"
            "        <decimalTextBox refId=\"B\" defaultValue=\"1\" spin=\"true\" spinStep=\"1\">b"
            "</decimalTextBox>\r\n"
            "        <checkBox refId=\"C\">c</checkBox>\r\n"
            "        <checkBox refId=\"D\" defaultChecked=\"false\">d</checkBox>\r\n"
            "        <dropdownList refId=\"E\">e</dropdownList>\r\n"
            "        <dropdownList refId=\"F\" noSort=\"false\" defaultItem=\"0\">f"
            "</dropdownList>\r\n"
            "        <multiTextBox refId=\"G\" />\r\n"
            "        <multiTextBox refId=\"H\" showAsDialog=\"false\" defaultHeight=\"3\">h"
            "</multiTextBox>\r\n") != std::string::npos);
}

TEST_CASE("the attributes of a label are kept, as Microsoft's appv.adml has them") {
  PolicyResources resources;
  resources.revision = "1.0";
  const UnknownAttributes preserve = {{"label/@xml:space", "preserve"}};
  resources.presentations = {
      {"P",
       {TextBox{.ref_id = "A", .label = " a ", .unknown_attributes = preserve},
        ComboBox{.ref_id = "B", .label = "b", .unknown_attributes = preserve}}}};
  const std::string text = adml::write(resources);
  CHECK(text.find("<label xml:space=\"preserve\"> a </label>") != std::string::npos);
  Diagnostics diagnostics;
  const auto file = adml::read(as_bytes(text), "x.adml", diagnostics);
  REQUIRE(file);
  CHECK(diagnostics.items.empty());
  CHECK(file->resources == resources);
}
