// What is to become of a policy that is there already, and what may be put into it.
#pragma once

#include <optional>
#include <string_view>

#include <regpolicy/error.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy {

enum class Intent {
  merge,    // what is wanted is put over what is there; all else keeps its bytes and order
  replace,  // what is wanted, and nothing else
  remove,   // what is wanted is taken out: nothing is said of it any more
};

// "merge", "replace", "remove"
[[nodiscard]] std::string_view to_string(Intent intent);
[[nodiscard]] std::optional<Intent> parse_intent(std::string_view text);

// The records that `there` becomes: as set() and unset() of edit.hpp edit it, or `wanted` itself.
// Doing it twice is doing it once. Errors: those of set().
[[nodiscard]] Result<Records> with_intent(const Records& there, Intent intent,
                                          const Records& wanted);

// Refuses what must not get into a policy that is in force (invalid_argument, with the number of
// the record): a key with a defect (key_defect() of registry_path.hpp), and REG_LINK, by which one
// key becomes another.
[[nodiscard]] Result<void> check_wanted(const Records& wanted);

}  // namespace regpolicy
