#include "policy/element_answer.hpp"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "policy/element_option.hpp"

namespace regpolicy {
namespace {

// False, with an error, where a text is longer than the element allows.
bool fits(SettingCompiler& compiler, const Element& element, const std::string& what,
          const std::u16string& text, std::optional<std::uint32_t> max_length) {
  const std::uint32_t longest = max_length.value_or(limits::kAdmxDefaultMaxLength);
  if (text.size() <= longest) return true;
  compiler.option_error(
      "out-of-range", element.id,
      fmt::format("{} has {} characters, expected at most {}", what, text.size(), longest));
  return false;
}

std::optional<std::uint64_t> proposed_number(const SettingCompiler& compiler,
                                             const Element& element) {
  constexpr std::uint32_t kSchemaDefault = 1;  // [XSD] defaultValue of both boxes
  const Control* const control = control_of(compiler, element);
  if (const auto* box = std::get_if<DecimalTextBox>(control)) {
    return box->default_value.value_or(kSchemaDefault);
  }
  if (const auto* box = std::get_if<LongDecimalTextBox>(control)) {
    return box->default_value.value_or(kSchemaDefault);
  }
  return std::nullopt;
}

std::string proposed_text(const SettingCompiler& compiler, const Element& element) {
  const Control* const control = control_of(compiler, element);
  if (const auto* box = std::get_if<TextBox>(control)) return box->default_value.value_or("");
  if (const auto* box = std::get_if<ComboBox>(control)) return box->default_value.value_or("");
  return {};
}

std::optional<std::uint64_t> to_number(const OptionValue& answer, bool or_text) {
  if (const auto* number = std::get_if<std::uint64_t>(&answer)) return *number;
  const auto* const text = std::get_if<std::string>(&answer);
  if (text == nullptr || !or_text) return std::nullopt;
  std::uint64_t number = 0;
  const char* const last = text->data() + text->size();
  const auto [end, status] = std::from_chars(text->data(), last, number);
  if (text->empty() || end != last || status != std::errc()) return std::nullopt;
  return number;
}

}  // namespace

bool boolean_answer(SettingCompiler& compiler, const Element& element) {
  const OptionValue* const answer = given(compiler, element);
  if (answer == nullptr) {
    const auto* const box = std::get_if<CheckBox>(control_of(compiler, element));
    return box != nullptr && box->default_checked.value_or(false);
  }
  if (const bool* const checked = std::get_if<bool>(answer)) return *checked;
  report_wrong_type(compiler, element, *answer, "true or false");
  return false;
}

std::optional<std::uint64_t> number_answer(SettingCompiler& compiler, const Element& element,
                                           const NumberLimits& limits) {
  const OptionValue* const answer = given(compiler, element);
  const auto number =
      answer == nullptr ? proposed_number(compiler, element) : to_number(*answer, limits.or_text);
  if (!number && answer != nullptr) {
    report_wrong_type(compiler, element, *answer, "a number");
    return std::nullopt;
  }
  if (!number) {
    if (limits.required) report_required(compiler, element, "not given");
    return std::nullopt;
  }
  if (*number >= limits.smallest && *number <= limits.largest) return number;
  compiler.option_error("out-of-range", element.id,
                        fmt::format("{} is {}{}, expected {} to {}", named(element),
                                    answer == nullptr ? "not given and its default is " : "",
                                    *number, limits.smallest, limits.largest));
  return std::nullopt;
}

std::optional<std::u16string> text_answer(SettingCompiler& compiler, const Element& element,
                                          const TextElement& text) {
  const OptionValue* const answer = given(compiler, element);
  if (answer != nullptr && !std::holds_alternative<std::string>(*answer)) {
    report_wrong_type(compiler, element, *answer, "a text");
    return std::nullopt;
  }
  std::u16string result = compiler.units(
      answer != nullptr ? std::get<std::string>(*answer) : proposed_text(compiler, element),
      element.id);
  if (result.empty() && text.required) {
    report_required(compiler, element, answer != nullptr ? "empty" : "not given");
    return std::nullopt;
  }
  if (!fits(compiler, element, named(element), result, text.max_length)) return std::nullopt;
  return result;
}

std::optional<std::vector<std::u16string>> multi_text_answer(SettingCompiler& compiler,
                                                             const Element& element,
                                                             const MultiTextElement& multi_text) {
  const OptionValue* const answer = given(compiler, element);
  if (answer != nullptr && !std::holds_alternative<std::vector<std::string>>(*answer)) {
    report_wrong_type(compiler, element, *answer, "an array of texts");
    return std::nullopt;
  }
  std::vector<std::u16string> strings;
  if (answer != nullptr) {
    for (const std::string& text : std::get<std::vector<std::string>>(*answer)) {
      strings.push_back(compiler.units(text, element.id));
      const std::string what = fmt::format("text {} of {}", strings.size(), named(element));
      if (text.empty()) {
        compiler.option_error("bad-text", element.id,
                              fmt::format("{} is empty, which would end a REG_MULTI_SZ", what));
      }
      if (!fits(compiler, element, what, strings.back(), multi_text.max_length)) {
        return std::nullopt;
      }
    }
  }
  if (strings.empty() && multi_text.required) {
    report_required(compiler, element, answer != nullptr ? "empty" : "not given");
    return std::nullopt;
  }
  if (multi_text.max_strings != 0 && strings.size() > multi_text.max_strings) {
    compiler.option_error("out-of-range", element.id,
                          fmt::format("{} has {} texts, expected at most {}", named(element),
                                      strings.size(), multi_text.max_strings));
    return std::nullopt;
  }
  return strings;
}

std::optional<std::vector<ListRow>> list_answer(SettingCompiler& compiler, const Element& element,
                                                const ListElement& list) {
  const OptionValue* const answer = given(compiler, element);
  std::vector<ListRow> rows;
  if (answer == nullptr) return rows;
  if (const auto* pairs = std::get_if<NamedTexts>(answer);
      pairs != nullptr && list.explicit_value) {
    for (const auto& [name, data] : *pairs) {
      rows.push_back({compiler.units(name, element.id), compiler.units(data, element.id)});
    }
    return rows;
  }
  const auto* const texts = std::get_if<std::vector<std::string>>(answer);
  if (texts == nullptr || list.explicit_value) {
    report_wrong_type(
        compiler, element, *answer,
        list.explicit_value ? "a table of texts (name = \"data\")" : "an array of texts");
    return std::nullopt;
  }
  for (const std::string& text : *texts) rows.push_back({{}, compiler.units(text, element.id)});
  return rows;
}

}  // namespace regpolicy
