#include "policy/explain/list_rows.hpp"

#include <charconv>
#include <map>
#include <string>
#include <utility>

#include <regpolicy/text.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy {
namespace {

// The text, where compile() could write it for a row of the list.
std::optional<std::u16string> text_of(const ListElement& list, const Value& value) {
  const Type type = list.expandable ? Type::expand_sz : Type::sz;
  if (value.type != type) return std::nullopt;
  auto text = get_string(value);
  if (!text || !is_well_formed(*text) || make_string(type, *text) != value) return std::nullopt;
  return *std::move(text);
}

// The number behind the prefix, as compile() writes it: from 1, without zeros in front.
std::optional<std::uint32_t> number_behind(const std::u16string& prefix, std::u16string_view name) {
  if (!name_starts_with(name, prefix)) return std::nullopt;
  const std::string digits = to_utf8(name.substr(prefix.size()));
  if (digits.empty() || digits.front() == '0') return std::nullopt;
  std::uint32_t number = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (status != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<OptionValue> named_rows(const ListElement& list,
                                      const std::vector<Evidence::Row>& values) {
  NamedTexts rows;
  for (const Evidence::Row& value : values) {
    const auto text = text_of(list, *value.value);
    if (!text || value.name.empty() || !is_well_formed(value.name)) continue;
    rows.emplace_back(to_utf8(value.name), to_utf8(*text));
  }
  return rows.empty() ? std::nullopt : std::optional<OptionValue>(std::move(rows));
}

std::optional<OptionValue> numbered_rows(const ListElement& list,
                                         const std::vector<Evidence::Row>& values) {
  const auto prefix = to_utf16(*list.value_prefix);
  if (!prefix) return std::nullopt;
  std::map<std::uint32_t, std::string> by_number;
  for (const Evidence::Row& value : values) {
    const auto number = number_behind(*prefix, value.name);
    const auto text = number ? text_of(list, *value.value) : std::nullopt;
    if (text && !text->empty()) by_number.emplace(*number, to_utf8(*text));
  }
  std::vector<std::string> rows;  // up to the first gap: compile() leaves none
  for (auto& [number, text] : by_number) {
    if (number != rows.size() + 1) break;
    rows.push_back(std::move(text));
  }
  return rows.empty() ? std::nullopt : std::optional<OptionValue>(std::move(rows));
}

std::optional<OptionValue> rows_named_as_their_data(const ListElement& list,
                                                    const std::vector<Evidence::Row>& values) {
  std::vector<std::string> rows;
  for (const Evidence::Row& value : values) {
    const auto text = text_of(list, *value.value);
    if (text && !text->empty() && same_name(*text, value.name)) rows.push_back(to_utf8(*text));
  }
  return rows.empty() ? std::nullopt : std::optional<OptionValue>(std::move(rows));
}

}  // namespace

std::optional<OptionValue> rows_of_list(const ListElement& list,
                                        const std::vector<Evidence::Row>& values) {
  if (list.explicit_value) return named_rows(list, values);
  if (list.value_prefix) return numbered_rows(list, values);
  return rows_named_as_their_data(list, values);
}

}  // namespace regpolicy
