#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/explain_report.hpp>
#include <regpolicy/text.hpp>

#include "policy/explain/words.hpp"

namespace regpolicy {
namespace {

// For scanning down the states: display names are up to this wide, longer ones push theirs away.
constexpr std::size_t kNameWidth = 64;

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t has = width_of(text);
  return has < width ? text + std::string(width - has, ' ') : text;
}

struct SettingRow {
  const ExplainedSetting* setting;
  SettingText text;
};

class SideReport {
 public:
  SideReport(const ExplainedSide& side, const Catalog& catalog, const ExplainReportOptions& options)
      : side_(side),
        catalog_(catalog),
        options_(options),
        words_(explain_words(options.language)) {}

  std::string write() && {
    put_heading();
    put_settings();
    put_partly_set();
    put_values();
    put_superseded();
    return std::move(out_);
  }

 private:
  std::string paint(std::string_view text, std::string_view code) const {
    return options_.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  void line(std::size_t indent, std::string_view text) {
    out_ += std::string(indent, ' ');
    out_ += text;
    out_ += '\n';
  }

  void put_heading() {
    std::string heading(side_.explanation.side == Side::machine ? words_.machine : words_.user);
    if (!side_.user.empty()) {
      heading += fmt::format(" {} {}", words_.of_user, escape_for_display(side_.user));
    }
    if (!side_.object.empty()) heading = escape_for_display(side_.object) + ": " + heading;
    line(0, paint(heading, "1"));
  }

  void put_settings() {
    std::vector<SettingRow> rows;
    for (const ExplainedSetting& setting : side_.explanation.settings) {
      rows.push_back({&setting, text_of(setting.chosen, catalog_, options_.language)});
    }
    if (rows.empty()) line(2, words_.no_settings);
    std::ranges::sort(rows, {}, [](const SettingRow& row) {
      return std::tuple(row.text.category, row.text.display_name,
                        row.setting->chosen.setting.policy);
    });
    const std::vector<std::string>* category = nullptr;
    for (const SettingRow& row : rows) {
      if (category == nullptr || *category != row.text.category) put_category(row.text.category);
      category = &row.text.category;
      put_setting(row);
    }
  }

  void put_category(const std::vector<std::string>& category) {
    const std::string path = category.empty() ? std::string(words_.no_category)
                                              : fmt::format("{}", fmt::join(category, " > "));
    out_ += '\n';
    line(2, escape_for_display(path));
  }

  void put_setting(const SettingRow& row) {
    const PolicyState state = row.setting->chosen.setting.state;
    const std::string name = escape_for_display(row.text.display_name);
    line(4, padded(name, kNameWidth) + "  " +
                paint(word_of(words_, state), state == PolicyState::enabled ? "32" : "33"));
    for (const SettingText::Option& option : row.text.options) put_option(option);
    if (const auto* const comment = comment_on(side_.comments, row.setting->chosen)) {
      line(6, fmt::format("{}: {}", words_.comment, escape_for_display(comment->text)));
    }
    for (const NamedSetting& other : row.setting->alternatives) {
      line(6, fmt::format(
                  "{} {} ({}) [{}]", words_.also,
                  escape_for_display(text_of(other, catalog_, options_.language).display_name),
                  word_of(words_, other.setting.state), escape_for_display(other.setting.policy)));
    }
  }

  void put_option(const SettingText::Option& option) {
    const std::string label = escape_for_display(option.label);
    if (!option.is_list && option.values.size() == 1 && !option.values.front().empty()) {
      line(6, label + ": " + escape_for_display(option.values.front()));
    } else if (option.values.empty() || !option.is_list) {
      line(6, fmt::format("{}: {}", label, words_.nothing));
    } else {
      line(6, label + ":");
      for (const std::string& value : option.values) line(8, escape_for_display(value));
    }
  }

  void put_instruction(std::string_view what, std::size_t index) {
    line(6, fmt::format("{}: {}", what, describe(side_.instructions[index])));
  }

  void put_partly_set() {
    if (side_.explanation.partly_set.empty()) return;
    out_ += '\n';
    line(2, paint(words_.partly_set, "1"));
    for (const PartlySetPolicy& part : side_.explanation.partly_set) {
      const SettingText text = text_of(part.nearest, catalog_, options_.language);
      const PolicyState state = part.nearest.setting.state;
      line(4, fmt::format("{} [{}]: {}", escape_for_display(text.display_name),
                          escape_for_display(part.nearest.setting.policy),
                          state == PolicyState::not_configured
                              ? std::string(words_.no_state)
                              : fmt::format("{} {}", words_.nearest, word_of(words_, state))));
      for (const std::size_t index : part.found) put_instruction(words_.there, index);
      for (const Instruction& instruction : part.missing) {
        line(6, fmt::format("{}: {}", words_.missing, describe(instruction)));
      }
      for (const std::size_t index : part.other) put_instruction(words_.other, index);
    }
  }

  void put_values() {
    if (side_.explanation.values.empty()) return;
    out_ += '\n';
    line(2, paint(words_.extra_values, "1"));
    for (const UnexplainedInstruction& value : side_.explanation.values) {
      line(4, describe(value.instruction));
    }
  }

  void put_superseded() {
    if (side_.explanation.superseded.empty()) return;
    out_ += '\n';
    line(2, paint(words_.superseded, "1"));
    for (const std::size_t index : side_.explanation.superseded) {
      line(4, fmt::format("{}: {}", index + 1, describe(side_.instructions[index])));
    }
  }

  const ExplainedSide& side_;
  const Catalog& catalog_;
  const ExplainReportOptions& options_;
  const ExplainWords& words_;
  std::string out_;
};

}  // namespace

std::string to_text(const std::vector<ExplainedSide>& sides, const Catalog& catalog,
                    const ExplainReportOptions& options) {
  std::string text;
  for (const ExplainedSide& side : sides) {
    if (!text.empty()) text += '\n';
    text += SideReport(side, catalog, options).write();
  }
  return text;
}

}  // namespace regpolicy
