// The parts of a baseline's reader, one file each. Every part reports all it finds wrong and gives
// back what it could make of the rest; the caller throws that away where there was an error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/baseline.hpp>

#include "formats/toml/table_reader.hpp"

namespace regpolicy::baseline {

struct Reading {
  document::Context context;
  std::vector<std::string> languages;
};

// A key as an administrator may write it, in UTF-16; a defect (see key_defect) is an error.
[[nodiscard]] std::u16string read_key(const document::TableReader& reader, std::string_view key);

// A value's name in UTF-16. Absent: the default value, or an error where `required`.
[[nodiscard]] std::u16string read_value_name(const document::TableReader& reader, bool required);

// REG_DWORD, dword or 4.
[[nodiscard]] std::optional<Type> read_type(const document::TableReader& reader);

[[nodiscard]] Side read_side(const document::TableReader& reader);
[[nodiscard]] CheckSeverity read_severity(const document::TableReader& reader,
                                          CheckSeverity otherwise);

// A text in UTF-16 that a registry string can hold; a NUL is an error.
[[nodiscard]] std::u16string to_registry_text(const document::Context& context,
                                              std::string_view text, document::Place place,
                                              std::string_view what);

// A required text, one for all languages or one for each.
[[nodiscard]] LocalizedText read_common_text(const document::TableReader& reader,
                                             std::string_view key,
                                             const std::vector<std::string>& languages);

[[nodiscard]] std::optional<Condition> read_condition(const document::TableReader& reader,
                                                      std::string_view key);

[[nodiscard]] BaselineSetting read_setting(const Reading& reading, const document::Node& node);
[[nodiscard]] BaselineValue read_value(const Reading& reading, const document::Node& node);
[[nodiscard]] Check read_check(const Reading& reading, const document::Node& node);

}  // namespace regpolicy::baseline
