#include "policy/check_templates/samples.hpp"

#include <utility>

#include <fmt/format.h>

namespace tests {
namespace {

using namespace regpolicy;

constexpr std::string_view kAdmx = R"x(<policyDefinitions revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="a" namespace="A"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="S" displayName="$(string.S)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="C" displayName="$(string.C)" explainText="$(string.CX)"/>
  </categories>
  <policies>
    <policy name="P" class="Machine" displayName="$(string.P)" explainText="$(string.PX)" presentation="$(presentation.P)" key="Software\Policies\A">
      <parentCategory ref="C"/>
      <supportedOn ref="S"/>
      <elements>
        <decimal id="D" valueName="D"/>
        <text id="T" valueName="T"/>
        <boolean id="B" valueName="B"/>
        <enum id="E" valueName="E">
          <item displayName="$(string.E0)"><value><decimal value="0"/></value></item>
          <item displayName="$(string.E1)"><value><decimal value="1"/></value></item>
        </enum>
        <list id="L" key="Software\Policies\A\L"/>
      </elements>
    </policy>
    <policy name="Q" class="Machine" displayName="$(string.Q)" key="Software\Policies\A" valueName="Q">
      <parentCategory ref="C"/>
      <supportedOn ref="S"/>
    </policy>
  </policies>
</policyDefinitions>
)x";

constexpr std::string_view kAdml =
    R"x(<policyDefinitionResources revision="1.0" schemaVersion="1.0">
  <displayName/>
  <description/>
  <resources>
    <stringTable>
      <string id="S">Any Windows</string>
      <string id="C">Category</string>
      <string id="CX">About it.</string>
      <string id="P">Policy</string>
      <string id="PX">Up to 100 files in %TEMP%.</string>
      <string id="E0">Off</string>
      <string id="E1">On</string>
      <string id="Q">Question</string>
    </stringTable>
    <presentationTable>
      <presentation id="P">
        <decimalTextBox refId="D" defaultValue="1">Number</decimalTextBox>
        <textBox refId="T"><label>Text</label></textBox>
        <checkBox refId="B">Box</checkBox>
        <dropdownList refId="E" defaultItem="1">Choice</dropdownList>
        <listBox refId="L">List</listBox>
      </presentation>
    </presentationTable>
  </resources>
</policyDefinitionResources>
)x";

constexpr const char* kAdmxPath = "A.admx";
constexpr const char* kEnglish = "en-US/A.adml";
constexpr const char* kSwedish = "sv-SE/A.adml";
const std::string kEndOfPolicies = "</policies>";
const std::string kEndOfStrings = "</stringTable>";
const std::string kQ = R"x(<policy name="Q" class="Machine" displayName="$(string.Q)" )x"
                       R"x(key="Software\Policies\A" valueName="Q">)x";

std::string with_attribute(std::string tag, std::string_view name, std::string_view value) {
  tag.insert(tag.find(" key="), fmt::format(" {}=\"{}\"", name, value));
  return tag;
}

// A good template with one change.
TemplateFiles with(const std::string& path, std::string_view from, std::string_view to) {
  TemplateFiles files = good_template();
  change(files, path, from, to);
  return files;
}

TemplateFiles with_admx(std::string_view from, std::string_view to) {
  return with(kAdmxPath, from, to);
}

// One more policy, which is like Q.
TemplateFiles with_policy(std::string_view attributes, std::string_view children,
                          std::string_view presentation = {}) {
  TemplateFiles files =
      with_admx(kEndOfPolicies,
                fmt::format("<policy name=\"N\" class=\"Machine\" displayName=\"$(string.Q)\" {}>"
                            "<parentCategory ref=\"C\"/><supportedOn ref=\"S\"/>{}</policy>{}",
                            attributes, children, kEndOfPolicies));
  if (presentation.empty()) return files;
  for (const char* const path : {kEnglish, kSwedish}) {
    change(
        files, path, "</presentationTable>",
        fmt::format("<presentation id=\"N\">{}</presentation></presentationTable>", presentation));
  }
  return files;
}

TemplateFiles with_elements(std::string_view elements, std::string_view presentation) {
  return with_policy(R"x(key="Software\Policies\A\N" presentation="$(presentation.N)")x",
                     fmt::format("<elements>{}</elements>", elements), presentation);
}

TemplateFiles with_using(std::string_view uri) {
  TemplateFiles files = with_admx(
      "</policyNamespaces>",
      fmt::format("  <using prefix=\"b\" namespace=\"{}\"/>\n  </policyNamespaces>", uri));
  change(files, kAdmxPath, R"x(explainText="$(string.CX)"/>)x",
         R"x(explainText="$(string.CX)"><parentCategory ref="b:C"/></category>)x");
  return files;
}

TemplateFiles joined(TemplateFiles files, TemplateFiles more) {
  files.merge(std::move(more));
  return files;
}

TemplateFiles renamed(TemplateFiles files, const std::string& from, const std::string& to) {
  auto node = files.extract(from);
  node.key() = to;
  files.insert(std::move(node));
  return files;
}

TemplateFiles without(TemplateFiles files, const std::string& path) {
  files.erase(path);
  return files;
}

const CheckTemplatesOptions kSwedishToo{.languages = {"en-US", "sv-SE"}};
const CheckTemplatesOptions kAll{.all_languages = true};
const CheckTemplatesOptions kMdm{.target = TemplateTarget::mdm};

std::vector<TemplateSample> store_samples() {
  TemplateFiles beside = renamed(good_template(), kEnglish, "A.adml");
  TemplateFiles neutral = renamed(good_template(), kSwedish, "sv/A.adml");
  return {
      {"store.namespace-taken",
       joined(good_template(), small_template("B", "A")),
       {},
       "B.admx:1:92"},
      {"store.no-adml", without(without(good_template(), kEnglish), kSwedish), {}, "A.admx:1:1"},
      {"store.no-translation", without(good_template(), kSwedish), kSwedishToo, "A.admx:1:1"},
      {"store.orphan-adml",
       joined(good_template(), {{"en-US/B.adml", std::string(kAdml)}}),
       {},
       "en-US/B.adml:1:1"},
      {"store.adml-beside-admx", beside, {}, "A.adml:1:1"},
      {"store.neutral-language", neutral, kAll, "sv/A.adml:1:1"},
      {"store.namespace-case",
       joined(with_using("b"), small_template("B", "B")),
       {},
       "A.admx:4:23"},
      {"store.namespace-absent", with_using("B"), {}, "A.admx:4:23"},
  };
}

std::vector<TemplateSample> reference_samples() {
  TemplateFiles cycle = with_admx(R"x(explainText="$(string.CX)"/>)x",
                                  R"x(explainText="$(string.CX)">
      <parentCategory ref="C"/></category>)x");
  TemplateFiles unused =
      with_admx("</policyNamespaces>",
                "  <using prefix=\"b\" namespace=\"Microsoft.Policies.Windows\"/>\n"
                "  </policyNamespaces>");
  TemplateFiles twice = with_using("Microsoft.Policies.Windows");
  change(twice, kAdmxPath, "b:C", "b:System");
  change(twice, kAdmxPath, "prefix=\"b\" namespace=\"Microsoft.Policies.Windows\"/>",
         "prefix=\"b\" namespace=\"Microsoft.Policies.Windows\"/>\n"
         "    <using prefix=\"b\" namespace=\"Microsoft.Policies.Server\"/>");
  return {
      {"admx.undeclared-prefix",
       with_admx(kQ + "\n      <parentCategory ref=\"C\"/>",
                 kQ + "\n      <parentCategory ref=\"x:C\"/>"),
       {},
       "A.admx:30:23"},
      {"admx.undeclared-prefix-in-definition",
       with_admx(R"x(displayName="$(string.S)"/>)x",
                 R"x(displayName="$(string.S)"><or>
        <reference ref="x:S"/></or></definition>)x"),
       {},
       "A.admx:9:20"},
      {"admx.unknown-category",
       with_admx(kQ + "\n      <parentCategory ref=\"C\"/>",
                 kQ + "\n      <parentCategory ref=\"D\"/>"),
       {},
       "A.admx:30:23"},
      {"admx.unknown-supported-on",
       with_admx(kQ + "\n      <parentCategory ref=\"C\"/>\n      <supportedOn ref=\"S\"/>",
                 kQ + "\n      <parentCategory ref=\"C\"/>\n      <supportedOn ref=\"R\"/>"),
       {},
       "A.admx:31:20"},
      {"admx.defined-twice",
       with_admx("</definitions>",
                 "  <definition name=\"S\" displayName=\"$(string.S)\"/>\n    </definitions>"),
       {},
       "A.admx:9:19"},
      {"admx.duplicate-prefix", twice, {}, "A.admx:5:12"},
      {"admx.category-cycle", cycle, {}, "A.admx:13:23"},
      {"admx.no-parent-category",
       with_admx(kQ + "\n      <parentCategory ref=\"C\"/>", kQ),
       {},
       "A.admx:29:5"},
      {"admx.unused-prefix", unused, {}, "A.admx:4:12"},
      {"admx.unused-category",
       with_admx("</categories>",
                 "  <category name=\"D\" displayName=\"$(string.C)\"/>\n  </categories>"),
       {},
       "A.admx:13:15"},
  };
}

std::vector<TemplateSample> text_samples() {
  return {
      {"admx.missing-string",
       with_admx(kQ, with_attribute(kQ, "explainText", "$(string.QX)")),
       {},
       "A.admx:29:64"},
      {"admx.missing-presentation",
       with_admx(kQ, with_attribute(kQ, "presentation", "$(presentation.Q)")),
       {},
       "A.admx:29:64"},
      {"adml.revision-too-low",
       with_admx(R"x(minRequiredRevision="1.0")x", R"x(minRequiredRevision="1.1")x"),
       {},
       "en-US/A.adml:1:28"},
      {"adml.text-too-long",
       with(kEnglish, ">Policy<", ">" + std::string(216, 'x') + "<"),
       {},
       "en-US/A.adml:9:7"},
      {"adml.text-spans-lines", with(kEnglish, ">Policy<", ">Pol\nicy<"), {}, "en-US/A.adml:9:7"},
      {"adml.empty-text", with(kEnglish, ">Policy<", "> <"), {}, "en-US/A.adml:9:7"},
      {"adml.duplicate-string",
       with(kEnglish, kEndOfStrings, "  <string id=\"S\">Any</string>\n    " + kEndOfStrings),
       {},
       "en-US/A.adml:14:15"},
      {"adml.duplicate-presentation",
       with(kEnglish, "</presentationTable>",
            "  <presentation id=\"P\"/>\n    </presentationTable>"),
       {},
       "en-US/A.adml:23:21"},
      {"adml.unused-string",
       with(kEnglish, kEndOfStrings, "  <string id=\"Z\">Any</string>\n    " + kEndOfStrings),
       {},
       "en-US/A.adml:14:15"},
      {"adml.unused-presentation",
       with(kEnglish, "</presentationTable>",
            "  <presentation id=\"Z\"/>\n    </presentationTable>"),
       {},
       "en-US/A.adml:23:21"},
  };
}

std::vector<TemplateSample> presentation_samples() {
  const std::string text = R"x(<text id="X" valueName="X"/>)x";
  const std::string box = R"x(<textBox refId="X"><label>X</label></textBox>)x";
  const std::string item =
      R"x(<item displayName="$(string.E0)"><value><decimal value="0"/></value></item>)x";
  const auto number = [](std::string_view attributes, std::string_view default_value) {
    return with_elements(
        fmt::format(R"x(<decimal id="X" valueName="X" {}/>)x", attributes),
        fmt::format(R"x(<decimalTextBox refId="X" defaultValue="{}">X</decimalTextBox>)x",
                    default_value));
  };
  return {
      {"admx.no-presentation",
       with_policy(R"x(key="Software\Policies\A\N")x", "<elements>" + text + "</elements>"),
       {},
       "A.admx:33:3"},
      {"adml.no-control", with_elements(text, "<text>X</text>"), {}, "en-US/A.adml:23:5"},
      {"adml.wrong-control",
       with_elements(text, R"x(<checkBox refId="X">X</checkBox>)x"),
       {},
       "en-US/A.adml:23:26"},
      {"adml.control-without-element",
       with_elements(text, box + R"x(<listBox refId="Y">Y</listBox>)x"),
       {},
       "en-US/A.adml:23:80"},
      {"adml.duplicate-control", with_elements(text, box + box), {}, "en-US/A.adml:23:80"},
      {"adml.default-item",
       with_elements(R"x(<enum id="X" valueName="X">)x" + item + "</enum>",
                     R"x(<dropdownList refId="X" defaultItem="1">X</dropdownList>)x"),
       {},
       "en-US/A.adml:23:50"},
      {"adml.default-out-of-range", number(R"x(maxValue="5")x", "6"), {}, "en-US/A.adml:23:52"},
      {"adml.default-over-9999", number("", "10000"), {}, "en-US/A.adml:23:52"},
      {"adml.default-text-too-long",
       with_elements(
           R"x(<text id="X" valueName="X" maxLength="1"/>)x",
           R"x(<textBox refId="X"><label>X</label><defaultValue>ab</defaultValue></textBox>)x"),
       {},
       "en-US/A.adml:23:26"},
  };
}

std::vector<TemplateSample> registry_samples() {
  const auto with_key = [](std::string_view key) {
    return with_policy(fmt::format(R"x(key="{}" valueName="N")x", key), "");
  };
  const std::string plain = R"x(key="Software\Policies\A")x";
  const std::string one = R"x(<enabledValue><decimal value="1"/></enabledValue>)x";
  return {
      {"admx.key-hive-prefix", with_key(R"x(HKLM\Software\Policies\A)x"), {}, "A.admx:33:62"},
      {"admx.key-empty-component", with_key(R"x(Software\Policies\\A)x"), {}, "A.admx:33:62"},
      {"admx.key-slash", with_key("Software/Policies/A"), {}, "A.admx:33:62"},
      {"admx.key-outside-policy-trees", with_key(R"x(Software\A)x"), {}, "A.admx:33:62"},
      {"admx.no-value-name", with_policy(plain, one), {}, "A.admx:33:3"},
      {"admx.writes-nothing", with_policy(plain, ""), {}, "A.admx:33:3"},
      {"admx.element-without-value-name",
       with_elements(R"x(<text id="X"/>)x", R"x(<textBox refId="X"><label>X</label></textBox>)x"),
       {},
       "A.admx:33:180"},
      {"admx.prefix-with-explicit-value",
       with_elements(
           R"x(<list id="X" key="Software\Policies\A\X" valuePrefix="" explicitValue="true"/>)x",
           R"x(<listBox refId="X">X</listBox>)x"),
       {},
       "A.admx:33:221"},
  };
}

std::vector<TemplateSample> state_samples() {
  const auto value = [](std::string_view tag, int number) {
    return fmt::format(R"x(<{0}><decimal value="{1}"/></{0}>)x", tag, number);
  };
  const auto item = [&value](std::string_view name, int number) {
    return fmt::format(R"x(<item valueName="{}">{}</item>)x", name, value("value", number));
  };
  const auto choice = [&value](std::string_view text, int number) {
    return fmt::format(R"x(<item displayName="$(string.{})">{}</item>)x", text,
                       value("value", number));
  };
  const std::string box = R"x(<textBox refId="X"><label>X</label></textBox>)x";
  const std::string two_boxes = box + R"x(<textBox refId="Y"><label>Y</label></textBox>)x";
  const std::string lists = R"x(<listBox refId="X">X</listBox><listBox refId="Y">Y</listBox>)x";
  const std::string presentation = R"x(presentation="$(presentation.N)")x";
  return {
      {"admx.same-states",
       with_policy(R"x(key="Software\Policies\A" valueName="N")x",
                   value("enabledValue", 1) + value("disabledValue", 1)),
       {},
       "A.admx:33:198"},
      {"admx.same-states-of-box",
       with_elements(R"x(<boolean id="X" valueName="X">)x" + value("trueValue", 1) +
                         value("falseValue", 1) + "</boolean>",
                     R"x(<checkBox refId="X">X</checkBox>)x"),
       {},
       "A.admx:33:180"},
      {"admx.same-list-item",
       with_policy(R"x(key="Software\Policies\A")x",
                   "<enabledList>" + item("X", 1) + item("Y", 1) + "</enabledList><disabledList>" +
                       item("X", 0) + item("Y", 1) + "</disabledList>"),
       {},
       "A.admx:33:362"},
      {"admx.duplicate-element",
       with_elements(R"x(<text id="X" valueName="X"/><text id="X" valueName="Y"/>)x", box),
       {},
       "A.admx:33:214"},
      {"admx.same-enum-item",
       with_elements(
           R"x(<enum id="X" valueName="X">)x" + choice("E0", 1) + choice("E1", 1) + "</enum>",
           R"x(<dropdownList refId="X">X</dropdownList>)x"),
       {},
       "A.admx:33:282"},
      {"admx.value-written-twice",
       with_elements(R"x(<text id="X" valueName="X"/><text id="Y" valueName="x"/>)x", two_boxes),
       {},
       "A.admx:33:221"},
      {"admx.value-of-policy-and-element",
       with_policy(R"x(key="Software\Policies\A" valueName="N" )x" + presentation,
                   R"x(<elements><text id="X" valueName="n"/></elements>)x", box),
       {},
       "A.admx:33:205"},
      {"admx.value-of-two-policies",
       with_policy(R"x(key="SOFTWARE\Policies\A" valueName="q")x", ""),
       {},
       "A.admx:33:88"},
      {"admx.list-key-shared",
       with_elements(R"x(<list id="X"/><list id="Y" additive="true"/>)x", lists),
       {},
       "A.admx:33:194"},
      {"admx.list-clears-key",
       with_policy(R"x(key="Software\Policies\A" )x" + presentation,
                   R"x(<elements><list id="X"/></elements>)x",
                   R"x(<listBox refId="X">X</listBox>)x"),
       {},
       "A.admx:33:178"},
      {"admx.min-above-max",
       with_elements(R"x(<decimal id="X" valueName="X" minValue="6" maxValue="5"/>)x",
                     R"x(<decimalTextBox refId="X">X</decimalTextBox>)x"),
       {},
       "A.admx:33:210"},
  };
}

std::vector<TemplateSample> translation_samples() {
  const std::string text = "Up to 100 files in %TEMP%.";
  TemplateFiles same = with(kEnglish, text, text + " They are kept for ten days.");
  change(same, kSwedish, text, text + " They are kept for ten days.");
  const std::string one = R"x(<checkBox refId="B">Box</checkBox>)x";
  const std::string two = R"x(<dropdownList refId="E" defaultItem="1">Choice</dropdownList>)x";
  const std::string more = "  <string id=\"Z\">Any</string>\n    " + kEndOfStrings;
  return {
      {"adml.missing-translation", with(kEnglish, kEndOfStrings, more), kAll, "sv-SE/A.adml:1:1"},
      {"adml.extra-translation", with(kSwedish, kEndOfStrings, more), kAll, "sv-SE/A.adml:14:15"},
      {"adml.untranslated", same, kAll, "sv-SE/A.adml:10:7"},
      {"adml.placeholders-differ", with(kSwedish, "%TEMP%", "TEMP"), kAll, "sv-SE/A.adml:10:7"},
      {"adml.numbers-differ", with(kSwedish, "100", "200"), kAll, "sv-SE/A.adml:10:7"},
      {"adml.controls-differ", with(kSwedish, one + "\n        " + two, two + "\n        " + one),
       kAll, "sv-SE/A.adml:16:7"},
      {"adml.defaults-differ", with(kSwedish, R"x(defaultItem="1")x", R"x(defaultItem="0")x"), kAll,
       "sv-SE/A.adml:20:9"},
  };
}

TemplateFiles many_files() {
  TemplateFiles files;
  for (char name = 'A'; name <= 'U'; ++name) {
    files.merge(small_template({name}, {name}));
  }
  return files;
}

std::vector<TemplateSample> mdm_samples() {
  const std::string box = R"x(<textBox refId="X"><label>X</label></textBox>)x";
  TemplateFiles swedish = without(good_template(), kEnglish);
  change(swedish, kAdmxPath, R"x(minRequiredRevision="1.0")x",
         R"x(minRequiredRevision="1.0" fallbackCulture="sv-SE")x");
  TemplateFiles unused =
      joined(with_admx("</policyNamespaces>",
                       "  <using prefix=\"b\" namespace=\"B\"/>\n  </policyNamespaces>"),
             small_template("B", "B"));
  TemplateFiles windows = with_using("Microsoft.Policies.Windows");
  change(windows, kAdmxPath, "b:C", "b:System");
  return {
      {"mdm.key-blocked", with_policy(R"x(key="Software\Policies\Microsoft\A" valueName="N")x", ""),
       kMdm, "A.admx:33:62"},
      {"mdm.combo-box",
       with_elements(R"x(<text id="X" valueName="X"/>)x",
                     R"x(<comboBox refId="X"><label>X</label></comboBox>)x"),
       kMdm, "en-US/A.adml:23:26"},
      {"mdm.no-english", swedish, kMdm, "A.admx:1:1"},
      {"mdm.file-too-large",
       with_admx("</policyDefinitions>",
                 "<!--" + std::string(1U << 20, 'x') + "--></policyDefinitions>"),
       kMdm, "A.admx:1:1"},
      {"mdm.too-many-files", many_files(), kMdm, "U.admx:1:1"},
      {"mdm.unused-prefix", unused, kMdm, "A.admx:4:12"},
      {"mdm.no-parent-category", with_admx(kQ + "\n      <parentCategory ref=\"C\"/>", kQ), kMdm,
       "A.admx:29:5"},
      {"mdm.own-prefix",
       with_admx(kQ + "\n      <parentCategory ref=\"C\"/>",
                 kQ + "\n      <parentCategory ref=\"a:C\"/>"),
       kMdm, "A.admx:30:23"},
      {"mdm.list-attributes",
       with_elements(R"x(<list id="X" additive="true"/>)x", R"x(<listBox refId="X">X</listBox>)x"),
       kMdm, "A.admx:33:193"},
      {"mdm.text-limit", with_elements(R"x(<text id="X" valueName="X" maxLength="2000"/>)x", box),
       kMdm, "A.admx:33:207"},
      {"mdm.namespace-needed", windows, kMdm, "A.admx:4:23"},
  };
}

}  // namespace

TemplateFiles good_template() {
  return {{kAdmxPath, std::string(kAdmx)},
          {kEnglish, std::string(kAdml)},
          {kSwedish, std::string(kAdml)}};
}

TemplateFiles small_template(const std::string& name, const std::string& uri) {
  return {{name + ".admx",
           "<policyDefinitions revision=\"1.0\" schemaVersion=\"1.0\"><policyNamespaces>"
           "<target prefix=\"s\" namespace=\"" +
               uri +
               "\"/></policyNamespaces><resources minRequiredRevision=\"1.0\"/><categories>"
               "<category name=\"C\" displayName=\"$(string.C)\"/></categories>"
               "</policyDefinitions>"},
          {"en-US/" + name + ".adml",
           "<policyDefinitionResources revision=\"1.0\" schemaVersion=\"1.0\"><displayName/>"
           "<description/><resources><stringTable><string id=\"C\">Category</string>"
           "</stringTable></resources></policyDefinitionResources>"}};
}

std::vector<TemplateSample> template_samples() {
  std::vector<TemplateSample> samples;
  for (auto& section :
       {store_samples(), reference_samples(), text_samples(), presentation_samples(),
        registry_samples(), state_samples(), translation_samples(), mdm_samples()}) {
    samples.insert(samples.end(), section.begin(), section.end());
  }
  return samples;
}

}  // namespace tests
