#include <algorithm>
#include <iterator>

#include <regpolicy/policy_file.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

struct FormatRow {
  PolicyFormat format;
  std::string_view word;
  std::string_view suffix;
  std::string_view title;
  bool several_sides;
  bool readable = true;
};

constexpr FormatRow kFormats[] = {
    {PolicyFormat::pol, "pol", ".pol", "a Registry.pol", false},
    {PolicyFormat::reg, "reg", ".reg", "a .reg file", true},
    {PolicyFormat::lgpo, "lgpo", ".txt", "LGPO text", true},
    {PolicyFormat::json, "json", ".json", "JSON", false},
    {PolicyFormat::policy_rules, "policyrules", ".PolicyRules", "PolicyRules", true},
    {PolicyFormat::samba_xml, "sambaxml", ".xml", "Samba's XML", false},
    {PolicyFormat::csv, "csv", ".csv", "CSV", true, false},
};

// How much of a file is looked at to find out its format.
constexpr std::size_t kPeekedBytes = std::size_t{64} << 10;

const FormatRow& row_of(PolicyFormat format) {
  return *std::ranges::find(kFormats, format, &FormatRow::format);
}

// By the first element; a declaration and comments may stand before it.
std::optional<PolicyFormat> format_of_xml(std::u16string_view text) {
  while (text.starts_with(u"<?") || text.starts_with(u"<!--")) {
    const std::u16string_view close = text.starts_with(u"<?") ? u"?>" : u"-->";
    const std::size_t end = text.find(close);
    if (end == std::u16string_view::npos) return std::nullopt;
    text.remove_prefix(std::min(text.find(u'<', end), text.size()));
  }
  const std::u16string_view name = text.substr(0, text.find_first_of(u" \t\r\n/>"));
  if (name == u"<PolicyRules") return PolicyFormat::policy_rules;
  if (name == u"<PolFile") return PolicyFormat::samba_xml;
  return std::nullopt;
}

}  // namespace

const std::vector<PolicyFormat>& policy_formats() {
  static const std::vector<PolicyFormat> formats = [] {
    std::vector<PolicyFormat> list;
    for (const FormatRow& row : kFormats) list.push_back(row.format);
    return list;
  }();
  return formats;
}

std::string_view word_of(PolicyFormat format) { return row_of(format).word; }
std::string_view suffix_of(PolicyFormat format) { return row_of(format).suffix; }
std::string_view title_of(PolicyFormat format) { return row_of(format).title; }
bool can_be_read(PolicyFormat format) { return row_of(format).readable; }
bool holds_several_sides(PolicyFormat format) { return row_of(format).several_sides; }

std::optional<PolicyFormat> parse_policy_format(std::string_view text) {
  const auto row = std::ranges::find(kFormats, text, &FormatRow::word);
  return row == std::end(kFormats) ? std::nullopt : std::optional(row->format);
}

std::optional<PolicyFormat> policy_format_of_path(std::string_view path) {
  const std::string lower = ascii_lower(path);
  for (const FormatRow& row : kFormats) {
    if (lower.ends_with(ascii_lower(row.suffix))) return row.format;
  }
  return std::nullopt;
}

std::optional<PolicyFormat> policy_format_of_content(ByteView content) {
  const ByteView head = content.first(std::min(content.size(), kPeekedBytes));
  if (as_chars(head).starts_with("PReg")) return PolicyFormat::pol;
  const auto decoded = decode_windows_text(head);
  if (!decoded) return std::nullopt;
  std::u16string_view text = *decoded;
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(u" \t\r\n");
    if (start == std::u16string_view::npos) break;
    text.remove_prefix(start);
    if (text.starts_with(u'{')) return PolicyFormat::json;
    if (text.starts_with(u'<')) return format_of_xml(text);
    if (text.starts_with(u"REGEDIT") || text.starts_with(u"Windows Registry Editor")) {
      return PolicyFormat::reg;
    }
    const std::u16string_view line = text.substr(0, text.find_first_of(u" \t\r\n"));
    if (same_name(line, u"Computer") || same_name(line, u"User") ||
        name_starts_with(line, u"User:")) {
      return PolicyFormat::lgpo;
    }
    if (!text.starts_with(u';')) break;  // no comment of LGPO text either
    text.remove_prefix(std::min(text.find_first_of(u"\r\n"), text.size()));
  }
  return std::nullopt;
}

}  // namespace regpolicy
