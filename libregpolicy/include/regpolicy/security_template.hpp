// GptTmpl.inf, the security settings of a Group Policy object ([MS-GPSB] 2.2): what it says about
// registry values. Security options such as DontDisplayLastUserName stand here and not in
// Registry.pol. docs/formats/security-template.md describes the format.
//
// Only [Registry Values] is read (2.2.5). The other sections set no registry value that an audit
// could look at: accounts, rights, groups, services, and the permissions of keys and files
// ([Registry Keys], [File Security]), which no export of a registry tells.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::security_template {

// MACHINE\SOFTWARE\Contoso\Level=4,1
struct RegistryValue {
  std::u16string root;  // "MACHINE", as the file spells it; may be any other word
  std::u16string key;   // without the root
  std::u16string name;  // empty: the default value
  Value value;
  Location location;  // of the line

  [[nodiscard]] bool operator==(const RegistryValue&) const = default;
};

struct File {
  std::vector<RegistryValue> registry_values;  // in the order of the file

  [[nodiscard]] bool operator==(const File&) const = default;
};

// UTF-16 and UTF-8 with a byte order mark, UTF-8 without one, else Windows-1252; lines end by CR
// LF, LF or CR; names of sections without regard to case.
//
// Errors (malformed, with line and column): a line of [Registry Values] that is not understood, a
// type other than those of [MS-GPSB] (1, 2, 3, 4, 7), a value that is not of its type, a value that
// stands twice with different data (which one counts is not documented), a NUL. limit_exceeded: a
// file above limits::kSourceFileBytes.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

// What a client does with the values below MACHINE: it sets them, in the order of the file. Other
// roots belong to no side of a policy and are left out.
[[nodiscard]] Instructions machine_instructions(const File& file);

}  // namespace regpolicy::security_template
