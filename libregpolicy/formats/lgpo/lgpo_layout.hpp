// What the reader and the writer of LGPO text share: the words of the format.
#pragma once

#include <string_view>

#include <regpolicy/lgpo.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::lgpo {

inline constexpr std::u16string_view kDefaultName = u"(Default)";
inline constexpr std::u16string_view kDummyName = u"*";

// An action that stands alone in its line.
struct ActionWord {
  std::u16string_view word;
  Action action;
};

inline constexpr ActionWord kActionWords[] = {
    {u"DELETE", Action::remove},
    {u"CREATEKEY", Action::create_key},
    {u"DELETEALLVALUES", Action::delete_all_values},
    {u"DELETEKEYS", Action::delete_keys},
    {u"CLEAR", Action::clear},
};

// An action that sets a value: the word, a colon, the data.
struct TypeWord {
  std::u16string_view word;
  Type type;
};

inline constexpr TypeWord kTypeWords[] = {
    {u"DWORD", Type::dword},    {u"QWORD", Type::qword},      {u"SZ", Type::sz},
    {u"EXSZ", Type::expand_sz}, {u"MULTISZ", Type::multi_sz}, {u"BINARY", Type::binary},
};

// Do the action's third line and "(Default)" in it name a value?
[[nodiscard]] inline bool names_a_value(Action action) {
  return action == Action::set || action == Action::remove;
}

// Without the blanks at both ends.
[[nodiscard]] inline std::u16string_view trim(std::u16string_view text) {
  while (!text.empty() && (text.front() == u' ' || text.front() == u'\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == u' ' || text.back() == u'\t')) text.remove_suffix(1);
  return text;
}

// "Computer", "User" or "User:NAME", in any case, without blanks around and without a NUL.
[[nodiscard]] inline bool is_scope(std::u16string_view text) {
  constexpr std::u16string_view kOneUser = u"User:";
  return same_name(text, u"Computer") || same_name(text, u"User") ||
         (name_starts_with(text, kOneUser) && text.size() > kOneUser.size() &&
          trim(text).size() == text.size() && text.find(u'\0') == std::u16string_view::npos);
}

}  // namespace regpolicy::lgpo
