#include <fmt/format.h>

#include <regpolicy/samba_xml.hpp>
#include <regpolicy/text.hpp>

#include "formats/samba_xml/samba_xml_value.hpp"

namespace regpolicy::samba_xml {
namespace {

// An XML reader makes a line feed of a carriage return that stands there by itself.
std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '\r': out += "&#13;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view text) {
  if (text.empty()) return fmt::format("\t\t<{}/>\n", name);
  return fmt::format("\t\t<{0}>{1}</{0}>\n", name, escape(text));
}

Result<std::string> entry(const Record& record) {
  const auto key = sayable("key", record.key);
  if (!key) return key;
  const auto name = sayable("value name", record.name);
  if (!name) return name;
  const auto texts = texts_of(record.value);
  if (!texts) return std::unexpected(texts.error());
  std::string out =
      fmt::format("\t<Entry type=\"{}\" type_name=\"{}\">\n",
                  static_cast<std::uint32_t>(record.value.type), type_name(record.value.type));
  out += element("Key", *key);
  out += element("ValueName", *name);
  for (const std::string& text : *texts) out += element("Value", text);
  return out + "\t</Entry>\n";
}

}  // namespace

Result<std::string> write(const Records& records) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<PolFile num_entries=\"{}\" signature=\"PReg\" version=\"1\"{}>\n",
      records.size(), records.empty() ? "/" : "");
  if (records.empty()) return out;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto text = entry(records[i]);
    if (!text) {
      Error error = text.error();
      error.location = {.record = i + 1,
                        .path = escape_for_display(records[i].key + u"\\" + records[i].name)};
      return std::unexpected(std::move(error));
    }
    out += *text;
  }
  return out + "</PolFile>\n";
}

}  // namespace regpolicy::samba_xml
