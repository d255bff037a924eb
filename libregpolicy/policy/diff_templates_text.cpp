#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/diff_templates.hpp>
#include <regpolicy/text.hpp>

#include "policy/report_text_parts.hpp"

namespace regpolicy {
namespace {

// Bytes of a text that are shown; of longer ones the part around the first difference.
constexpr std::size_t kExcerptBytes = 100;
constexpr std::size_t kExcerptBefore = 30;
// Two values that fill more than this stand below each other.
constexpr std::size_t kValuesOnOneLine = 70;

Sign sign_of(TemplateChangeKind kind) {
  switch (kind) {
    case TemplateChangeKind::removed: return {'-', kRed};
    case TemplateChangeKind::added: return {'+', kGreen};
    case TemplateChangeKind::changed: return {'~', kYellow};
  }
  return {' ', ""};
}

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The part of `text` from about `from` on, never cut within a character.
std::string excerpt(const std::string& text, std::size_t from) {
  std::size_t first =
      text.size() <= kExcerptBytes || from <= kExcerptBefore ? 0 : from - kExcerptBefore;
  while (first > 0 && continues_character(text[first])) --first;
  std::size_t end = std::min(text.size(), first + kExcerptBytes);
  while (end < text.size() && continues_character(text[end])) ++end;
  return fmt::format("{}'{}'{}", first == 0 ? "" : "...",
                     escape_for_display(std::string_view(text).substr(first, end - first)),
                     end == text.size() ? "" : "...");
}

// "policy Allow, element Level"
std::string title_of(const TemplateChange& change) {
  std::string title;
  for (const TemplatePathStep& step : change.path) {
    if (!title.empty()) title += ", ";
    title += fmt::format("{} {}", to_string(step.part), escape_for_display(step.id));
  }
  return title.empty() ? "the template itself" : title;
}

std::string line_of(const TemplateFieldChange& field) {
  const std::string name = escape_for_display(field.field);
  if (!field.a) return fmt::format("      {}: absent -> {}\n", name, excerpt(*field.b, 0));
  if (!field.b) return fmt::format("      {}: {} -> absent\n", name, excerpt(*field.a, 0));
  const auto differ = std::ranges::mismatch(*field.a, *field.b);
  auto at = static_cast<std::size_t>(differ.in1 - field.a->begin());
  while (at > 0 && at < field.a->size() && continues_character((*field.a)[at])) --at;
  const std::string was = excerpt(*field.a, at);
  const std::string is = excerpt(*field.b, at);
  if (was.size() + is.size() <= kValuesOnOneLine) {
    return fmt::format("      {}: {} -> {}\n", name, was, is);
  }
  return fmt::format("      {}:\n        was {}\n        is  {}\n", name, was, is);
}

std::string text_of(const TemplateChange& change, bool color) {
  const Sign sign = sign_of(change.kind);
  std::string text = fmt::format(
      "  {}\n", paint(fmt::format("{} {}", sign.sign, title_of(change)), sign.color, color));
  if (change.kind == TemplateChangeKind::changed) {
    for (const TemplateFieldChange& field : change.fields) text += line_of(field);
  }
  return text;
}

std::string head_of(const TemplateDifference& difference) {
  const std::string name = escape_for_display(difference.name);
  switch (difference.kind) {
    case TemplateChangeKind::removed: return fmt::format("{}: only in A", name);
    case TemplateChangeKind::added: return fmt::format("{}: only in B", name);
    case TemplateChangeKind::changed: break;
  }
  const std::string a = escape_for_display(difference.revision_a.value_or(""));
  const std::string b = escape_for_display(difference.revision_b.value_or(""));
  return fmt::format("{}: {}, revision {}", name, counted(difference.changes.size(), "change"),
                     a == b ? a : fmt::format("{} -> {}", a, b));
}

}  // namespace

std::string to_text(const TemplateDiff& diff, bool color) {
  std::string text;
  for (const TemplateDifference& difference : diff.templates) {
    text += paint(head_of(difference), kBold, color) + '\n';
    for (const TemplateChange& change : difference.changes) text += text_of(change, color);
  }
  for (const Diagnostic& finding : diff.findings.items) text += to_string(finding) + '\n';
  return text;
}

}  // namespace regpolicy
