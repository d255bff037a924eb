// A template as a template source.
#include <algorithm>

#include <fmt/format.h>

#include "formats/template_source/source_writer.hpp"
#include "formats/toml/tokens.hpp"

namespace regpolicy::template_source {
namespace {

using document::line_token;

// The strings that nothing refers to, or that are no plain ones: those of one place in the table
// and with the same attributes share a [[string]].
void put_string_rows(SourceWriter& writer,
                     const std::vector<std::vector<const ResourceString*>>& by_language,
                     std::size_t occurrence) {
  std::vector<bool> is_done(by_language.size(), false);
  for (std::size_t first = 0; first < by_language.size(); ++first) {
    if (is_done[first] || occurrence >= by_language[first].size()) continue;
    const ResourceString& string = *by_language[first][occurrence];
    LanguageTexts texts(by_language.size());
    std::vector<bool> scope(by_language.size(), false);
    std::vector<std::string> tags;
    for (std::size_t i = first; i < by_language.size(); ++i) {
      const bool has_it =
          occurrence < by_language[i].size() &&
          by_language[i][occurrence]->unknown_attributes == string.unknown_attributes;
      if (has_it) texts[i] = by_language[i][occurrence]->text;
      scope[i] = has_it || (writer.to_translate[i] && by_language[i].empty());
      if (scope[i]) tags.push_back(writer.content.resources[i].language);
      if (has_it) is_done[i] = true;
    }
    put_table(writer, "string");
    put_text(writer, "id", string.id);
    if (tags.size() != scope.size()) put(writer, "languages", array_token(tags));
    put_attributes(writer, string.unknown_attributes);
    put_in_languages(writer, "text", texts, true, scope);
  }
}

// The order of put_in_order in resources.cpp.
std::vector<std::string_view> put_in_order(const std::vector<std::string_view>& ids,
                                           const std::vector<std::string_view>& order) {
  std::multiset<std::string_view> left(ids.begin(), ids.end());
  std::vector<std::string_view> sequence;
  std::multiset<std::string_view> taken;
  for (const std::string_view id : order) {
    const auto found = left.find(id);
    if (found == left.end()) continue;
    left.erase(found);
    sequence.push_back(id);
    taken.insert(id);
  }
  for (const std::string_view id : ids) {
    const auto found = taken.find(id);
    if (found != taken.end()) {
      taken.erase(found);
    } else {
      sequence.push_back(id);
    }
  }
  return sequence;
}

std::vector<std::string_view> order_of(const PolicyResources& resources) {
  std::vector<std::string_view> ids;
  for (const Presentation& row : resources.presentations) ids.push_back(row.id);
  return ids;
}

// The order of presentations in most languages, and where a language has another.
struct Orders {
  std::vector<std::string_view> common;
  std::vector<bool> has_own;
};

Orders orders_of(const SourceWriter& writer) {
  const std::vector<PolicyResources>& resources = writer.content.resources;
  Orders orders;
  orders.has_own.assign(resources.size(), false);
  const auto differs = [&](std::size_t i, const std::vector<std::string_view>& order) {
    return put_in_order(writer.presentation_order[i], order) != order_of(resources[i]);
  };
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (differs(i, {})) {
      orders.common = order_of(resources.front());
      break;
    }
  }
  for (std::size_t i = 0; i < resources.size(); ++i) {
    orders.has_own[i] = differs(i, orders.common);
  }
  return orders;
}

// One id a line.
std::string order_token(const std::vector<std::string_view>& ids) {
  std::string token = "[";
  for (const std::string_view id : ids) token += fmt::format("\n  {},", line_token(id));
  return token + (ids.empty() ? "]" : "\n]");
}

using TextMember = std::string PolicyResources::*;

// Whether all languages have the text, so that it stands in [template]. Those that are being
// translated shall get it.
bool in_all(const SourceWriter& writer, TextMember member) {
  const std::vector<PolicyResources>& resources = writer.content.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if ((resources[i].*member).empty() && (i == 0 || !writer.to_translate[i])) return false;
  }
  return true;
}

void put_header_texts(SourceWriter& writer, std::string_view key, TextMember member) {
  if (!in_all(writer, member)) return;
  LanguageTexts texts;
  for (const PolicyResources& row : writer.content.resources) texts.emplace_back(row.*member);
  put_in_languages(writer, key, texts, false);
}

void put_language(SourceWriter& writer, std::size_t i, const Orders& orders) {
  const PolicyResources& row = writer.content.resources[i];
  SourceWriter keys{.content = writer.content};
  if (row.revision != writer.content.definitions.revision) put_text(keys, "revision", row.revision);
  if (row.schema_version != "1.0") put_text(keys, "schema_version", row.schema_version);
  for (const auto& [key, member] :
       {std::pair<std::string_view, TextMember>{"display_name", &PolicyResources::display_name},
        {"description", &PolicyResources::description}}) {
    if (!in_all(writer, member) && !(row.*member).empty()) put_text(keys, key, row.*member);
  }
  put_texts(keys, "annotations", row.annotations);
  put_attributes(keys, row.unknown_attributes);
  if (orders.has_own[i]) put(keys, "presentation_order", order_token(order_of(row)));
  if (keys.lines.empty()) return;
  put_table(writer, "language");
  put_text(writer, "tag", row.language);
  writer.lines += keys.lines;
}

void put_fallback_culture(SourceWriter& writer) {
  const PolicyDefinitions& definitions = writer.content.definitions;
  const std::string first =
      writer.content.resources.empty() ? "" : writer.content.resources.front().language;
  const bool is_automatic = !first.empty() && first != "en-US";
  if (!definitions.fallback_culture) {
    if (is_automatic) put(writer, "fallback_culture", "false");
  } else if (!is_automatic || *definitions.fallback_culture != first) {
    put_text(writer, "fallback_culture", definitions.fallback_culture);
  }
}

// The head of the source, which needs to know what the rest has found.
std::string head_of(const SourceWriter& body, bool strict) {
  const PolicyDefinitions& definitions = body.content.definitions;
  const Orders orders = orders_of(body);
  std::vector<std::string> languages, incomplete;
  for (std::size_t i = 0; i < body.content.resources.size(); ++i) {
    languages.push_back(body.content.resources[i].language);
    if (body.incomplete[i]) incomplete.push_back(body.content.resources[i].language);
  }
  SourceWriter head{
      .content = body.content, .to_translate = body.to_translate, .incomplete = body.incomplete};
  head.lines = "[template]\n";
  put_text(head, "name", body.content.name);
  put_text(head, "namespace", definitions.target.uri);
  put_text(head, "prefix", definitions.target.prefix);
  put_text(head, "revision", definitions.revision);
  if (definitions.min_required_revision != definitions.revision) {
    put_text(head, "min_required_revision", definitions.min_required_revision);
  }
  if (definitions.schema_version != "1.0") {
    put_text(head, "schema_version", definitions.schema_version);
  }
  put(head, "languages", array_token(languages));
  put_texts(head, "incomplete", incomplete);
  put_fallback_culture(head);
  if (!strict) put(head, "strict", "false");
  put_texts(head, "superseded_adm", definitions.superseded_adm);
  put_texts(head, "annotations", definitions.annotations);
  put_attributes(head, definitions.unknown_attributes);
  put_header_texts(head, "display_name", &PolicyResources::display_name);
  put_header_texts(head, "description", &PolicyResources::description);
  // Long, and of no interest to anybody: last.
  if (!orders.common.empty()) put(head, "presentation_order", order_token(orders.common));
  for (std::size_t i = 0; i < languages.size(); ++i) put_language(head, i, orders);
  return head.lines;
}

}  // namespace

void put_remaining_strings(SourceWriter& writer) {
  std::set<std::string_view> written;
  for (const PolicyResources& resources : writer.content.resources) {
    for (const ResourceString& string : resources.strings) {
      const std::string_view id = string.id;
      if (writer.strings_done.contains(id) || !written.insert(id).second) continue;
      const auto& by_language = writer.strings.at(id);
      std::size_t count = 0;
      for (const auto& rows : by_language) count = std::max(count, rows.size());
      for (std::size_t occurrence = 0; occurrence < count; ++occurrence) {
        put_string_rows(writer, by_language, occurrence);
      }
    }
  }
}

SourceWriter start_source(const Template& content, const WriteOptions& options) {
  SourceWriter writer{.content = content};
  const std::size_t count = content.resources.size();
  writer.incomplete.assign(count, false);
  writer.presentation_order.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const PolicyResources& resources = content.resources[i];
    writer.to_translate.push_back(std::ranges::find(options.to_translate, resources.language) !=
                                  options.to_translate.end());
    for (const ResourceString& string : resources.strings) {
      auto& rows = writer.strings[string.id];
      rows.resize(count);
      rows[i].push_back(&string);
    }
    for (const Presentation& row : resources.presentations) {
      auto& rows = writer.presentations[row.id];
      rows.resize(count);
      rows[i].push_back(&row);
    }
  }
  return writer;
}

std::string write(const Template& content, const WriteOptions& options) {
  SourceWriter body = start_source(content, options);
  put_definitions(body);
  put_policies(body);
  put_remaining_strings(body);
  put_remaining_presentations(body);
  if (!body.lines.empty()) body.lines.insert(0, 1, '\n');
  std::string text = head_of(body, true) + body.lines;
  Diagnostics diagnostics;
  if (read_draft(text, content.name, diagnostics)) return text;
  return head_of(body, false) + body.lines;
}

}  // namespace regpolicy::template_source
