// Types and sizes: [MS-GPREG] 2.2.1 (Type, Size).
#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "policy/check/rule_row.hpp"

namespace regpolicy::check {
namespace {

// Does the record write the value that it holds?
bool writes_value(const Entry& entry) {
  return std::holds_alternative<SetValue>(entry.instruction) ||
         std::holds_alternative<SetIfAbsent>(entry.instruction);
}

void create_key(const Entry& entry, const Finder& found) {
  if (!std::holds_alternative<CreateKey>(entry.instruction)) return;
  found.add(entry, type_place(entry),
            "the record has no value name, the type REG_NONE and no data: it creates the key");
}

void type_none(const Entry& entry, const Finder& found) {
  if (!writes_value(entry) || entry.record.value.type != Type::none) return;
  found.add(entry, type_place(entry),
            fmt::format("found REG_NONE with {} of data and the value name {}, expected neither",
                        entry.record.value.data.size() == 1
                            ? "1 byte"
                            : fmt::format("{} bytes", entry.record.value.data.size()),
                        in_quotes(entry.record.name)));
}

void type_link(const Entry& entry, const Finder& found) {
  if (!writes_value(entry) || entry.record.value.type != Type::link) return;
  found.add(entry, type_place(entry), "found the type REG_LINK, which leads to another key",
            "find out who wrote this");
}

void type_resource(const Entry& entry, const Finder& found) {
  const Type type = entry.record.value.type;
  if (!writes_value(entry) || type < Type::resource_list ||
      type > Type::resource_requirements_list) {
    return;
  }
  found.add(entry, type_place(entry),
            fmt::format("found the type {}, expected one that settings have", to_string(type)));
}

void type_unknown(const Entry& entry, const Finder& found) {
  const Type type = entry.record.value.type;
  if (!writes_value(entry) || type <= Type::qword) return;
  found.add(entry, type_place(entry),
            fmt::format("found the type {}, expected one from 1 to 11", to_string(type)));
}

void expect_size(const Entry& entry, const Finder& found, std::size_t expected) {
  const Value& value = entry.record.value;
  if (value.data.size() == expected) return;
  found.add(entry, size_place(entry),
            fmt::format("found a {} of {} bytes, expected {}", to_string(value.type),
                        value.data.size(), expected));
}

void dword_size(const Entry& entry, const Finder& found) {
  const Type type = entry.record.value.type;
  if (!writes_value(entry) || (type != Type::dword && type != Type::dword_big_endian)) return;
  expect_size(entry, found, 4);
}

void qword_size(const Entry& entry, const Finder& found) {
  if (!writes_value(entry) || entry.record.value.type != Type::qword) return;
  expect_size(entry, found, 8);
}

void data_over_65535(const Entry& entry, const Finder& found) {
  const std::size_t size = entry.record.value.data.size();
  if (size <= limits::kPolDataBytes) return;
  found.add(
      entry, size_place(entry),
      fmt::format("found {} bytes of data, expected at most {}", size, limits::kPolDataBytes));
}

constexpr RuleRow kTypeRows[] = {
    {{"pol.create-key", Severity::note, "Record that creates a key",
      "The specification does not know it, but Windows writes it and creates the key. Nothing to "
      "do."},
     create_key,
     Volume::once_a_file},
    {{"pol.type-none", Severity::warning, "REG_NONE with a name or data",
      "Windows writes REG_NONE only to create a key. A program that reads the setting expects "
      "another type. Give the value the type that the setting has."},
     type_none},
    {{"pol.type-link", Severity::error, "Symbolic link",
      "A REG_LINK may send whoever opens the key to another one, which is how attackers make "
      "programs write where they should not. No policy uses it. Remove the record."},
     type_link},
    {{"pol.type-resource", Severity::warning, "Type of hardware resources",
      "The types 8 to 10 belong to drivers, and no policy uses them. Give the value the type that "
      "the setting has."},
     type_resource},
    {{"pol.type-unknown", Severity::warning, "Unknown type",
      "The type has no name in Windows, so no program expects it. Give the value the type that "
      "the setting has."},
     type_unknown},
    {{"pol.dword-size", Severity::error, "REG_DWORD not of 4 bytes",
      "Programs that ask for a number get an error and take their default. Write the number in 4 "
      "bytes."},
     dword_size},
    {{"pol.qword-size", Severity::error, "REG_QWORD not of 8 bytes",
      "Programs that ask for a number get an error and take their default. Write the number in 8 "
      "bytes."},
     qword_size},
    {{"pol.data-over-65535", Severity::warning, "Data over 65,535 bytes",
      "The specification ends at 65,535 bytes. What Windows does with more is not documented. "
      "Shorten the data."},
     data_over_65535},
};

}  // namespace

std::span<const RuleRow> type_rules() { return kTypeRows; }

}  // namespace regpolicy::check
