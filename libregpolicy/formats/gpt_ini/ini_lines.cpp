#include "formats/gpt_ini/ini_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::gpt_ini {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kGeneral = "general";
constexpr std::string_view kVersionKey = "Version";

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// The name of a section in lower case, where the line begins one.
std::optional<std::string> section_name(std::string_view line) {
  line = without_blanks(line);
  const std::size_t end = line.find(']');
  if (!line.starts_with('[') || end == std::string_view::npos) return std::nullopt;
  return ascii_lower(without_blanks(line.substr(1, end - 1)));
}

// The lines of [General]: its header and what follows up to the next section.
struct General {
  std::size_t header = 0;
  std::size_t end = 0;
};

Result<std::optional<General>> find_general(const File& file, const std::string& source) {
  std::optional<General> found;
  bool open = false;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const auto name = section_name(file.lines[i].text);
    if (!name) {
      if (open) found->end = i + 1;
      continue;
    }
    open = *name == kGeneral;
    if (!open) continue;
    if (found) {
      return fail(ErrorCode::malformed,
                  fmt::format("found a second section [General], the first is in line {}",
                              found->header + 1),
                  place_in(file, i, file.lines[i].text.find('['), source),
                  "readers differ in which one counts; make one of them");
    }
    found = General{i, i + 1};
  }
  return found;
}

std::optional<Entry> entry_in(std::string_view text, std::size_t line, std::string_view key) {
  if (without_blanks(text).starts_with(';')) return std::nullopt;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  if (ascii_lower(without_blanks(text.substr(0, equals))) != ascii_lower(key)) return std::nullopt;
  const std::string_view value = without_blanks(text.substr(equals + 1));
  // Of an empty value the place behind the '='.
  const std::size_t offset =
      value.empty() ? equals + 1 : static_cast<std::size_t>(value.data() - text.data());
  return Entry{line, offset, value.size()};
}

// What ends the lines of this file; that of Windows where none has an end.
std::string customary_end(const File& file) {
  for (const Line& line : file.lines) {
    if (!line.end.empty()) return line.end;
  }
  return "\r\n";
}

void insert_line(File& file, std::size_t at, std::string text) {
  const std::string end = customary_end(file);
  if (at > 0 && file.lines[at - 1].end.empty()) file.lines[at - 1].end = end;
  file.lines.insert(file.lines.begin() + static_cast<std::ptrdiff_t>(at), {std::move(text), end});
}

// Behind the last line of the section that is not empty.
std::size_t end_of_entries(const File& file, const General& general) {
  std::size_t end = general.end;
  while (end > general.header + 1 && without_blanks(file.lines[end - 1].text).empty()) --end;
  return end;
}

}  // namespace

Location place_in(const File& file, std::size_t line, std::size_t offset,
                  const std::string& source) {
  std::size_t column = 1 + offset;
  if (file.encoding != Encoding::ansi && line < file.lines.size()) {
    const std::string_view before = std::string_view(file.lines[line].text).substr(0, offset);
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    column = 1 + static_cast<std::size_t>(std::ranges::count_if(before, begins));
  }
  return {.source = source,
          .line = static_cast<std::uint32_t>(line + 1),
          .column = static_cast<std::uint32_t>(column)};
}

Result<std::optional<Entry>> find_entry(const File& file, std::string_view key,
                                        const std::string& source) {
  const auto general = find_general(file, source);
  if (!general) return std::unexpected(general.error());
  std::optional<Entry> found;
  if (!*general) return found;
  for (std::size_t i = (*general)->header + 1; i < (*general)->end; ++i) {
    const std::string& text = file.lines[i].text;
    const auto entry = entry_in(text, i, key);
    if (!entry) continue;
    if (found) {
      return fail(
          ErrorCode::malformed,
          fmt::format("found '{}' a second time, the first is in line {}", key, found->line + 1),
          place_in(file, i, text.find_first_not_of(kBlanks), source),
          "readers differ in which one counts; take one of them out");
    }
    found = entry;
  }
  return found;
}

Result<std::optional<std::string>> value_of(const File& file, std::string_view key,
                                            const std::string& source) {
  const auto entry = find_entry(file, key, source);
  if (!entry) return std::unexpected(entry.error());
  if (!*entry) return std::optional<std::string>();
  return std::optional(file.lines[(*entry)->line].text.substr((*entry)->offset, (*entry)->length));
}

Result<void> set_value(File& file, std::string_view key, const std::optional<std::string>& value,
                       const std::string& source) {
  const auto entry = find_entry(file, key, source);
  if (!entry) return std::unexpected(entry.error());
  if (*entry) {
    if (value) {
      file.lines[(*entry)->line].text.replace((*entry)->offset, (*entry)->length, *value);
    } else {
      file.lines.erase(file.lines.begin() + static_cast<std::ptrdiff_t>((*entry)->line));
    }
    return {};
  }
  if (!value) return {};
  const std::string text = fmt::format("{}={}", key, *value);
  const auto general = find_general(file, source);
  if (!general) return std::unexpected(general.error());
  if (!*general) {
    insert_line(file, file.lines.size(), "[General]");
    insert_line(file, file.lines.size(), text);
    return {};
  }
  const auto version = find_entry(file, kVersionKey, source);
  const bool in_front = version && *version;
  insert_line(file, in_front ? (*version)->line : end_of_entries(file, **general), text);
  return {};
}

Result<std::optional<Version>> version_of(const File& file, const std::string& source) {
  const auto entry = find_entry(file, kVersionKey, source);
  if (!entry) return std::unexpected(entry.error());
  if (!*entry) return std::optional<Version>();
  const std::string text =
      file.lines[(*entry)->line].text.substr((*entry)->offset, (*entry)->length);
  constexpr std::size_t kMostDigits = 10;
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  std::uint64_t number = 0;
  if (digits && text.size() <= kMostDigits) {
    for (const char c : text) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (!digits || text.size() > kMostDigits || number > 0xFFFFFFFF) {
    return fail(ErrorCode::malformed,
                fmt::format("found the version '{}', expected a number from 0 to 4294967295",
                            escape_for_display(text)),
                place_in(file, (*entry)->line, (*entry)->offset, source));
  }
  return std::optional(from_number(static_cast<std::uint32_t>(number)));
}

Result<void> set_version(File& file, Version version, const std::string& source) {
  return set_value(file, kVersionKey, std::to_string(to_number(version)), source);
}

}  // namespace regpolicy::gpt_ini
