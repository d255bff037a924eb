#include <regpolicy/baseline_write.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/baseline/writing.hpp"
#include "formats/toml/toml_text.hpp"

namespace regpolicy::baseline {
namespace {

using document::array_text;
using document::in_quotes;
using document::key_text;

std::vector<std::string> quoted_all(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const std::string& text : texts) all.push_back(in_quotes(text));
  return all;
}

std::string option_text(const NamedTexts& pairs) {
  std::string text = "{";
  for (const auto& [name, data] : pairs) {
    text +=
        fmt::format("{}{} = {}", text.size() == 1 ? " " : ", ", key_text(name), in_quotes(data));
  }
  return text + (pairs.empty() ? "}" : " }");
}

std::string option_text(const OptionValue& option) {
  if (const bool* const truth = std::get_if<bool>(&option)) return *truth ? "true" : "false";
  if (const auto* number = std::get_if<std::uint64_t>(&option)) {
    return *number > INT64_MAX ? fmt::format("\"{}\"", *number) : fmt::format("{}", *number);
  }
  if (const auto* text = std::get_if<std::string>(&option)) return in_quotes(*text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&option)) {
    return array_text(quoted_all(*texts));
  }
  return option_text(std::get<NamedTexts>(option));
}

std::string head_text(const Baseline& baseline) {
  std::string text = "[baseline]\n" + text_line("name", std::string_view(baseline.name));
  if (!baseline.title.empty()) text += localized_line("title", baseline.title);
  text += fmt::format("languages = {}\n", array_text(quoted_all(baseline.languages)));
  if (!baseline.templates.empty()) {
    text += fmt::format("templates = {}\n", array_text(quoted_all(baseline.templates)));
  }
  if (!baseline.conclusion) return text;
  return text + "\n[conclusion]\n" + localized_line("ready", baseline.conclusion->ready) +
         localized_line("blocked", baseline.conclusion->blocked) +
         localized_line("unknown", baseline.conclusion->unknown);
}

std::string setting_text(const BaselineSetting& item) {
  const Setting& setting = item.setting;
  std::string text = "[[setting]]\n" + text_line("policy", std::string_view(setting.policy));
  if (setting.side == Side::user) text += text_line("side", std::string_view("user"));
  text += text_line("state", to_string(setting.state));
  text += traits_lines(item.audit);
  if (!item.comment.empty()) text += common_line("comment", item.comment);
  // A table of its own, since it ends what belongs to [[setting]].
  if (!setting.options.empty()) text += "[setting.options]\n";
  for (const auto& [id, option] : setting.options) {
    text += fmt::format("{} = {}\n", key_text(id), option_text(option));
  }
  return text;
}

std::string comment_text(const std::vector<std::vector<std::string>>& comments, std::size_t item) {
  std::string text;
  if (item >= comments.size()) return text;
  for (const std::string& line : comments[item]) text += document::comment_line(line);
  return text;
}

}  // namespace

std::string text_line(std::string_view key, std::string_view text) {
  return fmt::format("{} = {}\n", key, in_quotes(text));
}

std::string text_line(std::string_view key, std::u16string_view text) {
  return text_line(key, std::string_view(to_utf8(text)));
}

std::string localized_line(std::string_view key, const LocalizedText& texts) {
  std::string line = fmt::format("{} = {{", key);
  std::string_view between = " ";
  for (const auto& [language, text] : texts) {
    line += fmt::format("{}{} = {}", between, key_text(language), in_quotes(text));
    between = ", ";
  }
  return line + " }\n";
}

std::string common_line(std::string_view key, const LocalizedText& texts) {
  const std::string& first = texts.begin()->second;
  const bool is_common =
      std::ranges::all_of(texts, [&](const auto& item) { return item.second == first; });
  return is_common ? text_line(key, first) : localized_line(key, texts);
}

std::string traits_lines(const AuditTraits& traits) {
  std::string lines;
  if (traits.severity != CheckSeverity::warning) {
    lines += text_line("severity", to_string(traits.severity));
  }
  if (traits.applies_to) lines += condition_line("applies_to", *traits.applies_to);
  return lines;
}

Result<std::string> write(const Baseline& baseline, const Comments& comments) {
  std::string text;
  for (const std::string& line : comments.head) text += document::comment_line(line);
  if (!text.empty()) text += '\n';
  text += head_text(baseline);
  for (std::size_t i = 0; i < baseline.settings.size(); ++i) {
    text += '\n' + comment_text(comments.settings, i) + setting_text(baseline.settings[i]);
  }
  for (std::size_t i = 0; i < baseline.values.size(); ++i) {
    text += '\n' + comment_text(comments.values, i) + value_text(baseline.values[i]);
  }
  for (const Check& check : baseline.checks) text += '\n' + check_text(check);
  if (is_valid_utf8(text)) return text;
  return fail(ErrorCode::not_representable,
              "a text of the baseline is not valid UTF-8, and TOML holds nothing else");
}

}  // namespace regpolicy::baseline
