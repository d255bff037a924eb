#include "formats/gpo_backup/report_markup.hpp"

#include <fmt/format.h>

#include "formats/gpo_backup/markup.hpp"

namespace regpolicy::gpo_report {

void IndentedXml::open(std::string_view name, std::string_view attributes) {
  indent();
  text_ += fmt::format("<{}{}>", name, attributes);
  ++depth_;
}

void IndentedXml::close(std::string_view name) {
  --depth_;
  indent();
  text_ += fmt::format("</{}>", name);
}

void IndentedXml::add(std::string_view name, std::string_view text, std::string_view attributes) {
  indent();
  text_ += fmt::format("<{0}{1}>{2}</{0}>", name, attributes, escaped(text));
}

std::string IndentedXml::escaped(std::string_view text) {
  auto markup = gpo_backup::escaped_markup(text);
  if (markup) return *std::move(markup);
  if (state_) state_ = std::unexpected(markup.error());
  return {};
}

Result<std::string> IndentedXml::text() const {
  if (!state_) return std::unexpected(state_.error());
  return text_;
}

void IndentedXml::indent() {
  if (!text_.empty()) text_ += "\r\n";
  text_.append(2 * depth_, ' ');
}

}  // namespace regpolicy::gpo_report
