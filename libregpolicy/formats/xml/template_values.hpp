// What attributes of templates mean: each function reads one and says what is wrong with it. A
// wrong name or reference is kept as it stands; a wrong number or truth value is nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <pugixml.hpp>

#include "formats/xml/template_schema.hpp"

namespace regpolicy::xml {

// Any text, also none.
[[nodiscard]] std::string any_text(TemplateReading& reading, pugi::xml_attribute attribute);
// Any text but none.
[[nodiscard]] std::string some_text(TemplateReading& reading, pugi::xml_attribute attribute);
// [XSD] itemName, resourceID: letters, digits, '_'; real files have '-' too.
[[nodiscard]] std::string item_name(TemplateReading& reading, pugi::xml_attribute attribute);
// name or prefix:name
[[nodiscard]] std::string item_reference(TemplateReading& reading, pugi::xml_attribute attribute);
// The same, of what a policy is supported on: files that ship have a space in it.
[[nodiscard]] std::string supported_on_reference(TemplateReading& reading,
                                                 pugi::xml_attribute attribute);
// $(string.ID)
[[nodiscard]] std::string string_reference(TemplateReading& reading, pugi::xml_attribute attribute);
// $(presentation.ID)
[[nodiscard]] std::string presentation_reference(TemplateReading& reading,
                                                 pugi::xml_attribute attribute);
// major.minor
[[nodiscard]] std::string version(TemplateReading& reading, pugi::xml_attribute attribute);
// The same, of the schema: 1.0
[[nodiscard]] std::string schema_version(TemplateReading& reading, pugi::xml_attribute attribute);
// {8-4-4-4-12}
[[nodiscard]] std::string guid(TemplateReading& reading, pugi::xml_attribute attribute);
[[nodiscard]] std::optional<std::uint32_t> number(TemplateReading& reading,
                                                  pugi::xml_attribute attribute);
[[nodiscard]] std::optional<std::uint64_t> long_number(TemplateReading& reading,
                                                       pugi::xml_attribute attribute);
// A default shown in a control: files that ship leave it empty.
[[nodiscard]] std::optional<std::uint32_t> default_number(TemplateReading& reading,
                                                          pugi::xml_attribute attribute);
[[nodiscard]] std::optional<bool> boolean(TemplateReading& reading, pugi::xml_attribute attribute);

// "'class' is 'x', expected ..."
void report_invalid(TemplateReading& reading, pugi::xml_attribute attribute,
                    std::string_view expected, std::string hint = {});

// For a row of a table: what `Read` finds becomes the member.
template <auto Read, auto Member, class T>
void put(TemplateReading& reading, pugi::xml_attribute attribute, T& target) {
  auto value = Read(reading, attribute);
  if constexpr (requires { value.has_value(); }) {
    if (value) target.*Member = *value;
  } else {
    target.*Member = std::move(value);
  }
}

}  // namespace regpolicy::xml
