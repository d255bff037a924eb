#include <optional>

#include <nlohmann/json.hpp>

#include <regpolicy/findings.hpp>

namespace regpolicy {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr const char* kFindingsSchema = "regpolicy/findings/1";

template <class Number>
OrderedJson number_or_null(const std::optional<Number>& number) {
  return number ? OrderedJson(*number) : OrderedJson();
}

OrderedJson string_or_null(const std::string& text) {
  return text.empty() ? OrderedJson() : OrderedJson(text);
}

OrderedJson finding_json(const Diagnostic& item) {
  return {{"rule", string_or_null(item.rule)},
          {"severity", to_string(item.severity)},
          {"file", string_or_null(item.location.source)},
          {"line", number_or_null(item.location.line)},
          {"column", number_or_null(item.location.column)},
          {"offset", number_or_null(item.location.offset)},
          {"record", number_or_null(item.location.record)},
          {"path", string_or_null(item.location.path)},
          {"message", item.message},
          {"hint", string_or_null(item.hint)}};
}

}  // namespace

std::string findings_json(const Diagnostics& diagnostics) {
  OrderedJson findings = OrderedJson::array();
  for (const Diagnostic& item : diagnostics.items) findings.push_back(finding_json(item));
  const OrderedJson json{{"schema", kFindingsSchema},
                         {"findings", std::move(findings)},
                         {"errors", diagnostics.count(Severity::error)},
                         {"warnings", diagnostics.count(Severity::warning)},
                         {"notes", diagnostics.count(Severity::note)}};
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
