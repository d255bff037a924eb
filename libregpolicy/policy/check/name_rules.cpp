// Value names: [MS-GPREG] 2.2.1 (ValueName) and the registry's own limit.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "policy/check/rule_row.hpp"
#include "policy/check/text_tests.hpp"

namespace regpolicy::check {
namespace {

void name_empty(const Entry& entry, const Finder& found) {
  if (!entry.record.name.empty() || std::holds_alternative<CreateKey>(entry.instruction)) return;
  found.add(entry, name_place(entry),
            "the value name is empty, which sets the default value of the key, expected 1 to 259 "
            "characters");
}

void name_over_259(const Entry& entry, const Finder& found) {
  const std::size_t units = entry.record.name.size();
  if (units <= limits::kPolValueNameUnits || units > limits::kValueNameUnits) return;
  found.add(entry, name_place(entry),
            fmt::format("the value name has {} characters, expected at most {}", units,
                        limits::kPolValueNameUnits));
}

void name_over_16383(const Entry& entry, const Finder& found) {
  const std::size_t units = entry.record.name.size();
  if (units <= limits::kValueNameUnits) return;
  found.add(entry, name_place(entry),
            fmt::format("the value name has {} characters, expected at most {}", units,
                        limits::kValueNameUnits));
}

void name_invisible_character(const Entry& entry, const Finder& found) {
  const auto at = find_invisible(entry.record.name);
  if (!at) return;
  found.add(entry, part_of(name_place(entry), *at, 1),
            fmt::format("the value name holds {}, expected characters that can be seen",
                        unit_at(entry.record.name, *at)));
}

void name_unpaired_surrogate(const Entry& entry, const Finder& found) {
  const auto at = find_unpaired_surrogate(entry.record.name);
  if (!at) return;
  found.add(entry, part_of(name_place(entry), *at, 1),
            fmt::format("the value name holds {}, half of a surrogate pair, expected whole "
                        "characters",
                        unit_at(entry.record.name, *at)));
}

void name_outside_grammar(const Entry& entry, const Finder& found) {
  const std::u16string_view name = entry.record.name;
  if (find_invisible(name) || find_unpaired_surrogate(name)) return;
  const auto unusual = [](char16_t unit) { return unit > 0x7E || unit == u'\\'; };
  const auto at = std::ranges::find_if(name, unusual);
  if (at == name.end()) return;
  const auto index = static_cast<std::size_t>(at - name.begin());
  found.add(entry, part_of(name_place(entry), index, 1),
            fmt::format("the value name holds {}, expected U+0020 to U+007E without '\\'",
                        unit_at(name, index)));
}

void name_delimiter(const Entry& entry, const Finder& found) {
  const std::size_t at = entry.record.name.find_first_of(u";[]");
  if (at == std::u16string::npos) return;
  found.add(entry, part_of(name_place(entry), at, 1),
            fmt::format("the value name holds '{}', a delimiter of the format",
                        static_cast<char>(entry.record.name[at])));
}

constexpr RuleRow kNameRows[] = {
    {{"pol.name-empty", Severity::note, "Default value of a key",
      "The specification wants a value name; an empty one sets the key's default value. Nothing "
      "to do where that is meant."},
     name_empty,
     Volume::once_a_file},
    {{"pol.name-over-259", Severity::warning, "Value name over 259 characters",
      "The specification ends at 259 characters. What Windows does with more is not documented. "
      "Shorten the name."},
     name_over_259},
    {{"pol.name-over-16383", Severity::error, "Value name over 16,383 characters",
      "The registry refuses such names, so the record fails and no one is told. Shorten the name."},
     name_over_16383},
    {{"pol.name-invisible-character", Severity::warning, "Invisible character in the value name",
      "The name looks like another one and is none: a control, an invisible or a "
      "direction-changing character stands in it. Write the name anew."},
     name_invisible_character},
    {{"pol.name-unpaired-surrogate", Severity::warning, "Half a character in the value name",
      "The name is no valid UTF-16. The registry keeps it, but most tools cannot show or change "
      "it. Write the name anew."},
     name_unpaired_surrogate},
    {{"pol.name-outside-grammar", Severity::note, "Value name with '\\' or outside ASCII",
      "The specification leaves these characters out, but Windows writes and takes them: hardened "
      "UNC paths hold '\\'. Nothing to do; other tools may fail on the file."},
     name_outside_grammar,
     Volume::once_a_file},
    {{"pol.name-delimiter", Severity::note, "Value name with ';', '[' or ']'",
      "Windows takes such names. Tools that split records at these characters misread the file, "
      "and **DeleteValues cannot name the value. Nothing to do in Windows."},
     name_delimiter,
     Volume::once_a_file},
};

}  // namespace

std::span<const RuleRow> name_rules() { return kNameRows; }

}  // namespace regpolicy::check
