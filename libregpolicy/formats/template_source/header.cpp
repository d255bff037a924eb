// [template] and [[using]].
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// [XSD] versionString: 1 to 4 digits, a dot, 1 to 5 digits.
struct Revision {
  unsigned major = 0, minor = 0;
};
std::optional<Revision> parse_revision(std::string_view text) {
  const auto part = [](std::string_view digits, std::size_t max) -> std::optional<unsigned> {
    unsigned value = 0;
    const char* const begin = digits.data();
    const char* const end = begin + digits.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (digits.size() > max || error != std::errc() || stop != end) return std::nullopt;
    return value;
  };
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto major = part(text.substr(0, dot), 4);
  const auto minor = part(text.substr(dot + 1), 5);
  if (!major || !minor) return std::nullopt;
  return Revision{*major, *minor};
}

// CON, COM1, ... with whatever suffix are devices on Windows.
bool is_device_name(std::string_view name) {
  static constexpr std::string_view kDevices[] = {"con", "prn", "aux", "nul"};
  const std::string stem = ascii_lower(name.substr(0, name.find('.')));
  if (stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9') {
    return stem.starts_with("com") || stem.starts_with("lpt");
  }
  return std::ranges::find(kDevices, stem) != std::end(kDevices);
}

// The name becomes a file name on every system.
void check_name(const Section& table, const std::string& name) {
  const bool good = std::ranges::all_of(
      name, [](char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; });
  std::string message;
  if (!good || name.starts_with('.') || name.ends_with('.')) {
    message = fmt::format(
        "'name' is '{}', expected a file name of ASCII letters, digits, '_', '-' and '.' inside",
        escape_for_display(name));
  } else if (is_device_name(name)) {
    message = fmt::format("'name' is '{}', which Windows keeps for a device", name);
  } else {
    return;
  }
  table.reading().error("bad-name", std::move(message), table.place_of("name"));
}

// Those that may lack texts.
void read_incomplete(const Section& table) {
  Reading& reading = table.reading();
  const std::size_t count = reading.languages.size();
  reading.incomplete.assign(count, false);
  reading.in_scope.assign(count, true);
  reading.lacking.assign(count, {});
  reading.presentation_ids.assign(count, {});
  for (const std::string& tag : table.texts("incomplete")) {
    const auto found = std::ranges::find(reading.languages, tag);
    if (found != reading.languages.end()) {
      reading.incomplete[static_cast<std::size_t>(found - reading.languages.begin())] = true;
    } else if (count != 0) {
      reading.error("unknown-language",
                    fmt::format("'incomplete' has '{}', which is not among the languages",
                                escape_for_display(tag)),
                    table.place_of("incomplete"), document::hint_for(tag, reading.languages));
    }
  }
}

// What is taken over may have no ADML file at all.
bool has_no_language(const Section& table) {
  const Node* const node = table.find("languages");
  const auto* const tags = node ? std::get_if<document::Array>(&node->content) : nullptr;
  return !table.reading().strict && tags != nullptr && tags->empty();
}

// Where one tag is wrong, none is known: else every text would be reported for it.
void read_languages(const Section& table) {
  if (has_no_language(table)) return;
  std::vector<std::string> languages = document::read_languages(table, "languages");
  const Node* const node = table.find("languages");
  const auto* const tags = node ? std::get_if<document::Array>(&node->content) : nullptr;
  if (tags != nullptr && tags->size() == languages.size()) {
    table.reading().languages = std::move(languages);
  }
}

std::optional<Revision> read_revision(const Section& table, std::string_view key,
                                      std::string& text) {
  const auto given = table.text(key);
  if (!given) return std::nullopt;
  text = *given;
  const auto revision = parse_revision(text);
  if (!revision) {
    table.reading().error("bad-revision",
                          fmt::format("'{}' is '{}', expected MAJOR.MINOR, such as 1.0", key,
                                      escape_for_display(text)),
                          table.place_of(key));
  }
  return revision;
}

// An ADML file is taken when its major revision is the required one and its minor revision is not
// lower; the ADML files of a source have the source's revision.
void read_revisions(const Section& table) {
  PolicyDefinitions& definitions = table.reading().result.definitions;
  (void)table.require("revision");
  const auto revision = read_revision(table, "revision", definitions.revision);
  definitions.min_required_revision = definitions.revision;
  const auto required =
      read_revision(table, "min_required_revision", definitions.min_required_revision);
  if (revision && required &&
      (revision->major != required->major || revision->minor < required->minor)) {
    table.reading().error(
        "revision-too-low",
        fmt::format("'revision' {} does not meet 'min_required_revision' {}: the editor would "
                    "refuse the texts",
                    definitions.revision, definitions.min_required_revision),
        table.place_of("min_required_revision"));
  }
}

void read_fallback_culture(const Section& table) {
  Reading& reading = table.reading();
  const Node* const node = table.find("fallback_culture");
  const auto* const written = node ? std::get_if<bool>(&node->content) : nullptr;
  if (written != nullptr && !*written) return;  // false: the file does not name it
  const auto given = table.text("fallback_culture");
  reading.result.definitions.fallback_culture = given;
  if (reading.languages.empty()) return;
  const std::string& first = reading.languages.front();
  if (given && *given != first) {
    reading.error("fallback-not-first",
                  fmt::format("'fallback_culture' is '{}', expected the first of 'languages', {}",
                              escape_for_display(*given), first),
                  table.place_of("fallback_culture"));
  }
  // en-US is what the schema falls back to by itself.
  if (!given && first != "en-US") reading.result.definitions.fallback_culture = first;
}

std::string read_namespace(const Section& table) {
  std::string uri = table.required_text("namespace").value_or("");
  if (uri.find_first_of(" \t\n") != std::string::npos) {
    table.reading().error(
        "bad-namespace",
        fmt::format("'namespace' is '{}', expected no white space", escape_for_display(uri)),
        table.place_of("namespace"));
  }
  return uri;
}

void read_file_names(const Section& table) {
  for (std::string& name : table.texts("superseded_adm")) {
    if (name.find_first_of("\\/\n") != std::string::npos) {
      table.reading().error("bad-file-name",
                            fmt::format("'superseded_adm' has '{}', expected file names without "
                                        "a path",
                                        escape_for_display(name)),
                            table.place_of("superseded_adm"));
    }
    table.reading().result.definitions.superseded_adm.push_back(std::move(name));
  }
}

}  // namespace

void read_header(Reading& reading, const Node& node) {
  const auto opened = Section::open(
      reading, node, "[template]",
      {"name", "namespace", "prefix", "revision", "min_required_revision", "languages",
       "fallback_culture", "superseded_adm", "display_name", "description", "strict", "incomplete",
       "schema_version", "presentation_order", "annotations", "unknown_attributes"});
  if (!opened) return;
  const Section& table = *opened;
  Template& result = reading.result;
  reading.strict = table.boolean("strict").value_or(true);
  result.name = table.required_text("name").value_or("");
  check_name(table, result.name);
  result.definitions.target = {table.required_id("prefix"), read_namespace(table)};
  read_revisions(table);
  read_languages(table);
  read_incomplete(table);
  read_fallback_culture(table);
  read_file_names(table);
  if (const auto version = table.text("schema_version")) {
    result.definitions.schema_version = *version;
  }
  result.definitions.annotations = table.annotations();
  result.definitions.unknown_attributes = table.unknown_attributes();
  reading.presentation_order = table.texts("presentation_order");
  table.require_if_strict("display_name");
  const auto names = table.in_languages("display_name");
  const auto descriptions = table.in_languages("description", {.max_units = 0, .one_line = false});
  for (std::size_t i = 0; i < reading.languages.size(); ++i) {
    PolicyResources& resources = result.resources.emplace_back();
    resources.language = reading.languages[i];
    resources.revision = result.definitions.revision;
    if (names) resources.display_name = (*names)[i].value_or("");
    if (descriptions) resources.description = (*descriptions)[i].value_or("");
  }
}

void read_language(Reading& reading, const Node& node) {
  const auto table =
      Section::open(reading, node, "[[language]]",
                    {"tag", "revision", "schema_version", "display_name", "description",
                     "presentation_order", "annotations", "unknown_attributes"});
  if (!table) return;
  const std::string tag = table->required_text("tag").value_or("");
  const auto found = std::ranges::find(reading.languages, tag);
  if (found == reading.languages.end()) {
    if (tag.empty() || reading.languages.empty()) return;
    reading.error("unknown-language",
                  fmt::format("'tag' is '{}', which is not among the languages of the template",
                              escape_for_display(tag)),
                  table->place_of("tag"), document::hint_for(tag, reading.languages));
    return;
  }
  declare(reading, reading.language_tables, tag, "language", table->place_of("tag"));
  const auto i = static_cast<std::size_t>(found - reading.languages.begin());
  PolicyResources& resources = reading.result.resources[i];
  if (table->find("revision") != nullptr) {
    (void)read_revision(*table, "revision", resources.revision);
  }
  if (const auto version = table->text("schema_version")) resources.schema_version = *version;
  if (const auto name = table->text("display_name")) resources.display_name = *name;
  if (const auto text = table->text("description")) resources.description = *text;
  if (table->find("presentation_order") != nullptr) {
    reading.presentation_orders[i] = table->texts("presentation_order");
  }
  resources.annotations = table->annotations();
  resources.unknown_attributes = table->unknown_attributes();
}

void read_using(Reading& reading, const Node& node) {
  const auto opened = Section::open(reading, node, "[[using]]", {"prefix", "namespace"});
  if (!opened) return;
  const Section& table = *opened;
  const std::string prefix = table.required_id("prefix");
  const std::string uri = read_namespace(table);
  const PolicyNamespace& target = reading.result.definitions.target;
  const auto taken = [&](const PolicyNamespace& other) {
    if (!prefix.empty() && prefix == other.prefix) {
      reading.error("duplicate-prefix", fmt::format("the prefix '{}' is taken already", prefix),
                    table.place_of("prefix"));
    }
    if (!uri.empty() && uri == other.uri) {
      reading.error("duplicate-namespace",
                    fmt::format("the namespace '{}' is named already, with the prefix '{}'",
                                escape_for_display(uri), other.prefix),
                    table.place_of("namespace"));
    }
  };
  taken(target);
  for (const PolicyNamespace& other : reading.result.definitions.using_namespaces) taken(other);
  if (!prefix.empty() && prefix != target.prefix) {
    reading.prefixes.try_emplace(prefix, Using{table.place_of("prefix")});
  }
  reading.result.definitions.using_namespaces.push_back({prefix, uri});
}

}  // namespace regpolicy::template_source
