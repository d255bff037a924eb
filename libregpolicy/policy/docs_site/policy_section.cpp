#include "policy/docs_site/policy_section.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/docs_site/html.hpp"

namespace regpolicy::site {
namespace {

// Long data of a value is for programs.
constexpr std::size_t kDataBytes = 64;

struct Cells {
  std::u16string key, name;
  std::string type, data;  // HTML
  bool whole_key = false;  // no value of its own
};

struct CellsOf {
  const Words& words;

  Cells operator()(const SetValue& set) const {
    return {set.key, set.name, code(to_string(set.value.type)),
            code(describe(set.value, kDataBytes)), false};
  }
  Cells operator()(const SetIfAbsent& set) const {
    Cells cells = (*this)(SetValue{set.key, set.name, set.value});
    cells.data += fmt::format(" <span class=\"note\">{}</span>", words.only_if_absent);
    return cells;
  }
  Cells operator()(const DeleteValue& deleted) const {
    return {deleted.key, deleted.name, {}, std::string(words.removed), false};
  }
  Cells operator()(const DeleteAllValues& deleted) const {
    return {deleted.key, {}, {}, std::string(words.all_removed), true};
  }
  // No policy of a template writes any of these.
  template <class Other>
  Cells operator()(const Other& other) const {
    return {key_of(Instruction(other)), {}, {}, code(describe(Instruction(other))), true};
  }
};

std::string heading(const Context& context, const PolicyEntry& entry) {
  const Policy& policy = *entry.policy;
  const std::string anchor = html(entry.anchor);
  return fmt::format(
      "<h2><a href=\"#{}\">{}</a></h2>\n<p class=\"badges\"><span class=\"badge\">{}</span></p>\n",
      anchor, inline_text(context, context.texts.of(*entry.source, policy.display_name)),
      word_for(context.words, policy.policy_class));
}

std::string facts(const Context& context, const PolicyEntry& entry) {
  const Words& words = context.words;
  const Policy& policy = *entry.policy;
  std::string rows;
  const Text supported = supported_on(context.model, entry, context.texts);
  rows += row(words.supported_on,
              supported.text.empty() ? code(policy.supported_on) : inline_text(context, supported));
  rows += row(words.id, code(qualified_name(entry)));
  rows += row(words.file, code(entry.source->name + ".admx"));
  for (const std::string& other : policy.see_also) rows += row(words.see_also, html(other));
  return fmt::format("<dl class=\"facts\">\n{}</dl>\n", rows);
}

std::string registry_block(const Context& context, const PolicyEntry& entry) {
  const Words& words = context.words;
  const Policy& policy = *entry.policy;
  const Writes own = enabled_writes(entry);
  std::string more;
  if (!policy.elements.empty()) {
    more = std::string(own.instructions.empty() ? words.only_options_write : words.options_write);
  }
  std::string rows = write_rows(context, entry, std::string(words.enabled), own, policy.key, more);
  rows += write_rows(context, entry, std::string(words.disabled), disabled_writes(entry),
                     policy.key, {});
  rows += fmt::format("<tr><th scope=\"row\">{}</th><td colspan=\"3\">{}</td></tr>\n",
                      words.not_configured, words.nothing_written);
  return fmt::format("<h3>{}</h3>\n<dl class=\"facts\">\n{}</dl>\n{}", words.registry,
                     row(words.key, rooted_key(policy, policy.key)),
                     write_table(context, words.state, rows));
}

}  // namespace

std::string_view word_for(const Words& words, PolicyClass policy_class) {
  switch (policy_class) {
    case PolicyClass::machine: return words.machine;
    case PolicyClass::user: return words.user;
    case PolicyClass::both: return words.both;
  }
  return "";
}

std::string qualified_name(const PolicyEntry& entry) {
  return fmt::format("{}:{}", entry.source->definitions.target.prefix, entry.policy->name);
}

std::string rooted_key(const Policy& policy, std::string_view key) {
  const std::string machine = code(fmt::format("HKLM\\{}", key));
  const std::string user = code(fmt::format("HKCU\\{}", key));
  switch (policy.policy_class) {
    case PolicyClass::machine: return machine;
    case PolicyClass::user: return user;
    case PolicyClass::both: return machine + "<br>" + user;
  }
  return "";
}

std::string write_rows(const Context& context, const PolicyEntry& entry, const std::string& state,
                       const Writes& writes, std::string_view usual_key, const std::string& empty) {
  const Words& words = context.words;
  const auto full_row = [&](std::string_view head, const std::string& text) {
    return fmt::format("<tr><th scope=\"row\">{}</th><td colspan=\"3\">{}</td></tr>\n", head, text);
  };
  if (!writes.defect.empty()) {
    return full_row(state, fmt::format(fmt::runtime(words.broken), html(writes.defect)));
  }
  if (writes.instructions.empty()) {
    return full_row(state, empty.empty() ? std::string(words.nothing_written) : empty);
  }
  std::string rows;
  for (const Instruction& instruction : writes.instructions) {
    const Cells cells = std::visit(CellsOf{words}, instruction);
    std::string name;
    if (!cells.whole_key) {
      name = cells.name.empty() ? std::string(words.default_value_name) : code(to_utf8(cells.name));
    }
    const std::string key = to_utf8(cells.key);
    if (key != usual_key) {
      name += fmt::format("<span class=\"key\">{}</span>", rooted_key(*entry.policy, key));
    }
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        rows.empty() ? state : "", name, cells.type, cells.data);
  }
  if (!empty.empty()) rows += full_row("", empty);
  return rows;
}

std::string write_table(const Context& context, std::string_view first, const std::string& rows) {
  const Words& words = context.words;
  return fmt::format(
      "<table class=\"writes\">\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}"
      "</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
      first, words.value_name, words.type, words.data, rows);
}

std::string policy_section(const Context& context, const PolicyEntry& entry) {
  std::string text = fmt::format("<article class=\"policy\" id=\"{}\">\n", html(entry.anchor));
  text += heading(context, entry) + facts(context, entry);
  if (entry.policy->explain_text) {
    text += paragraphs(context, context.texts.of(*entry.source, *entry.policy->explain_text));
  }
  text +=
      option_blocks(context, entry) + registry_block(context, entry) + mdm_block(context, entry);
  return text + "</article>\n";
}

}  // namespace regpolicy::site
