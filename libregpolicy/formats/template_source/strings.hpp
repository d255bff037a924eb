// Texts that become strings of the ADML files, and what refers to them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/template_source/section.hpp"

namespace regpolicy::template_source {

// The id that a text gets where the source gives none, and the words for its owner: those whose
// ids, joined by '_', became the same are told apart by it.
struct DerivedId {
  std::string id;
  std::string owner{};  // empty: the id itself
};

// What ADMX shall say of the text: "$(string.ID)". A table of texts defines the string, under its
// 'string_id' or the derived id; a text is the reference itself, to a string that is defined
// elsewhere. Empty where the member is absent.
[[nodiscard]] std::optional<std::string> read_string(const Section& table, std::string_view key,
                                                     const DerivedId& derived,
                                                     TextRules rules = {});
// The same; absence is an error.
[[nodiscard]] std::string read_required_string(const Section& table, std::string_view key,
                                               const DerivedId& derived, TextRules rules = {});

// Whether a text differs from one language to the next: white space and rules do not.
[[nodiscard]] bool needs_translation(std::string_view text);

// ID of "$(string.ID)" or "$(presentation.ID)", by the `kind`; empty for anything else.
[[nodiscard]] std::string_view referred_id(std::string_view reference, std::string_view kind);

// The member 'languages' of a [[string]] or [[presentation]]: until the scope ends, tables of texts
// are about those languages only. Without the member, all.
class LanguageScope {
 public:
  explicit LanguageScope(const Section& table);
  ~LanguageScope();
  LanguageScope(const LanguageScope&) = delete;
  LanguageScope& operator=(const LanguageScope&) = delete;

 private:
  Reading& reading_;
};

}  // namespace regpolicy::template_source
