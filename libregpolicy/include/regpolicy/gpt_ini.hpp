// gpt.ini beside the Machine and User folders of a Group Policy object ([MS-GPOL] 2.2.4): the
// version that tells a client that there is something new and, in local policy, the lists of
// client-side extensions that have settings.
//
// Lossless or refused: whatever read() accepts, write() gives back byte for byte. Lines that are
// not understood, comments, unknown sections and keys are kept; an edit changes one line. Names of
// sections and keys are compared without regard to ASCII case, and blanks around a name or a value
// do not count. Lines end by CR LF, LF or CR, mixed or not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy::gpt_ini {

// A client treats an object whose both halves are 0 as denied ([MS-GPOL] 3.2.5.1.6).
struct Version {
  std::uint16_t machine = 0;
  std::uint16_t user = 0;
  [[nodiscard]] bool operator==(const Version&) const = default;
};

// The number that the file and the directory hold: the user half above the machine half.
[[nodiscard]] constexpr std::uint32_t to_number(Version version) {
  return (std::uint32_t{version.user} << 16) | version.machine;
}
[[nodiscard]] constexpr Version from_number(std::uint32_t number) {
  return {static_cast<std::uint16_t>(number & 0xFFFF), static_cast<std::uint16_t>(number >> 16)};
}

// One more in the half of the side. After 65535 comes 1: 0 says that the side was never set.
[[nodiscard]] Version raised(Version version, Side side);

// A new file: [General] and Version, ASCII without byte order mark, lines ended by CR LF.
[[nodiscard]] Bytes write(Version version);

// Windows writes ANSI without a byte order mark; the others begin with theirs.
enum class Encoding { ansi, utf8, utf16_le, utf16_be };

struct Line {
  std::string text;  // ANSI: the bytes; else UTF-8, generalised as text.hpp says
  std::string end;   // "\r\n", "\n", "\r"; empty where the file ends without one
  [[nodiscard]] bool operator==(const Line&) const = default;
};

struct File {
  Encoding encoding = Encoding::ansi;
  std::vector<Line> lines;
  [[nodiscard]] bool operator==(const File&) const = default;
};

// Refused, with line and column: a NUL (a binary file, or UTF-16 without byte order mark), UTF-16
// that ends in half a code unit.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});
[[nodiscard]] Bytes write(const File& file);

// The value of a key of [General]; empty where the file has none.
// Errors of this and of all functions below (malformed, with line and column; the source name is
// `source`): a second [General], or a key that stands twice, since readers differ in which counts.
[[nodiscard]] Result<std::optional<std::string>> value_of(const File& file, std::string_view key,
                                                          const std::string& source = {});
// Puts the value in the place of the old one. A new key goes in front of Version, else at the end
// of [General]; a new [General] goes behind everything. An empty optional takes the line out.
[[nodiscard]] Result<void> set_value(File& file, std::string_view key,
                                     const std::optional<std::string>& value,
                                     const std::string& source = {});

// Version; empty where there is none. Errors besides: a value that is no number of 32 bits.
[[nodiscard]] Result<std::optional<Version>> version_of(const File& file,
                                                        const std::string& source = {});
[[nodiscard]] Result<void> set_version(File& file, Version version, const std::string& source = {});

// A client-side extension and the snap-ins whose settings it applies: GUIDs in braces, spelled as
// in the file.
struct Extension {
  std::string guid;
  std::vector<std::string> tools;
  [[nodiscard]] bool operator==(const Extension&) const = default;
};
using Extensions = std::vector<Extension>;

// The registry extension, and the Group Policy editor's administrative templates of either side.
inline constexpr std::string_view kRegistryExtension = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
[[nodiscard]] std::string_view registry_tool(Side side);

// "gPCMachineExtensionNames", "gPCUserExtensionNames": also names of attributes in the directory.
[[nodiscard]] std::string_view extensions_key(Side side);

// "[{CSE}{tool}{tool}][{CSE}{tool}]", and back. Errors (malformed) hold the offset in the text.
[[nodiscard]] Result<Extensions> parse_extensions(std::string_view text);
[[nodiscard]] std::string to_string(const Extensions& extensions);

// The list with the extension and its tools. As it was where it has them all; else with groups of
// one extension joined, in the order of the extensions' GUIDs, tools in order inside, which
// Windows expects.
[[nodiscard]] Extensions with(Extensions extensions, const Extension& added);
// The list without the extension's groups; the others stay in their order.
[[nodiscard]] Extensions without(Extensions extensions, std::string_view guid);

// The list of a side; empty where the file has none, as in a domain, where the directory has it.
[[nodiscard]] Result<std::optional<Extensions>> extensions_of(const File& file, Side side,
                                                              const std::string& source = {});
// An empty list takes the line out.
[[nodiscard]] Result<void> set_extensions(File& file, Side side, const Extensions& extensions,
                                          const std::string& source = {});

}  // namespace regpolicy::gpt_ini
