#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/po.hpp>

namespace regpolicy::po {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        // Octal, with all three digits: hexadecimal escapes have no end of their own.
        out += byte < 0x20 || byte == 0x7F ? fmt::format("\\{:03o}", byte) : std::string(1, c);
      }
    }
  }
  return out + '"';
}

// A text of several lines begins with an empty string, as gettext's own programs write it.
void put_text(std::string& out, std::string_view mark, std::string_view keyword,
              std::string_view text) {
  const std::size_t break_at = text.find('\n');
  if (break_at == std::string_view::npos || break_at + 1 == text.size()) {
    out += fmt::format("{}{} {}\n", mark, keyword, in_quotes(text));
    return;
  }
  out += fmt::format("{}{} \"\"\n", mark, keyword);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    out += fmt::format("{}{}\n", mark, in_quotes(text.substr(0, size)));
    text.remove_prefix(size);
  }
}

void put_comments(std::string& out, std::string_view mark, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    out += line.empty() ? fmt::format("{}\n", mark) : fmt::format("{} {}\n", mark, line);
  }
}

void put_entry(std::string& out, const Entry& entry) {
  const std::string_view mark = entry.is_obsolete ? "#~ " : "";
  put_comments(out, "#", entry.translator_comments);
  put_comments(out, "#.", entry.extracted_comments);
  put_comments(out, "#:", entry.references);
  if (!entry.flags.empty()) out += fmt::format("#, {}\n", fmt::join(entry.flags, ", "));
  put_comments(out, entry.is_obsolete ? "#~|" : "#|", entry.previous);
  if (entry.context) put_text(out, mark, "msgctxt", *entry.context);
  put_text(out, mark, "msgid", entry.id);
  if (entry.plural_id) put_text(out, mark, "msgid_plural", *entry.plural_id);
  for (std::size_t i = 0; i < entry.texts.size(); ++i) {
    put_text(out, mark, entry.plural_id ? fmt::format("msgstr[{}]", i) : "msgstr", entry.texts[i]);
  }
}

}  // namespace

bool Entry::operator==(const Entry& other) const {
  return translator_comments == other.translator_comments &&
         extracted_comments == other.extracted_comments && references == other.references &&
         flags == other.flags && previous == other.previous && context == other.context &&
         id == other.id && plural_id == other.plural_id && texts == other.texts &&
         is_obsolete == other.is_obsolete;
}

std::string write(const File& file) {
  std::string out;
  for (const Entry& entry : file.entries) {
    if (!out.empty()) out += '\n';
    put_entry(out, entry);
  }
  return out;
}

bool has_flag(const Entry& entry, std::string_view flag) {
  return std::ranges::find(entry.flags, flag) != entry.flags.end();
}

std::string header_field(const File& file, std::string_view name) {
  for (const Entry& entry : file.entries) {
    if (entry.context || !entry.id.empty() || entry.is_obsolete || entry.texts.empty()) continue;
    std::string_view text = entry.texts.front();
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (!line.starts_with(name) || line.substr(name.size()).substr(0, 1) != ":") continue;
      std::string_view value = line.substr(name.size() + 1);
      const std::size_t begin = value.find_first_not_of(' ');
      return begin == std::string_view::npos ? "" : std::string(value.substr(begin));
    }
  }
  return {};
}

}  // namespace regpolicy::po
