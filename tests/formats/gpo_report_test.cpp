// What is written, against text put together from what the Group Policy Management Console writes.
#include <catch2/catch.hpp>

#include <regpolicy/gpo_report.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;
using namespace regpolicy::gpo_report;

namespace {

// Without the line ends and the spaces at the fronts of lines.
std::string in_one_line(const std::string& text) {
  std::string result;
  bool at_start = true;
  for (const char c : text) {
    if (c == '\r' || c == '\n') {
      at_start = true;
    } else if (c != ' ' || !at_start) {
      result += c;
      at_start = false;
    }
  }
  return result;
}

}  // namespace

TEST_CASE("gpreport.xml has GPMC's elements, settings by policy before those by value") {
  Report report{.gpo_guid = "{D3AAF869-5E70-4C9E-BC4D-F7F86C450D5B}",
                .domain = "example.test",
                .name = "A & B",
                .time = "2020-09-28T11:54:01",
                .machine = {},
                .user = {}};
  report.machine.versions = {2, 3};
  report.machine.policies = {{.name = "Turn on",
                              .state = "Enabled",
                              .comment = "why",
                              .explain = "Explains",
                              .supported = "Windows 10",
                              .category = "A/B",
                              .options = {{OptionKind::check_box, "Flag", {"true"}},
                                          {OptionKind::check_box, "Off", {"false"}},
                                          {OptionKind::drop_down_list, "Mode", {"Basic"}},
                                          {OptionKind::edit_text, "Text", {"x"}},
                                          {OptionKind::list_box, "List", {"one", "two"}},
                                          {OptionKind::numeric, "Days", {"40"}}}}};
  report.machine.values = {{u"Software\\K", u"N", make_dword(7)},
                           {u"Software\\K", u"T", make_sz(u"Återställ")},
                           {u"Software\\K", u"B", make_binary({std::byte{0xff}})}};
  report.user.is_enabled = false;
  const auto bytes = write(report);
  REQUIRE(bytes);
  REQUIRE(bytes->size() > 2);
  CHECK(load_le16(bytes->data()) == 0xFEFF);
  const std::string text = to_utf8(from_utf16le(ByteView(*bytes).subspan(2)));
  CHECK(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<GPO "));
  CHECK(text.contains("\r\n  <Name>A &amp; B</Name>\r\n"));
  CHECK(in_one_line(text) ==
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><GPO xmlns:xsd=\"http://www.w3.org/2001/"
        "XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xmlns=\"http://www.microsoft.com/GroupPolicy/Settings\"><Identifier><Identifier "
        "xmlns=\"http://www.microsoft.com/GroupPolicy/Types\">"
        "{D3AAF869-5E70-4C9E-BC4D-F7F86C450D5B}</Identifier><Domain "
        "xmlns=\"http://www.microsoft.com/GroupPolicy/Types\">example.test</Domain></Identifier>"
        "<Name>A &amp; B</Name><IncludeComments>true</IncludeComments>"
        "<CreatedTime>2020-09-28T11:54:01</CreatedTime>"
        "<ModifiedTime>2020-09-28T11:54:01</ModifiedTime><ReadTime>2020-09-28T11:54:01</ReadTime>"
        "<FilterDataAvailable>false</FilterDataAvailable><Computer>"
        "<VersionDirectory>2</VersionDirectory><VersionSysvol>3</VersionSysvol>"
        "<Enabled>true</Enabled><ExtensionData><Extension "
        "xmlns:q1=\"http://www.microsoft.com/GroupPolicy/Settings/Registry\" "
        "xsi:type=\"q1:RegistrySettings\"><q1:Policy><q1:Name>Turn on</q1:Name>"
        "<q1:State>Enabled</q1:State><q1:Comment>why</q1:Comment>"
        "<q1:Explain>Explains</q1:Explain><q1:Supported>Windows 10</q1:Supported>"
        "<q1:Category>A/B</q1:Category>"
        "<q1:CheckBox><q1:Name>Flag</q1:Name><q1:State>Enabled</q1:State></q1:CheckBox>"
        "<q1:CheckBox><q1:Name>Off</q1:Name><q1:State>Disabled</q1:State></q1:CheckBox>"
        "<q1:DropDownList><q1:Name>Mode</q1:Name><q1:State>Enabled</q1:State><q1:Value>"
        "<q1:Name>Basic</q1:Name></q1:Value></q1:DropDownList>"
        "<q1:EditText><q1:Name>Text</q1:Name><q1:State>Enabled</q1:State>"
        "<q1:Value>x</q1:Value></q1:EditText>"
        "<q1:ListBox><q1:Name>List</q1:Name><q1:State>Enabled</q1:State>"
        "<q1:ExplicitValue>false</q1:ExplicitValue><q1:Additive>false</q1:Additive><q1:Value>"
        "<q1:Element><q1:Data>one</q1:Data></q1:Element><q1:Element><q1:Data>two</q1:Data>"
        "</q1:Element></q1:Value></q1:ListBox>"
        "<q1:Numeric><q1:Name>Days</q1:Name><q1:State>Enabled</q1:State>"
        "<q1:Value>40</q1:Value></q1:Numeric></q1:Policy>"
        "<q1:RegistrySetting><q1:KeyPath>Software\\K</q1:KeyPath>"
        "<q1:AdmSetting>false</q1:AdmSetting><q1:Value><q1:Name>N</q1:Name>"
        "<q1:Number>7</q1:Number></q1:Value></q1:RegistrySetting>"
        "<q1:RegistrySetting><q1:KeyPath>Software\\K</q1:KeyPath>"
        "<q1:AdmSetting>false</q1:AdmSetting><q1:Value><q1:Name>T</q1:Name>"
        "<q1:String>Återställ</q1:String></q1:Value></q1:RegistrySetting>"
        "<q1:RegistrySetting><q1:KeyPath>Software\\K</q1:KeyPath>"
        "<q1:AdmSetting>false</q1:AdmSetting><q1:Value><q1:Name>B</q1:Name>"
        "<q1:String>ff</q1:String></q1:Value></q1:RegistrySetting></Extension>"
        "<Name>Registry</Name></ExtensionData></Computer><User>"
        "<VersionDirectory>0</VersionDirectory><VersionSysvol>0</VersionSysvol>"
        "<Enabled>false</Enabled></User></GPO>");
  report.name = "\x07";
  CHECK(write(report).error().code == ErrorCode::not_representable);
}
