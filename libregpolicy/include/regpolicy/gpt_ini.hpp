// gpt.ini beside the Machine and User folders of a Group Policy object ([MS-GPOL] 2.2.4): the
// version that tells a client that there is something new.
#pragma once

#include <cstdint>

#include <regpolicy/bytes.hpp>

namespace regpolicy::gpt_ini {

// A client treats an object whose both halves are 0 as denied ([MS-GPOL] 3.2.5.1.6).
struct Version {
  std::uint16_t machine = 0;
  std::uint16_t user = 0;
};

// The number that the file and the directory hold: the user half above the machine half.
[[nodiscard]] constexpr std::uint32_t to_number(Version version) {
  return (std::uint32_t{version.user} << 16) | version.machine;
}

// A new file: [General] and Version, ASCII without byte order mark, lines ended by CR LF.
[[nodiscard]] Bytes write(Version version);

}  // namespace regpolicy::gpt_ini
