// Reads the members of one TOML table. Every getter reports a wrong type; finish() reports the
// members that no getter asked for, so that the keys a table may have are listed nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
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

class TableReader {
 public:
  // `what` names the table in messages: "[template]", "policy 'X'". A node that is no table is
  // reported and read as an empty one in which nothing is missing.
  TableReader(Reading& reading, const Node& node, std::string what);

  [[nodiscard]] Reading& reading() const { return reading_; }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] const std::string& what() const { return what_; }
  void rename(std::string what) { what_ = std::move(what); }

  // The member, or null. The second reports a missing one.
  [[nodiscard]] const Node* find(std::string_view key);
  [[nodiscard]] const Node* require(std::string_view key);
  // Where the member's value stands, else where the table begins.
  [[nodiscard]] Place place_of(std::string_view key) const;

  // Empty strings are errors; what may be empty is read by find().
  [[nodiscard]] std::optional<std::string> string(std::string_view key);
  [[nodiscard]] std::string required_string(std::string_view key);
  [[nodiscard]] std::vector<std::string> strings(std::string_view key);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view key);
  [[nodiscard]] std::optional<std::uint64_t> long_number(std::string_view key);
  // The index of the member's value among `choices`.
  [[nodiscard]] std::optional<std::size_t> choice(std::string_view key,
                                                  const std::vector<std::string>& choices);
  // An id or a prefix: ASCII letters, digits, '_' and, with a warning, '-'.
  [[nodiscard]] std::string required_id(std::string_view key = "id");
  // A registry key, by key_defect(); a value name.
  [[nodiscard]] std::optional<std::string> registry_key(std::string_view key);
  [[nodiscard]] std::optional<std::string> value_name();
  [[nodiscard]] std::optional<std::string> guid(std::string_view key);
  // A text in every language; absent where there is no such member.
  [[nodiscard]] std::optional<Texts> texts(std::string_view key, TextRules rules = {});
  [[nodiscard]] Texts required_texts(std::string_view key, TextRules rules = {});
  // The tables of an array of tables; none where there is no such member.
  [[nodiscard]] std::vector<const Node*> tables(std::string_view key);

  void finish();

 private:
  Reading& reading_;
  Place place_;
  std::string what_;
  const Table* table_ = nullptr;
  std::set<std::string, std::less<>> asked_;
};

// The node's own readers, for what does not stand under a key of its own.
[[nodiscard]] std::optional<std::string> string_of(Reading& reading, const Node& node,
                                                   std::string_view name);
[[nodiscard]] std::optional<std::uint64_t> number_of(Reading& reading, const Node& node,
                                                     std::string_view name, std::uint64_t max);
[[nodiscard]] Texts texts_of(Reading& reading, const Node& node, std::string_view name,
                             TextRules rules);

void report_wrong_type(Reading& reading, const Node& node, std::string_view name,
                       std::string_view expected);
// One of a control's or a value's plain texts: no line break, not longer than `max_units`.
void check_plain_text(Reading& reading, std::string_view text, std::string_view name,
                      std::size_t max_units, Place place);

}  // namespace regpolicy::template_source
