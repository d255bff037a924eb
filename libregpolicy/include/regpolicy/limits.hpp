// Every limit in one place, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace regpolicy::limits {

// The registry's own limits (Windows: "Registry element size limits"), in UTF-16 code units.
inline constexpr std::size_t kKeyComponentUnits = 255;
inline constexpr std::size_t kKeyDepth = 512;  // levels of keys
inline constexpr std::size_t kValueNameUnits = 16383;

// [MS-GPREG] 2.2.1: a value name is 1 to 259 characters.
inline constexpr std::size_t kPolValueNameUnits = 259;
// The same: a size is 0 to 65535.
inline constexpr std::size_t kPolDataBytes = 65535;
// Windows 8.1 and later take no Registry.pol over 100 MiB.
inline constexpr std::uint64_t kPolFileBytes = 100ULL << 20;

// A [key] of a .reg file, in UTF-16 code units: regedit opens it with one call, and no call takes a
// longer text (a UNICODE_STRING counts its bytes in 16 bits).
inline constexpr std::size_t kRegKeyUnits = 32767;
// Code units of keys that the values of a .reg file may need, for every code unit of the file and
// of a first allowance. A value takes some five units at least, and keys in use stay below 255.
inline constexpr std::size_t kRegKeyCopies = 64;
inline constexpr std::size_t kRegFreeUnits = 1U << 16;

// Keys of a live registry that one plan deletes. Policies delete a key and a few below it; the
// bound keeps a slip of the hand (all of SOFTWARE) from being carried out.
inline constexpr std::size_t kDeletedKeys = 1000;

// A text source is written by people. The bound keeps a wrong file (an image, a log) from being
// parsed for minutes.
inline constexpr std::uint64_t kSourceFileBytes = 16ULL << 20;

// Parts of a dotted TOML key. The project's formats use up to three; the bound protects the stack.
inline constexpr std::size_t kTomlKeyParts = 16;

// Languages of a template source or a baseline. Windows is translated into some forty; every text
// is looked up in all of them.
inline constexpr std::size_t kLanguages = 256;

// Nesting of all/any/not in a check. People write two or three levels; the bound protects the
// stack.
inline constexpr std::size_t kConditionDepth = 32;

// Longest text that a pattern of a check is tried on, in UTF-16 code units: what the data of a
// Registry.pol record can hold. Longer values belong to programs, not to settings.
inline constexpr std::size_t kMatchedTextUnits = 32768;

// A regular expression in a check. People write tens of characters; the bound keeps the compiler
// of expressions, which recurses, off the end of the stack.
inline constexpr std::size_t kPatternBytes = 1000;
// The same with counted repetitions written out, as the compiler of expressions does: "(a{9}){9}"
// is 99 bytes. Nested ones multiply; the bound keeps a match of the longest text to seconds.
inline constexpr std::size_t kPatternBytesWrittenOut = 4096;

// XML. A Registry.pol is at most 100 MiB, and no file in use comes near; the bound keeps the tree,
// some twenty times the smallest elements, in memory. Formats in use nest up to eight levels.
inline constexpr std::uint64_t kXmlFileBytes = 100ULL << 20;
inline constexpr std::size_t kXmlDepth = 100;

// Backups of Group Policy objects. The deepest that the console writes have some eight folders and
// a few hundred files; the bounds keep a hostile tree from filling memory.
inline constexpr std::size_t kBackupDepth = 32;
inline constexpr std::size_t kBackupFiles = 10'000;
inline constexpr std::uint64_t kBackupBytes = 512ULL << 20;

// ADMX and ADML. The largest that ship have some 3 MB; places in a file are 32 bits wide.
inline constexpr std::uint64_t kTemplateFileBytes = 64ULL << 20;
// Findings of one file. Nobody reads more, and a garbled file could give one for every few bytes.
inline constexpr std::size_t kTemplateFindings = 10'000;

// ADMX: [XSD] BaseTypes and the element attributes' defaults.
inline constexpr std::uint32_t kAdmxDefaultMaxValue = 9999;
inline constexpr std::uint32_t kAdmxDefaultMaxLength = 1023;
inline constexpr std::size_t kAdmxStringValueUnits = 255;

// The longest texts that the Group Policy editor shows; it refuses the whole template for a longer
// one ("resource string is too long"). UTF-16 code units.
inline constexpr std::size_t kAdmxPolicyTitleUnits = 215;
inline constexpr std::size_t kAdmxPolicyExplainUnits = 7918;
inline constexpr std::size_t kAdmxCategoryTitleUnits = 83;
inline constexpr std::size_t kAdmxCategoryExplainUnits = 2039;
inline constexpr std::size_t kAdmxDefinitionTitleUnits = 204;
inline constexpr std::size_t kAdmxEnumItemUnits = 497;

}  // namespace regpolicy::limits
