// Reading one table of a document: typed members, unknown keys, texts per language. Every defect
// becomes a diagnostic with its place, and reading goes on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>

#include "formats/toml/document.hpp"

namespace regpolicy::document {

// What is read, and where findings go. Rules are named "<format>.<rule>".
struct Context {
  std::string source;
  std::string_view format;  // "baseline"
  Diagnostics& diagnostics;

  [[nodiscard]] Location at(Place place) const;
  void error(std::string_view rule, std::string message, Place place, std::string hint = {}) const;
};

// "did you mean 'x'?", else "expected one of a, b, c"; empty where there are no words.
[[nodiscard]] std::string hint_for(std::string_view word, const std::vector<std::string>& expected);

// Typed content of a node; a wrong type is an error that names `what` and the type found. Texts
// must not be empty, unless `may_be_empty`.
[[nodiscard]] const Table* get_table(const Context& context, const Node& node,
                                     std::string_view what);
[[nodiscard]] const Array* get_array(const Context& context, const Node& node,
                                     std::string_view what);
[[nodiscard]] std::optional<std::string> get_text(const Context& context, const Node& node,
                                                  std::string_view what, bool may_be_empty = false);
[[nodiscard]] std::optional<std::int64_t> get_integer(const Context& context, const Node& node,
                                                      std::string_view what);
[[nodiscard]] std::optional<bool> get_bool(const Context& context, const Node& node,
                                           std::string_view what);
[[nodiscard]] std::optional<std::vector<std::string>> get_texts(const Context& context,
                                                                const Node& node,
                                                                std::string_view what,
                                                                bool may_be_empty = false);

// A text per language, one for each of `languages`: { en-US = "...", sv-SE = "..." }.
[[nodiscard]] std::optional<std::map<std::string, std::string>> get_localized(
    const Context& context, const Node& node, std::string_view what,
    const std::vector<std::string>& languages);

// One table, named as the file writes it ("[[setting]]") in messages.
class TableReader {
 public:
  // Reports the members whose key is not among `known`.
  TableReader(const Context& context, const Table& table, Place place, std::string name,
              const std::vector<std::string>& known);

  [[nodiscard]] const Context& context() const { return *context_; }
  [[nodiscard]] const Table& table() const { return *table_; }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] const std::string& name() const { return name_; }

  // The member's value; null where there is none.
  [[nodiscard]] const Node* find(std::string_view key) const;
  // Likewise; its absence is an error.
  [[nodiscard]] const Node* require(std::string_view key) const;
  // The place of the member's value, else of the table.
  [[nodiscard]] Place place_of(std::string_view key) const;

  // Empty where the member is absent or of a wrong type; the latter is an error, and for
  // required_... the former too.
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> required_text(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

  // Position of the member's text in `words`; another text is an error with a suggestion.
  [[nodiscard]] std::optional<std::size_t> word(std::string_view key,
                                                const std::vector<std::string>& words) const;

  // As get_localized.
  [[nodiscard]] std::optional<std::map<std::string, std::string>> localized(
      std::string_view key, const std::vector<std::string>& languages) const;
  [[nodiscard]] std::map<std::string, std::string> required_localized(
      std::string_view key, const std::vector<std::string>& languages) const;

 private:
  const Context* context_;
  const Table* table_;
  Place place_;
  std::string name_;
};

// The language tags of a document: at least one and at most limits::kLanguages, each of the form
// en-US, none twice.
[[nodiscard]] std::vector<std::string> read_languages(const TableReader& reader,
                                                      std::string_view key);

// The tables of an array of tables ("[[setting]]"); anything else is an error.
[[nodiscard]] std::vector<const Node*> tables_of(const Context& context, const Table& root,
                                                 std::string_view key);

}  // namespace regpolicy::document
