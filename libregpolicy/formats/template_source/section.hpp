// One table of a template source: what a template adds to reading TOML. Ids, registry keys, value
// names, numbers with their ranges, texts in every language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/template_source/reading.hpp"

namespace regpolicy::template_source {

// What a text may look like.
struct TextRules {
  std::size_t max_units = 0;  // UTF-16 code units; 0: any
  bool one_line = true;
};

// The member of a table of texts that is no text: the id of its string. No language tag has a '_'.
inline constexpr std::string_view kStringIdKey = "string_id";
enum class WithId { no, yes };

class Section : public document::TableReader {
 public:
  // Empty where the node is no table, which is reported. `name` names it in messages: "[template]".
  [[nodiscard]] static std::optional<Section> open(Reading& reading, const Node& node,
                                                   std::string name,
                                                   const std::vector<std::string>& keys);

  [[nodiscard]] Reading& reading() const { return *reading_; }

  // As the base class's, but an empty text is given, after the finding: a template that is taken
  // over may have one.
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> required_text(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  // The member where a good template must have it; what is taken over may lack it.
  void require_if_strict(std::string_view key) const;
  // 'unknown_attributes' and 'annotations'.
  [[nodiscard]] UnknownAttributes unknown_attributes(
      std::string_view key = "unknown_attributes") const;
  [[nodiscard]] std::vector<std::string> annotations() const;

  // As the base class's readers: empty for a member that is absent or, with an error, wrong.
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view key) const;
  [[nodiscard]] std::optional<std::uint64_t> long_number(std::string_view key) const;
  // An id or a prefix: ASCII letters, digits, '_' and, with a warning, '-'.
  [[nodiscard]] std::string required_id(std::string_view key = "id") const;
  [[nodiscard]] std::optional<std::string> registry_key(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> value_name() const;
  [[nodiscard]] std::optional<std::string> guid(std::string_view key) const;
  // A text in every language. The second gives empty texts for a missing member.
  [[nodiscard]] std::optional<Texts> in_languages(std::string_view key, TextRules rules = {}) const;
  [[nodiscard]] Texts required_in_languages(std::string_view key, TextRules rules = {}) const;
  [[nodiscard]] std::vector<const Node*> tables(std::string_view key) const;

 private:
  Section(Reading& reading, const document::Table& table, Place place, std::string name,
          const std::vector<std::string>& keys)
      : TableReader(reading.context, table, place, std::move(name), keys), reading_(&reading) {}

  Reading* reading_;
};

// "policy 'X'" where the table has an id, else "[[policy]]" (the second argument).
[[nodiscard]] std::string name_by_id(const Node& node, std::string_view kind,
                                     std::string_view otherwise);

// A table of texts by language that is no member of a section's own: `what` names it.
[[nodiscard]] Texts texts_of(Reading& reading, const Node& node, std::string_view what,
                             TextRules rules = {}, WithId with_id = WithId::no);

// A text that is the same in every language and stands in the registry or in a control.
void check_plain_text(const Reading& reading, std::string_view text, std::string_view what,
                      std::size_t max_units, Place place);

// A value name, or how one begins, that a client would take for an instruction.
void check_no_directive(const Reading& reading, std::string_view name, std::string_view what,
                        Place place);

}  // namespace regpolicy::template_source
