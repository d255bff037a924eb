// What is written, against bytes put together from what the Group Policy Management Console writes.
#include <catch2/catch.hpp>

#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/gpo_backup_scheme.hpp>

using namespace regpolicy;
using namespace regpolicy::gpo_backup;

namespace {

const Info kInfo{.display_name = "Återställ & <mer>",
                 .guid = "{D3AAF869-5E70-4C9E-BC4D-F7F86C450D5B}",
                 .id = "{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}",
                 .domain = "example.test",
                 .time = "2020-09-28T11:54:01",
                 .domain_guid = "{ff161336-72cc-4bd4-90ae-42bf968987b9}",
                 .domain_controller = "dc.example.test",
                 .comment = ""};

const std::string kInfoContent =
    "<GPOGuid><![CDATA[{D3AAF869-5E70-4C9E-BC4D-F7F86C450D5B}]]></GPOGuid>"
    "<GPODomain><![CDATA[example.test]]></GPODomain>"
    "<GPODomainGuid><![CDATA[{ff161336-72cc-4bd4-90ae-42bf968987b9}]]></GPODomainGuid>"
    "<GPODomainController><![CDATA[dc.example.test]]></GPODomainController>"
    "<BackupTime><![CDATA[2020-09-28T11:54:01]]></BackupTime>"
    "<ID><![CDATA[{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}]]></ID>"
    "<Comment><![CDATA[]]></Comment>"
    "<GPODisplayName><![CDATA[Återställ & <mer>]]></GPODisplayName></BackupInst>";

const std::string kManifestUri = "http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest";

Scheme sample_scheme() {
  Scheme scheme;
  scheme.guid = kInfo.guid;
  scheme.domain = "example.test";
  scheme.security_descriptor = {std::byte{0x01}, std::byte{0x00}, std::byte{0x9c}};
  scheme.display_name = "Sample";
  scheme.options = 1;
  scheme.machine = {{2, 3}, registry_extension_list(Side::machine)};
  return scheme;
}

std::string text_of(const Result<Bytes>& bytes) {
  REQUIRE(bytes);
  return std::string(as_chars(*bytes));
}

std::string error_of_scheme(const std::string& text) {
  Diagnostics findings;
  const auto read = read_scheme(as_bytes(text), "Backup.xml", findings);
  return read ? "read" : to_string(read.error());
}

std::string with_core(const std::string& core) {
  return "<GroupPolicyBackupScheme xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations\" "
         "xmlns:bkp=\"http://www.microsoft.com/GroupPolicy/GPOOperations\" bkp:version=\"2.0\" "
         "bkp:type=\"GroupPolicyBackupTemplate\"><GroupPolicyObject><GroupPolicyCoreSettings>" +
         core + "</GroupPolicyCoreSettings></GroupPolicyObject></GroupPolicyBackupScheme>";
}

}  // namespace

TEST_CASE("bkupInfo.xml and manifest.xml have the bytes that GPMC writes") {
  CHECK(text_of(write_info(kInfo)) == "<BackupInst xmlns=\"" + kManifestUri + "\">" + kInfoContent);
  CHECK(text_of(write_manifest({kInfo})) ==
        "<Backups xmlns=\"" + kManifestUri + "\" xmlns:mfst=\"" + kManifestUri +
            "\" mfst:version=\"1.0\"><BackupInst>" + kInfoContent + "</Backups>");
}

TEST_CASE("Backup.xml has GPMC's elements, attributes and order, in one line") {
  const SchemeFiles files{
      .files = {"DomainSysvol/GPO/Machine/registry.pol", "DomainSysvol/GPO/Machine/comment.cmtx",
                "DomainSysvol/GPO/GPO.cmt",
                "DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf"},
      .folders = {"DomainSysvol/GPO/Machine/Applications"},
      .domain_controller = "dc.example.test"};
  const std::string source =
      "bkp:SourceExpandedPath=\"\\\\dc.example.test\\sysvol\\example.test\\Policies\\"
      "{D3AAF869-5E70-4C9E-BC4D-F7F86C450D5B}\\";
  const std::string machine = "%GPO_MACH_FSPATH%\\";
  CHECK(
      text_of(write_scheme(sample_scheme(), files)) ==
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><GroupPolicyBackupScheme bkp:version=\"2.0\" "
      "bkp:type=\"GroupPolicyBackupTemplate\" "
      "xmlns:bkp=\"http://www.microsoft.com/GroupPolicy/GPOOperations\" "
      "xmlns=\"http://www.microsoft.com/GroupPolicy/GPOOperations\"><GroupPolicyObject>"
      "<SecurityGroups/><FilePaths/><GroupPolicyCoreSettings>"
      "<ID><![CDATA[{D3AAF869-5E70-4C9E-BC4D-F7F86C450D5B}]]></ID>"
      "<Domain><![CDATA[example.test]]></Domain>"
      "<SecurityDescriptor>01 00 9c</SecurityDescriptor>"
      "<DisplayName><![CDATA[Sample]]></DisplayName><Options><![CDATA[1]]></Options>"
      "<UserVersionNumber><![CDATA[0]]></UserVersionNumber>"
      "<MachineVersionNumber><![CDATA[196610]]></MachineVersionNumber>"
      "<MachineExtensionGuids><![CDATA[[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}"
      "{D02B1F72-3407-48AE-BA88-E8213C6761F1}]]]></MachineExtensionGuids>"
      "<UserExtensionGuids/><WMIFilter/></GroupPolicyCoreSettings>"
      "<GroupPolicyExtension bkp:ID=\"{35378EAC-683F-11D2-A89A-00C04FBBCFA2}\" "
      "bkp:DescName=\"Registry\"><FSObjectFile bkp:Path=\"" +
          machine + "registry.pol\" " + source +
          "Machine\\registry.pol\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\registry.pol\"/>"
          "<FSObjectFile bkp:Path=\"%GPO_FSPATH%\\Adm\\*.*\" " +
          source +
          "Adm\\*.*\"/></GroupPolicyExtension>"
          "<GroupPolicyExtension bkp:ID=\"{827D319E-6EAC-11D2-A4EA-00C04F79F83A}\" "
          "bkp:DescName=\"Security\"><FSObjectFile bkp:Path=\"" +
          machine + "microsoft\\windows nt\\SecEdit\\GptTmpl.inf\" " + source +
          "Machine\\microsoft\\windows nt\\SecEdit\\GptTmpl.inf\" "
          "bkp:ReEvaluateFunction=\"SecurityValidateSettings\" "
          "bkp:Location=\"DomainSysvol\\GPO\\Machine\\microsoft\\windows nt\\SecEdit\\GptTmpl.inf\""
          "/></GroupPolicyExtension>"
          "<GroupPolicyExtension bkp:ID=\"{F15C46CD-82A0-4C2D-A210-5D0D3182A418}\" "
          "bkp:DescName=\"Unknown Extension\"><FSObjectFile bkp:Path=\"%GPO_FSPATH%\\GPO.cmt\" " +
          source +
          "GPO.cmt\" bkp:Location=\"DomainSysvol\\GPO\\GPO.cmt\"/><FSObjectDir bkp:Path=\"" +
          machine + "Applications\" " + source +
          "Machine\\Applications\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\Applications\"/>"
          "<FSObjectFile bkp:Path=\"" +
          machine + "comment.cmtx\" " + source +
          "Machine\\comment.cmtx\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\comment.cmtx\"/>"
          "<FSObjectDir bkp:Path=\"" +
          machine + "microsoft\" " + source +
          "Machine\\microsoft\" bkp:Location=\"DomainSysvol\\GPO\\Machine\\microsoft\"/>"
          "<FSObjectDir bkp:Path=\"" +
          machine + "microsoft\\windows nt\" " + source +
          "Machine\\microsoft\\windows nt\" "
          "bkp:Location=\"DomainSysvol\\GPO\\Machine\\microsoft\\windows nt\"/>"
          "<FSObjectDir bkp:Path=\"" +
          machine + "microsoft\\windows nt\\SecEdit\" " + source +
          "Machine\\microsoft\\windows nt\\SecEdit\" "
          "bkp:Location=\"DomainSysvol\\GPO\\Machine\\microsoft\\windows nt\\SecEdit\"/>"
          "</GroupPolicyExtension></GroupPolicyObject></GroupPolicyBackupScheme>");
}

TEST_CASE("what breaks the rules of Backup.xml is refused with its place") {
  CHECK(error_of_scheme("<!DOCTYPE a><a/>") ==
        "Backup.xml:1:1: error: found a document type (<!DOCTYPE), expected none (no file of this "
        "kind needs one)");
  CHECK(error_of_scheme("<Backups/>") ==
        "Backup.xml:1:1: error: found the root <Backups>, expected <GroupPolicyBackupScheme>");
  CHECK(error_of_scheme("<GroupPolicyBackupScheme/>") ==
        "Backup.xml:1:1: error: found no element <GroupPolicyObject>");
  CHECK(error_of_scheme(with_core("<Domain>x</Domain>")).ends_with("error: found no element <ID>"));
  CHECK(error_of_scheme(with_core("<ID>x</ID><ID>y</ID>"))
            .ends_with("error: found a second element <ID>"));
  CHECK(error_of_scheme(with_core("<ID>x</ID><Options>4294967296</Options>"))
            .ends_with("error: found '4294967296', expected a number from 0 to 4294967295"));
  CHECK(error_of_scheme(with_core("<ID>x</ID><MachineVersionNumber/>"))
            .ends_with("error: found '', expected a number from 0 to 4294967295"));
  CHECK(error_of_scheme(with_core("<ID>x</ID><SecurityDescriptor>01 0g</SecurityDescriptor>"))
            .contains("error: the security descriptor is not hexadecimal: "));
  CHECK(error_of_scheme(with_core("<ID>x</ID><WMIFilter><z:a xmlns:z=\"urn:z\"/></WMIFilter>")) ==
        "read");
  CHECK(error_of_scheme(with_core("<ID>x</ID><WMIFilter><z:a/></WMIFilter>"))
            .contains("error: found the prefix 'z' of another namespace"));
}

TEST_CASE("markup that is not in the kept form is not written") {
  Scheme scheme = sample_scheme();
  scheme.kept.wmi_filter = "<a></a>";
  CHECK(to_string(write_scheme(scheme, {}).error()) ==
        "error: the markup kept for WMIFilter is not canonical");
  scheme.kept.wmi_filter = "</WMIFilter>";
  CHECK(to_string(write_scheme(scheme, {}).error())
            .starts_with("error: the markup kept for WMIFilter is not canonical: "));
  scheme.kept.wmi_filter = "";
  scheme.display_name = "bell \x07";
  CHECK(write_scheme(scheme, {}).error().code == ErrorCode::not_representable);
}

TEST_CASE("places outside DomainSysvol/GPO are no places") {
  CHECK(place_defect("DomainSysvol\\GPO\\Machine\\registry.pol").empty());
  CHECK(place_defect("domainsysvol/gpo/user/Scripts/Logon/a b.cmd").empty());
  for (const char* const place : {"",
                                  "DomainSysvol",
                                  "DomainSysvol\\GPO",
                                  "DomainSysvol\\GPO\\",
                                  "gpreport.xml",
                                  "DomainSysvol\\GPO\\..\\..\\x",
                                  "DomainSysvol\\GPO\\Machine\\..\\x",
                                  "..\\x",
                                  "C:\\x",
                                  "\\\\server\\share\\x",
                                  "/etc/passwd",
                                  "\\x",
                                  "DomainSysvol\\GPO\\\\x",
                                  "DomainSysvol\\GPO\\x\\",
                                  "DomainSysvol\\GPO\\a:b",
                                  "DomainSysvol\\GPO\\a.txt::$DATA",
                                  "DomainSysvol\\GPO\\nul",
                                  "DomainSysvol\\GPO\\COM1.txt",
                                  "DomainSysvol\\GPO\\CON .x",
                                  "DomainSysvol\\GPO\\a.",
                                  "DomainSysvol\\GPO\\a ",
                                  "DomainSysvol\\GPO\\.",
                                  "DomainSysvol\\GPO\\*",
                                  "DomainSysvol\\GPO\\%\x01",
                                  "DomainSysvol\\GPOx\\a",
                                  "x\\DomainSysvol\\GPO\\a"}) {
    INFO(place);
    CHECK_FALSE(place_defect(place).empty());
  }
}

TEST_CASE("a list of extensions is told by its brackets and GUIDs") {
  const std::string list = registry_extension_list(Side::user);
  CHECK(is_extension_list(list));
  CHECK(is_extension_list(list + list));
  CHECK(is_extension_list(""));
  CHECK(is_extension_list(" "));
  CHECK_FALSE(is_extension_list("  "));
  CHECK(is_extension_list("[{8FDDCC1A-0C3C-43cd-A6B4-71A6DF20DA8C}]"));
  CHECK_FALSE(is_extension_list("[]"));
  CHECK_FALSE(is_extension_list(list.substr(1)));
  CHECK_FALSE(is_extension_list(list.substr(0, list.size() - 1)));
  CHECK_FALSE(is_extension_list("[{8FDDCC1A-0C3C-43cd-A6B4-71A6DF20DA8C} ]"));
  CHECK(has_extension(list, "{35378eac-683f-11d2-a89a-00c04fbbcfa2}"));
  CHECK_FALSE(has_extension(list, "{D02B1F73-3407-48AE-BA88-E8213C6761F1}"));
}
