#include "record_filter.hpp"

#include <algorithm>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/wildcard.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

using Names = std::vector<std::u16string>;

Result<Names> patterns_of(const Arguments& arguments, std::string_view option) {
  Names patterns;
  for (const std::string& text : arguments.all(option)) {
    auto pattern = to_utf16(text);
    if (!pattern) {
      Error error = in_source(pattern.error(), "--" + std::string(option));
      error.code = ErrorCode::invalid_argument;
      return std::unexpected(std::move(error));
    }
    patterns.push_back(std::move(*pattern));
  }
  return patterns;
}

bool matches_any(const Names& patterns, std::u16string_view text) {
  return std::ranges::any_of(
      patterns, [text](const auto& pattern) { return matches_wildcard(pattern, text); });
}

// The values that an instruction sets or deletes by name.
struct NamesOf {
  Names operator()(const SetValue& i) const { return {i.name}; }
  Names operator()(const SetIfAbsent& i) const { return {i.name}; }
  Names operator()(const DeleteValue& i) const { return {i.name}; }
  Names operator()(const DeleteValues& i) const { return i.names; }
  Names operator()(const auto&) const { return {}; }
};

bool passes_by_name(const Names& patterns, const Record& record) {
  if (patterns.empty()) return true;
  const Instruction instruction = decode(record);
  if (std::holds_alternative<CreateKey>(instruction)) return false;
  if (matches_any(patterns, record.name)) return true;
  return std::ranges::any_of(std::visit(NamesOf{}, instruction),
                             [&patterns](const auto& name) { return matches_any(patterns, name); });
}

}  // namespace

Result<RecordFilter> record_filter(const Arguments& arguments) {
  auto keys = patterns_of(arguments, "key");
  if (!keys) return std::unexpected(keys.error());
  auto names = patterns_of(arguments, "name");
  if (!names) return std::unexpected(names.error());
  // A pattern of a key is one of all keys below it, too.
  const std::size_t count = keys->size();
  for (std::size_t i = 0; i < count; ++i) keys->push_back((*keys)[i] + u"\\*");
  return RecordFilter{std::move(*keys), std::move(*names)};
}

bool passes(const RecordFilter& filter, const Record& record) {
  return (filter.keys.empty() || matches_any(filter.keys, record.key)) &&
         passes_by_name(filter.names, record);
}

Option key_filter_option() {
  return {.name = "key",
          .letter = "",
          .operand = "PATTERN",
          .help = "Only this key and those below it, such as '*\\Explorer'",
          .repeated = true};
}

Option name_filter_option() {
  return {.name = "name",
          .letter = "",
          .operand = "PATTERN",
          .help = "Only values of this name, such as 'Allow*'; '' for the default value",
          .repeated = true};
}

}  // namespace regpolicy::tools
