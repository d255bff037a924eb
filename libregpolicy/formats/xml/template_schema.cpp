#include "formats/xml/template_schema.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/xml/xml.hpp"
#include "formats/xml/xml_read.hpp"

namespace regpolicy::xml {
namespace {

std::string shown(std::string_view name) { return escape_for_display(name); }

void add(TemplateReading& reading, TemplateRule rule, pugi::xml_node node, std::string message,
         std::string hint = {}) {
  reading.findings.add(rule, offset_of(reading.tree, node), std::move(message), std::move(hint));
}

void add(TemplateReading& reading, TemplateRule rule, pugi::xml_attribute attribute,
         std::string message, std::string hint = {}) {
  reading.findings.add(rule, offset_of(reading.tree, attribute), std::move(message),
                       std::move(hint));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest_word(word, known);
  return near.empty() ? std::string() : fmt::format("did you mean '{}'?", near);
}

// Attributes that belong to XML itself. xmlns:NAME is kept, because other attributes may need it,
// unless it is one of those that tools put into every file.
bool is_of_xml(std::string_view name, std::string_view value, pugi::xml_node node) {
  if (name == "xmlns" || name.starts_with("xsi:")) return true;
  if (!name.starts_with("xmlns:")) return false;
  constexpr std::string_view kXmlSchema = "http://www.w3.org/2001/XMLSchema";
  return value.starts_with(kXmlSchema) || is_template_namespace(value) ||
         std::string_view(node.name()).starts_with(std::string(name.substr(6)) + ":");
}

// False where it is there already.
bool keep(TemplateReading& reading, pugi::xml_node node, pugi::xml_attribute attribute,
          UnknownAttributes* unknown) {
  const std::string_view name = attribute.name();
  if (unknown != nullptr) {
    if (std::ranges::find(*unknown, name, &UnknownAttribute::name) != unknown->end()) return false;
    unknown->push_back({std::string(name), attribute.value()});
    return true;
  }
  for (auto row = reading.below.rbegin(); row != reading.below.rend() && row->node == node; ++row) {
    if (name == row->attribute.name()) return false;
  }
  reading.below.push_back({node, attribute});
  return true;
}

// Which one of its name it is among the children of its parent, from 1. `before` is one whose
// number is known, so that many of them are counted in one pass.
struct Numbered {
  pugi::xml_node node;
  std::size_t number = 0;
};
std::size_t number_of(pugi::xml_node node, const Numbered& before) {
  const std::string_view name = local_name(node.name());
  std::size_t number = 1;
  for (auto other = node.previous_sibling(); other; other = other.previous_sibling()) {
    if (local_name(other.name()) != name) continue;
    if (other == before.node) return number + before.number;
    ++number;
  }
  return number;
}

}  // namespace

void take_below(TemplateReading& reading, std::size_t first, pugi::xml_node row,
                UnknownAttributes& attributes) {
  const std::size_t own = attributes.size();
  std::vector<Numbered> last;  // on each level
  for (std::size_t i = first; i < reading.below.size(); ++i) {
    const auto [node, attribute] = reading.below[i];
    std::vector<pugi::xml_node> way;  // from the row down
    for (auto step = node; step != row; step = step.parent()) way.insert(way.begin(), step);
    last.resize(std::max(last.size(), way.size()));
    std::string name;
    for (std::size_t level = 0; level < way.size(); ++level) {
      const bool is_same = way[level] == last[level].node;
      const std::size_t number = is_same ? last[level].number : number_of(way[level], last[level]);
      last[level] = {way[level], number};
      name += local_name(way[level].name());
      if (number > 1) name += fmt::format("[{}]", number);
      name += '/';
    }
    attributes.push_back({name + '@' + attribute.name(), attribute.value()});
  }
  std::sort(attributes.begin() + static_cast<std::ptrdiff_t>(own), attributes.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  drop_below(reading, first);
}

void read_other_attribute(TemplateReading& reading, pugi::xml_node node,
                          pugi::xml_attribute attribute, const std::vector<std::string>& known,
                          UnknownAttributes* unknown) {
  const std::string_view name = attribute.name();
  if (name == "xsi:type") {
    add(reading, TemplateRule::element_type, attribute,
        fmt::format("the type of <{}> is given as '{}', expected that of its name",
                    shown(local_name(node.name())), shown(attribute.value())),
        "remove the attribute");
  }
  if (is_of_xml(name, attribute.value(), node)) return;
  if (!keep(reading, node, attribute, unknown)) {
    report_second_attribute(reading, attribute);
    return;
  }
  if (name.find(':') != std::string_view::npos) return;  // xml:space, another program's own
  const auto lower = ascii_lower(name);
  const auto same = std::ranges::find_if(
      known, [&lower](const std::string& candidate) { return ascii_lower(candidate) == lower; });
  const std::string element = shown(local_name(node.name()));
  if (same != known.end()) {
    add(reading, TemplateRule::attribute_case, attribute,
        fmt::format("the attribute '{}' of <{}> is passed over", shown(name), element),
        fmt::format("write '{}'", *same));
  } else {
    add(reading, TemplateRule::attribute_unknown, attribute,
        fmt::format("<{}> has no attribute '{}'", element, shown(name)), did_you_mean(name, known));
  }
}

void report_second_attribute(TemplateReading& reading, pugi::xml_attribute attribute) {
  add(reading, TemplateRule::not_xml, attribute,
      fmt::format("found the attribute '{}' twice", shown(attribute.name())));
}

void report_missing_attribute(TemplateReading& reading, pugi::xml_node node,
                              std::string_view name) {
  add(reading, TemplateRule::attribute_missing, node,
      fmt::format("<{}> has no '{}', which it needs", shown(local_name(node.name())), name));
}

void check_raw_attribute(TemplateReading& reading, pugi::xml_attribute attribute) {
  if (std::strchr(attribute.value(), '<') == nullptr) return;
  const std::string_view text = reading.tree.source.text;
  const auto begin = static_cast<std::size_t>(attribute.value() - reading.tree.buffer.data());
  const std::string_view raw = text.substr(begin, text.find(text[begin - 1], begin) - begin);
  if (raw.find('<') == std::string_view::npos) return;
  add(reading, TemplateRule::not_xml, attribute,
      fmt::format("found '<' in the attribute '{}'", shown(attribute.name())), "write '&lt;'");
}

void report_unexpected_child(TemplateReading& reading, pugi::xml_node child,
                             const std::vector<std::string>& known) {
  const std::string_view name = local_name(child.name());
  std::string hint = did_you_mean(name, known);
  if (hint.empty() && !known.empty() && known.size() <= 4) {
    hint = fmt::format("expected <{}", known.front());
    for (std::size_t i = 1; i < known.size(); ++i) hint += "> or <" + known[i];
    hint += '>';
  }
  add(reading, TemplateRule::element_unexpected, child,
      fmt::format("found <{}>, which has no place in <{}>", shown(name),
                  shown(local_name(child.parent().name()))),
      std::move(hint));
}

void report_missing_child(TemplateReading& reading, pugi::xml_node node, std::string_view name) {
  add(reading, TemplateRule::element_missing, node,
      fmt::format("<{}> has no <{}>, which it needs", shown(local_name(node.name())), name));
}

bool check_child(TemplateReading& reading, pugi::xml_node child, Occurs occurs, bool seen,
                 std::string_view behind) {
  if (seen && (occurs == Occurs::once || occurs == Occurs::at_most_once)) {
    add(reading, TemplateRule::element_repeated, child,
        fmt::format("found a second <{}> in <{}>", local_name(child.name()),
                    shown(local_name(child.parent().name()))));
    return false;
  }
  if (!behind.empty()) {
    add(reading, TemplateRule::element_order, child,
        fmt::format("found <{}> behind <{}>, expected it before", local_name(child.name()),
                    behind));
  }
  return true;
}

void check_between(TemplateReading& reading, pugi::xml_node node) {
  const bool text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
  if (!text || is_white(node.value())) return;
  const auto offset = static_cast<std::size_t>(node.value() - reading.tree.buffer.data());
  const std::string_view source = reading.tree.source.text;
  reading.findings.add(TemplateRule::text_unexpected,
                       std::min(source.find_first_not_of(" \t\r\n", offset), source.size()),
                       fmt::format("found text in <{}>, expected elements only",
                                   shown(local_name(node.parent().name()))));
}

void check_text_only(TemplateReading& reading, pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) report_unexpected_child(reading, child, {});
  }
}

std::string read_text(TemplateReading& reading, pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    read_other_attribute(reading, node, attribute, {}, nullptr);
  }
  check_text_only(reading, node);
  return content_of(reading.tree, node);
}

}  // namespace regpolicy::xml
