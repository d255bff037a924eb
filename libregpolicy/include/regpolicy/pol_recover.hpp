// What can be saved of a broken Registry.pol: every record that stands whole in it, as it stands.
//
// Nothing is repaired, guessed or altered, and nothing is left out in silence: every byte of the
// file is in the header, in one kept record or in one dropped range. A file that pol::read()
// accepts gives all its records and no dropped range.
//
// Which records are believed after a fault is described in docs/formats/registry-pol.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy::pol {

// Bytes that belong to no kept record. The size is 0 only where the header is missing altogether.
struct DroppedRange {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  // The reader's own error, with the offset of the fault. Its record number counts every range
  // dropped before as one record.
  Error why;

  [[nodiscard]] bool operator==(const DroppedRange&) const = default;
};

struct Recovery {
  Records records;                     // in the order of the file
  std::vector<std::uint64_t> offsets;  // of each record's '['
  std::vector<DroppedRange> dropped;   // in the order of the file; a broken header is one, too
};

// Fails where nothing can be told to be a Registry.pol: a broken header and no record, or a file
// that was saved as text (the error names that). Time is linear in the size of the file. `source`
// names the input in errors.
[[nodiscard]] Result<Recovery> recover(ByteView bytes, const std::string& source = {});

}  // namespace regpolicy::pol
