// The text of values: REG_SZ, REG_EXPAND_SZ and REG_MULTI_SZ as programs expect to find them.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/check/rule_row.hpp"
#include "policy/check/text_tests.hpp"

namespace regpolicy::check {
namespace {

// Does the record hold a text that somebody reads: a value, or the names of a list of deletes?
bool holds_text(const Entry& entry) {
  const Type type = entry.record.value.type;
  if (type != Type::sz && type != Type::expand_sz && type != Type::multi_sz) return false;
  return std::visit(
      [](const auto& instruction) {
        using Kind = std::decay_t<decltype(instruction)>;
        return std::is_same_v<Kind, SetValue> || std::is_same_v<Kind, SetIfAbsent> ||
               std::is_same_v<Kind, DeleteValues> || std::is_same_v<Kind, DeleteKeys>;
      },
      entry.instruction);
}

bool holds_string(const Entry& entry) {
  return holds_text(entry) && entry.record.value.type != Type::multi_sz;
}

bool holds_list(const Entry& entry) {
  return holds_text(entry) && entry.record.value.type == Type::multi_sz;
}

bool is_odd(const Entry& entry) { return entry.record.value.data.size() % 2 != 0; }

std::size_t nuls_at_the_end(std::u16string_view text) {
  return text.size() - (text.find_last_not_of(u'\0') + 1);
}

void string_odd_size(const Entry& entry, const Finder& found) {
  if (!holds_text(entry) || !is_odd(entry)) return;
  const Value& value = entry.record.value;
  found.add(entry, size_place(entry),
            fmt::format("found a {} of {} {}, expected an even number", to_string(value.type),
                        value.data.size(), value.data.size() == 1 ? "byte" : "bytes"));
}

void string_not_terminated(const Entry& entry, const Finder& found) {
  if (!holds_string(entry) || is_odd(entry)) return;
  const Value& value = entry.record.value;
  if (from_utf16le(value.data).ends_with(u'\0')) return;
  found.add(
      entry, data_place(entry),
      value.data.empty()
          ? fmt::format("found a {} without data, expected a NUL at least", to_string(value.type))
          : fmt::format("found a {} without a NUL at its end", to_string(value.type)));
}

void string_nul_inside(const Entry& entry, const Finder& found) {
  if (!holds_string(entry)) return;
  const std::u16string text = from_utf16le(entry.record.value.data);
  const std::size_t at = text.find(u'\0');
  if (at == std::u16string::npos || at + 1 == text.size()) return;
  found.add(entry, part_of(data_place(entry), at, 1),
            fmt::format("found a NUL inside a {} at character {}, expected one at its end only",
                        to_string(entry.record.value.type), at),
            "most programs read up to the first NUL");
}

void string_unpaired_surrogate(const Entry& entry, const Finder& found) {
  if (!holds_text(entry)) return;
  const std::u16string text = from_utf16le(entry.record.value.data);
  const auto at = find_unpaired_surrogate(text);
  if (!at) return;
  found.add(entry, part_of(data_place(entry), *at, 1),
            fmt::format("the text holds {}, half of a surrogate pair, expected whole characters",
                        unit_at(text, *at)));
}

void multi_string_not_terminated(const Entry& entry, const Finder& found) {
  if (!holds_list(entry) || is_odd(entry)) return;
  const std::u16string text = from_utf16le(entry.record.value.data);
  const std::size_t nuls = nuls_at_the_end(text);
  if (nuls >= 2 || nuls == text.size()) return;
  found.add(entry, data_place(entry),
            fmt::format("found a REG_MULTI_SZ with {} at its end, expected 2",
                        nuls == 0 ? "no NUL" : "1 NUL"));
}

void multi_string_empty_form(const Entry& entry, const Finder& found) {
  if (!holds_list(entry) || is_odd(entry)) return;
  const std::u16string text = from_utf16le(entry.record.value.data);
  if (text.size() == 1 || nuls_at_the_end(text) != text.size()) return;
  found.add(entry, size_place(entry),
            fmt::format("found an empty REG_MULTI_SZ of {} bytes, expected 2",
                        entry.record.value.data.size()));
}

void multi_string_empty_string(const Entry& entry, const Finder& found) {
  if (!holds_list(entry) || is_odd(entry)) return;
  const std::u16string text = from_utf16le(entry.record.value.data);
  if (nuls_at_the_end(text) == text.size()) return;  // empty as a whole
  std::size_t at = 0;                                // of the first string that is empty
  while (at < text.size() && text[at] != u'\0')
    at = std::min(text.find(u'\0', at), text.size()) + 1;
  if (at + 1 >= text.size()) return;  // the one that ends the list, or none
  found.add(entry, part_of(data_place(entry), at, 1),
            fmt::format("found an empty string inside a REG_MULTI_SZ at character {}, expected it "
                        "at the end only",
                        at),
            "most programs read up to the first empty string");
}

constexpr RuleRow kDataRows[] = {
    {{"pol.string-odd-size", Severity::warning, "Text of an odd number of bytes",
      "Characters have two bytes, so the last one is cut or there is one byte too many. Write the "
      "text anew."},
     string_odd_size},
    {{"pol.string-not-terminated", Severity::warning, "String without a NUL at its end",
      "Programs that trust the NUL read beyond the text, into whatever memory follows. Write the "
      "text with its NUL."},
     string_not_terminated},
    {{"pol.string-nul-inside", Severity::warning, "String with a NUL inside",
      "Most programs stop at the first NUL, so the rest has no effect and is hidden from editors. "
      "Use REG_MULTI_SZ for lists."},
     string_nul_inside},
    {{"pol.string-unpaired-surrogate", Severity::warning, "Half a character in a text",
      "The text is no valid UTF-16: it was cut, or it is something else than text. Write it anew, "
      "or as REG_BINARY."},
     string_unpaired_surrogate},
    {{"pol.multi-string-not-terminated", Severity::warning, "List without its two NULs at the end",
      "Each string of a list ends in NUL and the list in one more. Programs that trust them read "
      "beyond the list. Write the list with them."},
     multi_string_not_terminated},
    {{"pol.multi-string-empty-form", Severity::note, "Empty list not of 2 bytes",
      "Windows' own editor writes an empty list as one NUL. Other forms are met in real files and "
      "do no harm, though comparisons of bytes see a difference. Nothing to do."},
     multi_string_empty_form,
     Volume::once_a_file},
    {{"pol.multi-string-empty-string", Severity::warning, "Empty string inside a list",
      "An empty string ends a list, so most programs do not see the strings behind it. Take the "
      "empty string out."},
     multi_string_empty_string},
};

}  // namespace

std::span<const RuleRow> data_rules() { return kDataRows; }

}  // namespace regpolicy::check
