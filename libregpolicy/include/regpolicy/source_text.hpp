// The text of an input that is kept beside what was read from it, so that a finding made later can
// say where it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/policy_template.hpp>

namespace regpolicy {

struct SourceText {
  std::string source;  // file name, or what the caller called the input
  std::string text;    // UTF-8 without byte order mark, whatever the file's own encoding
};

// Line and column (code points, both from 1) of the byte at `offset`; the end of the text for
// anything behind it. LF, CRLF and a lone CR end a line. Time: linear in `offset`.
[[nodiscard]] Location location_at(const SourceText& source, std::size_t offset);

// The place of an element's '<', or of the named attribute in its start tag where it has one. Only
// the source's name where the place is nowhere.
[[nodiscard]] Location location_of(const SourceText& source, TemplatePlace place,
                                   std::string_view attribute = {});

// The offset that location_of() speaks of. Precondition: the place is somewhere.
[[nodiscard]] std::size_t offset_of(const SourceText& source, TemplatePlace place,
                                    std::string_view attribute = {});

// location_at() for many places of one text. In the order of the text they take the time of one
// look at it, as far as they are asked for.
class LineIndex {
 public:
  explicit LineIndex(const SourceText& source);  // which must outlive the index
  [[nodiscard]] Location location_at(std::size_t offset);

 private:
  const SourceText* source_;
  std::vector<std::size_t> starts_{0};  // of the lines found so far
  std::size_t next_ = 0;                // where to go on looking for their ends
  std::size_t last_ = 0;                // the last offset asked for
  std::size_t last_characters_ = 0;     // of its line, before it
};

}  // namespace regpolicy
