#include <regpolicy/template_rules.hpp>

#include <iterator>
#include <string>

#include "formats/xml/template_rule.hpp"

namespace regpolicy {
namespace {

struct Row {
  xml::TemplateRule rule;
  std::string_view name;
  Severity severity;
  std::string_view title, help;
};

using enum xml::TemplateRule;
using enum Severity;

// Numbers in brackets are those of the editor's own messages.
constexpr Row kRows[] = {
    {too_large, "too-large", error, "file is too large",
     "No template is near this size: this is another kind of file."},
    {not_text, "not-text", error, "bytes that are no text",
     "The bytes do not fit the file's encoding. Save the file as UTF-8."},
    {not_xml, "not-xml", error, "XML cannot be read (306, 310)",
     "The editor refuses the whole file, whatever else is in it."},
    {document_type, "document-type", error, "document type (306, 310)",
     "The editor says that a DTD is prohibited. Remove the line."},
    {html_page, "html-page", error, "web page saved as a template",
     "A browser saved the page about the file. Download the file itself (raw)."},
    {wrong_root, "wrong-root", error, "root is another element",
     "An ADMX file is a <policyDefinitions>, an ADML file a <policyDefinitionResources>."},
    {encoding_declaration, "encoding-declaration", warning, "declaration names another encoding",
     "The editor goes by the byte order mark; other programs refuse the file. Correct the "
     "declaration."},
    {encoding_unicode, "encoding-unicode", note, "encoding=\"unicode\"",
     "The editor takes it for UTF-16, most other programs do not know the name. Write utf-16."},
    {namespace_unknown, "namespace-unknown", warning, "unusual XML namespace",
     "Some programs refuse templates whose namespace is not one of Microsoft's two."},
    {schema_version, "schema-version", error, "schemaVersion is not supported (318)",
     "The editor knows version 1.0."},
    {element_order, "element-order", error, "element in the wrong place (301)",
     "The children of an element have a fixed order, and the editor refuses any other."},
    {element_missing, "element-missing", error, "element is missing (302)",
     "The editor refuses the whole file without it."},
    {element_unexpected, "element-unexpected", error,
     "element that does not belong here (301, 303)",
     "The editor refuses the whole file for an element that the schema does not have there."},
    {element_repeated, "element-repeated", error, "element occurs a second time (304, 305)",
     "Only one of its kind may stand there."},
    {element_type, "element-type", error, "type of an element is given (316, 317)",
     "Elements of templates have the type of their name; xsi:type may not give them another."},
    {text_unexpected, "text-unexpected", warning, "text between elements",
     "Nothing reads it. Put it into a comment, or into the element that it was meant for."},
    {attribute_missing, "attribute-missing", error, "required attribute is missing (313)",
     "The editor refuses the whole file without it."},
    {attribute_invalid, "attribute-invalid", error, "attribute has an invalid value (314, 315)",
     "The editor refuses the whole file."},
    {attribute_empty, "attribute-empty", error, "attribute is empty that must not be (328)",
     "The editor refuses the whole file."},
    {attribute_case, "attribute-case", warning, "attribute is spelled in another case",
     "Names are case-sensitive: the attribute is passed over, and what it says is lost."},
    {attribute_unknown, "attribute-unknown", warning, "unknown attribute",
     "The editor passes over it. Where it is a misspelling, what it says is lost."},
    {default_empty, "default-empty", warning, "default is empty",
     "An empty number is no default: leave the attribute out, or write a number."},
    {id_hyphen, "id-hyphen", warning, "name holds a hyphen",
     "The schema allows letters, digits and '_'. The editor takes it, stricter programs do not."},
    {supported_on_invalid, "supported-on-invalid", warning,
     "supportedOn names what no definition can be called",
     "The editor shows nothing there. Templates that ship with Windows have 'windows: "
     "SUPPORTED_...' "
     "with a space."},
    {too_many_findings, "too-many-findings", note, "there is more",
     "The rest was left out. Mend the first ones and check again."},
};

// The ids have to live as long as the rules.
std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  for (const std::string head : {"admx.", "adml."}) {
    for (const Row& row : kRows) ids.push_back(head + std::string(row.name));
  }
  return ids;
}

std::vector<Rule> all_rules(const std::vector<std::string>& ids) {
  std::vector<Rule> rules;
  for (const std::string& id : ids) {
    const Row& row = kRows[rules.size() % std::size(kRows)];
    rules.push_back({id, row.severity, row.title, row.help});
  }
  return rules;
}

}  // namespace

const std::vector<Rule>& template_reader_rules() {
  static const std::vector<std::string> kIds = all_ids();
  static const std::vector<Rule> kRules = all_rules(kIds);
  return kRules;
}

const Rule& xml::rule_of(TemplateRule rule, TemplateHalf half) {
  const std::size_t first = half == TemplateHalf::admx ? 0 : std::size(kRows);
  return template_reader_rules()[first + static_cast<std::size_t>(rule)];
}

}  // namespace regpolicy
