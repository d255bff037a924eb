// enabledValue, enabledList and their like.
#include <algorithm>

#include "formats/admx/reading.hpp"

namespace regpolicy::admx {
namespace {

using namespace xml;

struct Holder {
  std::optional<TemplateValue> value{};
  pugi::xml_node node{};  // that gives it
};

constexpr AttributeRow<Decimal> kDecimalAttributes[] = {
    {"value", Need::required, put<number, &Decimal::value>}};
constexpr AttributeRow<LongDecimal> kLongDecimalAttributes[] = {
    {"value", Need::required, put<long_number, &LongDecimal::value>}};

// The one value; a second of another kind is passed over.
void hold(TemplateReading& reading, pugi::xml_node node, Holder& holder, TemplateValue value) {
  if (holder.value) {
    reading.findings.add(TemplateRule::element_repeated, offset_of(reading.tree, node),
                         "found a second value, expected one");
  } else {
    holder.value = std::move(value);
    holder.node = node;
  }
}

void read_delete(TemplateReading& reading, pugi::xml_node node, Holder& holder) {
  DeleteMarker marker;
  read_element(reading, node, Schema<DeleteMarker>{}, marker);
  hold(reading, node, holder, marker);
}
void read_decimal(TemplateReading& reading, pugi::xml_node node, Holder& holder) {
  Decimal decimal;
  read_element(reading, node, Schema<Decimal>{.attributes = kDecimalAttributes}, decimal);
  hold(reading, node, holder, decimal);
}
void read_long_decimal(TemplateReading& reading, pugi::xml_node node, Holder& holder) {
  LongDecimal decimal;
  read_element(reading, node, Schema<LongDecimal>{.attributes = kLongDecimalAttributes}, decimal);
  hold(reading, node, holder, decimal);
}
void read_string(TemplateReading& reading, pugi::xml_node node, Holder& holder) {
  hold(reading, node, holder, read_text(reading, node));
}

constexpr ChildRow<Holder> kValueChildren[] = {
    {"decimal", Occurs::at_most_once, read_decimal},
    {"string", Occurs::at_most_once, read_string},
    {"delete", Occurs::at_most_once, read_delete},
    {"longDecimal", Occurs::at_most_once, read_long_decimal},
};

constexpr AttributeRow<ValueItem> kItemAttributes[] = {
    {"key", Need::optional, put<any_text, &ValueItem::key>},
    {"valueName", Need::required, put<any_text, &ValueItem::value_name>},
};
constexpr ChildRow<ValueItem> kItemChildren[] = {
    {"value", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, ValueItem& item) {
       if (auto value = read_value(reading, node)) item.value = *std::move(value);
     }},
};

constexpr AttributeRow<ValueList> kListAttributes[] = {
    {"defaultKey", Need::optional, put<any_text, &ValueList::default_key>}};
constexpr ChildRow<ValueList> kListChildren[] = {
    {"item", Occurs::at_least_once,
     [](TemplateReading& reading, pugi::xml_node node, ValueList& list) {
       read_element(reading, node, Schema<ValueItem>{kItemAttributes, kItemChildren},
                    add_row(list.items, node));
     }},
};

}  // namespace

std::optional<TemplateValue> read_value(TemplateReading& reading, pugi::xml_node node) {
  Holder holder;
  const auto below = static_cast<std::ptrdiff_t>(reading.below.size());
  read_element(reading, node,
               Schema<Holder>{.children = kValueChildren, .content = Content::choice}, holder);
  // Of elements that will not be written nothing is kept.
  const auto is_left_out = [&](const AttributeBelow& row) {
    return !holder.value || (row.node != node && row.node != holder.node);
  };
  reading.below.erase(
      std::remove_if(reading.below.begin() + below, reading.below.end(), is_left_out),
      reading.below.end());
  if (!holder.value) {
    reading.findings.add(TemplateRule::element_missing, offset_of(reading.tree, node),
                         "found no value",
                         "expected <decimal>, <string>, <delete> or <longDecimal>");
  }
  return std::move(holder.value);
}

ValueList read_list(TemplateReading& reading, pugi::xml_node node) {
  ValueList list;
  read_element(reading, node, Schema<ValueList>{kListAttributes, kListChildren}, list);
  return list;
}

}  // namespace regpolicy::admx
