// .PolicyRules: the XML in which Microsoft's Policy Analyzer keeps the settings of group policies,
// and which LGPO.exe /p applies. Source of the rules: files that Microsoft's tools wrote; what they
// do not show is marked "unverified" in docs/formats/policy-rules.md.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::policy_rules {

// <ComputerConfig> (machine) or <UserConfig>: one record of a Registry.pol. Directives keep the
// names that they have there (**del.NAME).
struct RegistryEntry {
  Side side = Side::machine;
  std::u16string key{};
  std::u16string name{};  // <Value>; empty is the key's default value
  Value value{};          // REG_NONE without data, SZ, EXPAND_SZ, BINARY, DWORD, MULTI_SZ or QWORD
  std::string source_file{};  // UTF-8; the Registry.pol that it came from
  std::string policy_name{};  // UTF-8; the group policy
  std::uint32_t line = 0;     // where it begins; 0 for what was not read

  [[nodiscard]] bool operator==(const RegistryEntry&) const = default;
};

struct Attribute {
  std::string name{};
  std::string value{};
  [[nodiscard]] bool operator==(const Attribute&) const = default;
};

// Any other element (SecurityTemplate, AuditSubcategory, AuditOption, CSE-Machine, CSE-User, those
// to come) as it stands. It holds a text or children, never both; all texts are UTF-8.
struct Element {
  std::string name{};
  std::vector<Attribute> attributes{};
  std::string text{};
  std::vector<Element> children{};
  std::uint32_t line = 0;

  [[nodiscard]] bool operator==(const Element&) const = default;
};

using Entry = std::variant<RegistryEntry, Element>;

struct File {
  std::vector<Attribute> attributes;  // of the root; usually none
  std::vector<Entry> entries;         // in the order of the file
  [[nodiscard]] bool operator==(const File&) const = default;
};

// UTF-8 or UTF-16 in either byte order, with or without a byte order mark. Comments are not kept.
// Errors carry line and column; what a RegistryEntry cannot hold is one.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

// UTF-8 with byte order mark and CRLF, one entry a line. Fails (not_representable) for what the
// format has no words for; the error's location counts the entry from 1.
[[nodiscard]] Result<Bytes> write(const File& file);

// Why write() would refuse the entry, if it would. The error has no place.
[[nodiscard]] Result<void> check(const Entry& entry);

}  // namespace regpolicy::policy_rules
