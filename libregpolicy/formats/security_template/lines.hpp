// The lines of a security template, and the small parts that its values are made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>

namespace regpolicy::security_template {

// A line or a part of one, with its place.
struct Text {
  std::u16string_view text;
  std::uint32_t line = 1;
  std::size_t offset = 0;       // of `text` within the line
  std::u16string_view whole{};  // the line

  [[nodiscard]] Text part(std::size_t at, std::size_t length = std::u16string_view::npos) const;
  // Without blanks at both ends.
  [[nodiscard]] Text trimmed() const;
  // Of the code unit at `at` of `text`.
  [[nodiscard]] Location place(const std::string& source, std::size_t at = 0) const;
};

[[nodiscard]] std::vector<Text> lines_of(std::u16string_view text);

// "found 'x', expected " and what was expected, at the code unit `at` of the text.
[[nodiscard]] std::unexpected<Error> expected_in(const Text& text, std::size_t at,
                                                 std::string_view expected,
                                                 const std::string& source, std::string hint = {});

// Decimal, or hexadecimal behind 0x; at most `most`.
[[nodiscard]] Result<std::uint32_t> number_of(const Text& text, std::uint32_t most,
                                              const std::string& source);

// The texts between commas. Quotes guard commas within a text and are left out; two quotes within
// quotes are one. Security options are written so: `first,one"," and more` are two texts.
[[nodiscard]] Result<std::vector<std::u16string>> fields_of(const Text& text,
                                                            const std::string& source);

// One text: what stands between quotes where it begins with one, else all of it.
[[nodiscard]] Result<std::u16string> string_of(const Text& text, const std::string& source);

}  // namespace regpolicy::security_template
