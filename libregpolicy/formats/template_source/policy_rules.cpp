// What a policy may not say although each part of it is right.
#include <map>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"

namespace regpolicy::template_source {
namespace {

// Registry names do not regard case.
std::u16string folded(std::string_view text) { return upcase(to_utf16(text).value_or(u"")); }

// What the editor writes where the template gives no value.
TemplateValue enabled_or_default(const std::optional<TemplateValue>& value) {
  return value.value_or(TemplateValue(Decimal{1}));
}
TemplateValue disabled_or_default(const std::optional<TemplateValue>& value) {
  return value.value_or(TemplateValue(DeleteMarker{}));
}

// A key that is there but wrong has been reported.
void check_writes_something(const Section& table) {
  for (const std::string_view key : {"value_name", "enabled_list", "disabled_list", "element"}) {
    if (table.find(key) != nullptr) return;
  }
  table.reading().error("writes-nothing",
                        fmt::format("{} writes nothing: it has no 'value_name', no lists and no "
                                    "elements",
                                    table.name()),
                        table.place());
}

void check_states(const Section& table, const Policy& policy) {
  const Reading& reading = table.reading();
  const auto is_wrong = [&table](std::string_view key, const auto& value) {
    return !value && table.find(key) != nullptr;
  };
  if (table.find("value_name") == nullptr) {
    for (const std::string_view key : {"enabled", "disabled"}) {
      if (table.find(key) == nullptr) continue;
      reading.error(
          "value-without-name",
          fmt::format("'{}' gives a value, but {} has no 'value_name'", key, table.name()),
          table.place_of(key));
    }
  } else if (!is_wrong("enabled", policy.enabled_value) &&
             !is_wrong("disabled", policy.disabled_value) &&
             enabled_or_default(policy.enabled_value) ==
                 disabled_or_default(policy.disabled_value)) {
    reading.error(
        "same-states",
        fmt::format("{} writes the same value when enabled and when disabled", table.name()),
        table.place_of(policy.disabled_value ? "disabled" : "enabled"));
  }
  if (policy.enabled_list && policy.enabled_list == policy.disabled_list) {
    reading.error(
        "same-states",
        fmt::format("{} writes the same list when enabled and when disabled", table.name()),
        table.place_of("disabled_list"));
  }
}

void check_boolean(const Reading& reading, const ReadElement& row) {
  const auto* const boolean = std::get_if<BooleanElement>(&row.element.detail);
  if (boolean == nullptr) return;
  const bool same_value = row.element.value_name && enabled_or_default(boolean->true_value) ==
                                                        disabled_or_default(boolean->false_value);
  const bool same_list = boolean->true_list && boolean->true_list == boolean->false_list;
  if (!same_value && !same_list) return;
  reading.error("same-states",
                fmt::format("element '{}' writes the same {} when checked and when not",
                            row.element.id, same_value ? "value" : "list"),
                row.place);
}

// Two elements that write one value: the second would win, unseen.
void check_written_twice(const Section& table, const Policy& policy,
                         const std::vector<ReadElement>& elements) {
  using KeyAndName = std::pair<std::u16string, std::u16string>;
  const Reading& reading = table.reading();
  std::map<KeyAndName, const Element*> written;
  for (const ReadElement& row : elements) {
    if (!row.element.value_name) continue;
    const KeyAndName name{folded(row.element.key.value_or(policy.key)),
                          folded(*row.element.value_name)};
    const auto [found, added] = written.emplace(name, &row.element);
    if (!added) {
      reading.error("value-written-twice",
                    fmt::format("element '{}' writes the same value as element '{}'",
                                row.element.id, found->second->id),
                    row.place);
    } else if (policy.value_name &&
               name == KeyAndName{folded(policy.key), folded(*policy.value_name)}) {
      reading.warning(
          "value-written-twice",
          fmt::format("element '{}' writes the same value as its policy, and wins", row.element.id),
          row.place);
    }
  }
}

// A list that is not additive clears its key first.
void check_lists(const Reading& reading, const Policy& policy,
                 const std::vector<ReadElement>& elements) {
  std::map<std::u16string, const Element*> lists;
  for (const ReadElement& row : elements) {
    const auto* const list = std::get_if<ListElement>(&row.element.detail);
    if (list == nullptr) continue;
    const auto [found, added] =
        lists.emplace(folded(row.element.key.value_or(policy.key)), &row.element);
    if (added || (list->additive && std::get<ListElement>(found->second->detail).additive)) {
      continue;
    }
    reading.error("list-key-shared",
                  fmt::format("the lists '{}' and '{}' have the same key, and one of them clears "
                              "it",
                              found->second->id, row.element.id),
                  row.place, "give them keys of their own, or make both additive");
  }
}

}  // namespace

void check_policy(const Section& table, const Policy& policy,
                  const std::vector<ReadElement>& elements) {
  check_writes_something(table);
  check_states(table, policy);
  for (const ReadElement& row : elements) check_boolean(table.reading(), row);
  check_written_twice(table, policy, elements);
  check_lists(table.reading(), policy, elements);
}

}  // namespace regpolicy::template_source
