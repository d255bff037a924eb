#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/gpo_report.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/value.hpp>

#include "formats/gpo_backup/markup.hpp"
#include "formats/gpo_backup/report_markup.hpp"

namespace regpolicy::gpo_report {
namespace {

constexpr std::string_view kTypesAttribute =
    " xmlns=\"http://www.microsoft.com/GroupPolicy/Types\"";

std::string_view element_of(OptionKind kind) {
  switch (kind) {
    case OptionKind::check_box: return "q1:CheckBox";
    case OptionKind::drop_down_list: return "q1:DropDownList";
    case OptionKind::edit_text: return "q1:EditText";
    case OptionKind::list_box: return "q1:ListBox";
    case OptionKind::numeric: return "q1:Numeric";
  }
  return "";
}

// A name of the registry that XML can hold.
std::string shown_name(std::u16string_view name) {
  std::string text = to_utf8(name);
  return is_valid_utf8(text) && xml::is_sayable(text) ? text : escape_for_display(name);
}

void add_option_value(IndentedXml& out, const Option& option) {
  const std::string first = option.values.empty() ? std::string() : option.values.front();
  switch (option.kind) {
    case OptionKind::check_box: break;
    case OptionKind::drop_down_list:
      out.open("q1:Value");
      out.add("q1:Name", first);
      out.close("q1:Value");
      break;
    case OptionKind::edit_text:
    case OptionKind::numeric: out.add("q1:Value", first); break;
    case OptionKind::list_box:
      out.add("q1:ExplicitValue", "false");
      out.add("q1:Additive", "false");
      out.open("q1:Value");
      for (const std::string& row : option.values) {
        out.open("q1:Element");
        out.add("q1:Data", row);
        out.close("q1:Element");
      }
      out.close("q1:Value");
      break;
  }
}

void add_policy(IndentedXml& out, const Policy& policy) {
  out.open("q1:Policy");
  out.add("q1:Name", policy.name);
  for (const auto& [element, text] :
       {std::pair("q1:State", &policy.state), std::pair("q1:Comment", &policy.comment),
        std::pair("q1:Explain", &policy.explain), std::pair("q1:Supported", &policy.supported),
        std::pair("q1:Category", &policy.category)}) {
    if (!text->empty()) out.add(element, *text);
  }
  for (const Option& option : policy.options) {
    const bool is_off =
        option.kind == OptionKind::check_box && option.values != std::vector<std::string>{"true"};
    out.open(element_of(option.kind));
    out.add("q1:Name", option.label);
    out.add("q1:State", is_off ? "Disabled" : "Enabled");
    add_option_value(out, option);
    out.close(element_of(option.kind));
  }
  out.close("q1:Policy");
}

void add_value(IndentedXml& out, const Record& record) {
  out.open("q1:RegistrySetting");
  out.add("q1:KeyPath", shown_name(record.key));
  out.add("q1:AdmSetting", "false");
  out.open("q1:Value");
  out.add("q1:Name", shown_name(record.name));
  const auto dword = get_dword(record.value);
  const auto qword = get_qword(record.value);
  const auto text = get_string(record.value);
  if (dword) {
    out.add("q1:Number", std::to_string(*dword));
  } else if (qword) {
    out.add("q1:Number", std::to_string(*qword));
  } else {
    out.add("q1:String", text ? shown_name(*text) : describe(record.value));
  }
  out.close("q1:Value");
  out.close("q1:RegistrySetting");
}

void add_side(IndentedXml& out, std::string_view name, const Side& side) {
  out.open(name);
  out.add("VersionDirectory", std::to_string(side.versions.directory));
  out.add("VersionSysvol", std::to_string(side.versions.sysvol));
  out.add("Enabled", side.is_enabled ? "true" : "false");
  if (!side.policies.empty() || !side.values.empty()) {
    out.open("ExtensionData");
    out.open("Extension",
             " xmlns:q1=\"http://www.microsoft.com/GroupPolicy/Settings/Registry\" "
             "xsi:type=\"q1:RegistrySettings\"");
    for (const Policy& policy : side.policies) add_policy(out, policy);
    for (const Record& record : side.values) add_value(out, record);
    out.close("Extension");
    out.add("Name", "Registry");
    out.close("ExtensionData");
  }
  out.close(name);
}

}  // namespace

Result<Bytes> write(const Report& report) {
  IndentedXml out;
  out.open("GPO",
           " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
           "xmlns=\"http://www.microsoft.com/GroupPolicy/Settings\"");
  out.open("Identifier");
  out.add("Identifier", report.gpo_guid, kTypesAttribute);
  out.add("Domain", report.domain, kTypesAttribute);
  out.close("Identifier");
  out.add("Name", report.name);
  out.add("IncludeComments", "true");
  for (const std::string_view element : {"CreatedTime", "ModifiedTime", "ReadTime"}) {
    out.add(element, report.time);
  }
  out.add("FilterDataAvailable", "false");
  add_side(out, "Computer", report.machine);
  add_side(out, "User", report.user);
  out.close("GPO");
  const auto text = out.text();
  if (!text) return std::unexpected(text.error());
  const auto wide = to_utf16("<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n" + *text);
  if (!wide) return std::unexpected(wide.error());
  Bytes bytes;
  append_utf16le(bytes, u"\uFEFF");
  append_utf16le(bytes, *wide);
  return bytes;
}

}  // namespace regpolicy::gpo_report
