// What writing a template source carries along: the lines so far, which strings and presentations
// they have described already, and which languages turned out to lack texts.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/policy_template.hpp>
#include <regpolicy/template_source.hpp>

namespace regpolicy::template_source {

// One text by language, beside the template's resources; empty where a language lacks it.
using LanguageTexts = std::vector<std::optional<std::string>>;

// All that the languages have under one id: per language, in the order of its table.
template <class Entry>
using ById = std::map<std::string_view, std::vector<std::vector<const Entry*>>>;

struct SourceWriter {
  const Template& content;
  std::vector<bool> to_translate{}, incomplete{};  // beside the resources
  ById<ResourceString> strings{};
  ById<Presentation> presentations{};
  std::set<std::string_view> strings_done{}, presentations_done{};
  std::vector<std::vector<std::string_view>> presentation_order{};  // as the lines give it so far
  std::set<std::size_t> mdm_done{};                                 // positions in content.mdm
  std::string lines{};
};

[[nodiscard]] SourceWriter start_source(const Template& content, const WriteOptions& options);

// "[[policy]]", after an empty line.
void put_table(SourceWriter& writer, std::string_view name);
// "key = token".
void put(SourceWriter& writer, std::string_view key, std::string_view token);
void put_text(SourceWriter& writer, std::string_view key, const std::string& text);
void put_text(SourceWriter& writer, std::string_view key, const std::optional<std::string>& text);
void put_true(SourceWriter& writer, std::string_view key, bool value);
void put_texts(SourceWriter& writer, std::string_view key, const std::vector<std::string>& texts);
void put_attributes(SourceWriter& writer, const UnknownAttributes& attributes,
                    std::string_view key = "unknown_attributes");

// "key.en-US = ..." for every language that has the text. Where one lacks it, it must be translated
// or is incomplete. `scope`: the languages that the table is about, all where it is empty.
// `empty_counts`: an empty text is not the same as none, and is written.
void put_in_languages(SourceWriter& writer, std::string_view key, const LanguageTexts& texts,
                      bool empty_counts, const std::vector<bool>& scope = {});

// What ADMX says of a text, "$(string.ID)": describes the string here where it is described
// nowhere yet and can be, else keeps the reference.
void put_string(SourceWriter& writer, std::string_view key, const std::string& reference,
                std::string_view derived_id);
// Whether put_string would describe it.
[[nodiscard]] bool is_plain_string(const SourceWriter& writer, std::string_view id);

// { dword = 1 } and { item = [...] } on one line.
[[nodiscard]] std::string value_token(const TemplateValue& value);
[[nodiscard]] std::string attributes_token(const UnknownAttributes& attributes);
void put_value_list(SourceWriter& writer, std::string_view key,
                    const std::optional<ValueList>& list);
// ["a", "b"]
[[nodiscard]] std::string array_token(const std::vector<std::string>& texts);

// ---- the parts of a source, in its order ----
void put_definitions(
    SourceWriter& writer);  // [[using]], [[product]], [[supported_on]], [[category]]
void put_policies(SourceWriter& writer);
void put_remaining_strings(SourceWriter& writer);
void put_remaining_presentations(SourceWriter& writer);

// The keys that describe a control, but for what binds it to its element. `controls`: the same
// control in the languages of `scope`; `item_ids` by position, empty where none is known.
void put_control(SourceWriter& writer, const std::vector<const Control*>& controls,
                 const std::vector<std::string>& item_ids, const std::vector<bool>& scope,
                 std::string_view attributes_key);

// The control without what differs from one language to the next.
[[nodiscard]] Control shape_of(const Control& control);
[[nodiscard]] std::vector<Control> shape_of(const Presentation& presentation);

// The presentation that the policy's elements can describe, in every language; empty where it has
// none such, or where the lines describe it already.
[[nodiscard]] std::vector<const Presentation*> presentation_of(const SourceWriter& writer,
                                                               const Policy& policy);

}  // namespace regpolicy::template_source
