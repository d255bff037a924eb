// What the reader and the writer of LGPO text share: the words of the format.
#pragma once

#include <string_view>

#include <regpolicy/lgpo.hpp>

namespace regpolicy::lgpo {

inline constexpr std::u16string_view kDefaultName = u"(Default)";
inline constexpr std::u16string_view kDummyName = u"*";

// An action that stands alone in its line.
struct ActionWord {
  std::u16string_view word;
  Action action;
  bool has_name;  // the line above names something; else it is a dummy
};

inline constexpr ActionWord kActionWords[] = {
    {u"DELETE", Action::remove, true},
    {u"CREATEKEY", Action::create_key, false},
    {u"DELETEALLVALUES", Action::delete_all_values, false},
    {u"DELETEKEYS", Action::delete_keys, true},
    {u"CLEAR", Action::clear, false},
};

// An action that sets a value: the word, a colon, the data.
struct TypeWord {
  std::u16string_view word;
  Type type;
};

inline constexpr TypeWord kTypeWords[] = {
    {u"DWORD", Type::dword},    {u"QWORD", Type::qword},       {u"SZ", Type::sz},
    {u"EXSZ", Type::expand_sz}, {u"MULTISZ", Type::multi_sz}, {u"BINARY", Type::binary},
};

}  // namespace regpolicy::lgpo
