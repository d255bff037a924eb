// SARIF 2.1.0; the numbers in brackets are sections of the OASIS standard.
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/findings.hpp>
#include <regpolicy/version.hpp>

#include "formats/findings/sarif_parts.hpp"

namespace regpolicy {
namespace {

using OrderedJson = nlohmann::ordered_json;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// What a path of a URI holds as it is (RFC 3986: unreserved, and '/').
bool is_plain(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '\\') {
      text += '/';
    } else if (is_plain(c)) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return text;
}

// [3.4.3]
std::string uri_of(std::string_view path) {
  const bool has_drive = path.size() >= 3 && is_letter(path[0]) && path[1] == ':' &&
                         (path[2] == '\\' || path[2] == '/');
  if (has_drive)
    return "file:///" + std::string(path.substr(0, 2)) + percent_encoded(path.substr(2));
  if (path.starts_with("\\\\")) return "file:" + percent_encoded(path);  // a server and a share
  return (path.starts_with('/') ? "file://" : "") + percent_encoded(path);
}

// [3.49]
OrderedJson rule_json(const Rule& rule) {
  return {{"id", rule.id},
          {"shortDescription", sarif_text(rule.title)},
          {"fullDescription", sarif_text(rule.help)},
          {"help", sarif_text(rule.help)},
          {"defaultConfiguration", {{"level", to_string(rule.severity)}}}};
}

// [3.30]; empty where the place is not known.
OrderedJson region_json(const Location& location) {
  OrderedJson region = OrderedJson::object();
  if (location.line) {
    region["startLine"] = *location.line;
    if (location.column) region["startColumn"] = *location.column;
  } else if (location.offset) {
    region["byteOffset"] = *location.offset;
    if (location.length) region["byteLength"] = *location.length;
  }
  return region;
}

// [3.28]
OrderedJson location_json(const Location& location) {
  OrderedJson json = OrderedJson::object();
  if (!location.source.empty()) {
    OrderedJson physical{{"artifactLocation", {{"uri", uri_of(location.source)}}}};
    if (OrderedJson region = region_json(location); !region.empty()) physical["region"] = region;
    json["physicalLocation"] = std::move(physical);
  }
  if (!location.path.empty()) {
    json["logicalLocations"] = OrderedJson::array({{{"fullyQualifiedName", location.path}}});
  }
  return json;
}

// [3.27]
OrderedJson result_json(const Diagnostic& item,
                        const std::map<std::string_view, std::size_t>& indices) {
  OrderedJson json{{"ruleId", item.rule}};
  if (const auto index = indices.find(item.rule); index != indices.end()) {
    json["ruleIndex"] = index->second;
  }
  json["level"] = to_string(item.severity);
  json["message"] = sarif_text(item.hint.empty() ? item.message
                                                 : fmt::format("{} ({})", item.message, item.hint));
  if (OrderedJson location = location_json(item.location); !location.empty()) {
    json["locations"] = OrderedJson::array({std::move(location)});
  }
  if (item.location.record) json["properties"] = {{"record", *item.location.record}};
  return json;
}

}  // namespace

OrderedJson sarif_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '{' || c == '}') escaped += c;
    escaped += c;
  }
  return {{"text", std::move(escaped)}};
}

std::string sarif_document(OrderedJson rules, OrderedJson results, OrderedJson properties) {
  const OrderedJson driver{
      {"name", "regpolicy"}, {"version", kVersion}, {"rules", std::move(rules)}};
  OrderedJson run{{"tool", {{"driver", driver}}},
                  {"columnKind", "unicodeCodePoints"},
                  {"results", std::move(results)}};
  if (!properties.is_null()) run["properties"] = std::move(properties);
  const OrderedJson json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                         {"version", "2.1.0"},
                         {"runs", OrderedJson::array({run})}};
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + '\n';
}

std::string sarif(const Diagnostics& diagnostics, const std::vector<Rule>& rules) {
  OrderedJson table = OrderedJson::array();
  std::map<std::string_view, std::size_t> indices;
  for (const Rule& rule : rules) {
    indices.emplace(rule.id, table.size());
    table.push_back(rule_json(rule));
  }
  OrderedJson results = OrderedJson::array();
  for (const Diagnostic& item : diagnostics.items) results.push_back(result_json(item, indices));
  return sarif_document(std::move(table), std::move(results));
}

}  // namespace regpolicy
