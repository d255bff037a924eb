// Keys: [MS-GPREG] 2.2.1 (KeyPath) and the registry's own limits.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>

#include "policy/check/rule_row.hpp"
#include "policy/check/text_tests.hpp"

namespace regpolicy::check {
namespace {

void key_empty(const Entry& entry, const Finder& found) {
  if (!entry.record.key.empty()) return;
  found.add(entry, key_place(entry), "the key is empty, expected a path below the hive");
}

void key_hive_prefix(const Entry& entry, const Finder& found) {
  const std::u16string_view key = entry.record.key;
  if (!split_root(key)) return;
  const std::u16string_view hive = key.substr(0, key.find(u'\\'));
  found.add(
      entry, part_of(key_place(entry), 0, hive.size()),
      fmt::format("the key begins with the hive {}, expected the path below it", in_quotes(hive)),
      "the folder Machine or User decides the hive; a client makes a key of this name in it");
}

void key_empty_component(const Entry& entry, const Finder& found) {
  const std::u16string_view key = entry.record.key;
  if (key.empty()) return;
  std::size_t at = 0;
  for (const std::u16string_view component : split_path(key)) {
    if (component.empty()) {
      const std::string_view where = at == 0            ? "begins with '\\'"
                                     : at == key.size() ? "ends with '\\'"
                                                        : "holds '\\\\'";
      found.add(entry, part_of(key_place(entry), at == 0 ? 0 : at - 1, 1),
                fmt::format("the key {}, expected single '\\' between names only", where));
      return;
    }
    at += component.size() + 1;
  }
}

void key_slash(const Entry& entry, const Finder& found) {
  const std::u16string_view key = entry.record.key;
  const std::size_t at = key.find(u'/');
  if (at == std::u16string_view::npos || key.find(u'\\') != std::u16string_view::npos) return;
  found.add(entry, part_of(key_place(entry), at, 1),
            "the key is written with '/', expected '\\' between names",
            "to the registry this is one key with '/' in its name");
}

void key_invisible_character(const Entry& entry, const Finder& found) {
  const auto at = find_invisible(entry.record.key);
  if (!at) return;
  found.add(entry, part_of(key_place(entry), *at, 1),
            fmt::format("the key holds {}, expected characters that can be seen",
                        unit_at(entry.record.key, *at)));
}

void key_unpaired_surrogate(const Entry& entry, const Finder& found) {
  const auto at = find_unpaired_surrogate(entry.record.key);
  if (!at) return;
  found.add(entry, part_of(key_place(entry), *at, 1),
            fmt::format("the key holds {}, half of a surrogate pair, expected whole characters",
                        unit_at(entry.record.key, *at)));
}

void key_outside_grammar(const Entry& entry, const Finder& found) {
  const std::u16string_view key = entry.record.key;
  if (is_printable_ascii(key) || find_invisible(key) || find_unpaired_surrogate(key)) return;
  const auto at = static_cast<std::size_t>(
      std::ranges::find_if(key, [](char16_t unit) { return unit > 0x7E; }) - key.begin());
  found.add(entry, part_of(key_place(entry), at, 1),
            fmt::format("the key holds {}, expected U+0020 to U+007E", unit_at(key, at)));
}

void key_component_over_255(const Entry& entry, const Finder& found) {
  std::size_t at = 0;
  for (const std::u16string_view component : split_path(entry.record.key)) {
    if (component.size() > limits::kKeyComponentUnits) {
      found.add(entry, part_of(key_place(entry), at, component.size()),
                fmt::format("a component of the key has {} characters, expected at most {}",
                            component.size(), limits::kKeyComponentUnits));
      return;
    }
    at += component.size() + 1;
  }
}

void key_deeper_than_512(const Entry& entry, const Finder& found) {
  const auto levels = static_cast<std::size_t>(std::ranges::count(entry.record.key, u'\\')) + 1;
  if (levels <= limits::kKeyDepth) return;
  found.add(
      entry, key_place(entry),
      fmt::format("the key is {} levels deep, expected at most {}", levels, limits::kKeyDepth));
}

constexpr RuleRow kKeyRows[] = {
    {{"pol.key-empty", Severity::error, "Empty key",
      "The record aims at the root of the hive, where no policy belongs, and a delete there aims "
      "at everything. Name the key."},
     key_empty,
     Volume::once_a_key},
    {{"pol.key-hive-prefix", Severity::error, "Hive in front of the key",
      "The folder decides the hive, so a client looks for a key named HKLM or the like, and the "
      "setting has no effect. Take the prefix off the key."},
     key_hive_prefix,
     Volume::once_a_key},
    {{"pol.key-empty-component", Severity::warning, "Leading, trailing or doubled '\\' in the key",
      "The specification has no empty names in a key, and tools disagree about which key is "
      "meant. Take the extra '\\' out."},
     key_empty_component,
     Volume::once_a_key},
    {{"pol.key-slash", Severity::warning, "Key written with '/'",
      "The registry separates keys by '\\' only, so this is one key with a '/' in its name. Write "
      "'\\'."},
     key_slash,
     Volume::once_a_key},
    {{"pol.key-invisible-character", Severity::warning, "Invisible character in the key",
      "The key looks like another one and is none: a control, an invisible or a "
      "direction-changing character stands in it. Write the key anew."},
     key_invisible_character,
     Volume::once_a_key},
    {{"pol.key-unpaired-surrogate", Severity::warning, "Half a character in the key",
      "The key is no valid UTF-16. The registry keeps it, but most tools cannot show or open it. "
      "Write the key anew."},
     key_unpaired_surrogate,
     Volume::once_a_key},
    {{"pol.key-outside-grammar", Severity::note, "Key outside ASCII",
      "The specification allows printable ASCII in keys. Windows takes more, other tools may not. "
      "Nothing to do where the key exists under this name."},
     key_outside_grammar,
     Volume::once_a_file},
    {{"pol.key-component-over-255", Severity::error, "Name in the key over 255 characters",
      "The registry refuses names of keys over 255 characters, so the record fails and no one is "
      "told. Shorten it."},
     key_component_over_255,
     Volume::once_a_key},
    {{"pol.key-deeper-than-512", Severity::error, "Key deeper than 512 levels",
      "The registry refuses keys below level 512, so the record fails and no one is told. Shorten "
      "it."},
     key_deeper_than_512,
     Volume::once_a_key},
};

}  // namespace

std::span<const RuleRow> key_rules() { return kKeyRows; }

}  // namespace regpolicy::check
