// The lines of a gpt.ini and their places.
#pragma once

#include <string>

#include <regpolicy/gpt_ini.hpp>

namespace regpolicy::gpt_ini {

// Of the byte at `offset` in the text of a line, both counted from 0.
[[nodiscard]] Location place_in(const File& file, std::size_t line, std::size_t offset,
                                const std::string& source);

// A value of [General] in its line.
struct Entry {
  std::size_t line = 0;
  std::size_t offset = 0;  // of the value in the line's text; blanks around it are left out
  std::size_t length = 0;
};

// Errors: those of value_of().
[[nodiscard]] Result<std::optional<Entry>> find_entry(const File& file, std::string_view key,
                                                      const std::string& source);

}  // namespace regpolicy::gpt_ini
