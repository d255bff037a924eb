#include "show_text.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::tools {
namespace {

// A name column wider than this would push the values off the screen.
constexpr std::size_t kWidestName = 40;

constexpr std::string_view kBold = "1";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kCyan = "36";

struct Row {
  std::string name;  // empty for what is said in words
  std::string type;  // or the words
  std::string value;
};

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t own = width_of(text);
  return own < width ? text + std::string(width - own, ' ') : text;
}

std::string paint(std::string_view text, std::string_view code, bool color) {
  return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

Row row_of(const Record& record, const ShowOptions& options) {
  const std::size_t most_bytes =
      options.full ? std::numeric_limits<std::size_t>::max() : kDescribedBytes;
  const Instruction instruction = decode(record);
  if (!std::holds_alternative<SetValue>(instruction)) {
    return {{}, describe(instruction, most_bytes), {}};
  }
  return {record.name.empty() ? "(default)" : escape_for_display(record.name),
          to_string(record.value.type), describe(record.value, most_bytes)};
}

// The records [first, last) of one key.
std::string text_of_key(const Records& records, std::size_t first, std::size_t last,
                        const ShowOptions& options) {
  std::vector<Row> rows;
  std::size_t name_width = 0, type_width = 0;
  for (std::size_t i = first; i < last; ++i) {
    rows.push_back(row_of(records[i], options));
    if (rows.back().name.empty()) continue;
    name_width = std::max(name_width, std::min(width_of(rows.back().name), kWidestName));
    type_width = std::max(type_width, rows.back().type.size());
  }
  const std::string key = escape_for_display(records[first].key);
  std::string text = paint(key.empty() ? "(no key)" : key, kBold, options.color) + '\n';
  for (const Row& row : rows) {
    if (row.name.empty()) {
      text += fmt::format("  {}\n", paint(row.type, kYellow, options.color));
    } else {
      text += fmt::format("  {}  {}  {}\n", padded(row.name, name_width),
                          paint(padded(row.type, type_width), kCyan, options.color), row.value);
    }
  }
  return text;
}

}  // namespace

std::string text_of_side(const PolicySide& side, std::optional<std::size_t> total,
                         const ShowOptions& options) {
  const Records& records = side.records;
  std::string text = fmt::format("{}, {}", describe(side), records.size());
  if (total) text += fmt::format(" of {}", *total);
  text += total.value_or(records.size()) == 1 ? " record\n" : " records\n";
  for (std::size_t first = 0; first < records.size();) {
    std::size_t last = first + 1;
    while (last < records.size() && records[last].key == records[first].key) ++last;
    text += text_of_key(records, first, last, options);
    first = last;
  }
  return text;
}

}  // namespace regpolicy::tools
