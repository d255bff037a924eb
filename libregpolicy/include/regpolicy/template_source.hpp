// The template source: one TOML file from which an ADMX file and an ADML file per language are
// made. docs/formats/template-source.md describes every key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>

namespace regpolicy::template_source {

// Empty exactly where `diagnostics` got an error: unknown keys, missing translations, references to
// nothing, duplicate ids, values out of range, bad registry keys - all of them, in file order, with
// line and column.
[[nodiscard]] std::optional<Template> read(std::string_view text, const std::string& source,
                                           Diagnostics& diagnostics);

// A source that is being translated.
struct Draft {
  Template content;                       // a missing text is an absent or an empty string
  std::vector<std::string> to_translate;  // languages that lack texts and must not
};

// As read, but a missing translation is a warning.
[[nodiscard]] std::optional<Draft> read_draft(std::string_view text, const std::string& source,
                                              Diagnostics& diagnostics);

struct WriteOptions {
  // Languages whose missing texts are written as empty ones, which read reports one by one. The
  // missing texts of other languages are allowed for by naming these in 'incomplete'.
  std::vector<std::string> to_translate{};
};

// The source of a template: read gives an equal one, but for the order of the strings in a string
// table, which means nothing. The same template always gives the same text. What breaks the rules
// of template sources is kept, with `strict = false`.
// Precondition: texts are UTF-8 and hold only characters that XML can hold; the languages are
// different tags such as en-US.
[[nodiscard]] std::string write(const Template& content, const WriteOptions& options = {});

// The template with the strings of each string table by id; strings of one id keep their order.
// Templates that are equal then say the same.
[[nodiscard]] Template in_string_order(Template content);

}  // namespace regpolicy::template_source
