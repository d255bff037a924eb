#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <regpolicy/gpt_ini.hpp>
#include <regpolicy/text.hpp>

#include "formats/gpt_ini/ini_lines.hpp"

namespace regpolicy::gpt_ini {
namespace {

constexpr std::string_view kGuidForm = "{00000000-0000-0000-0000-000000000000}";

bool is_guid(std::string_view text) {
  if (text.size() != kGuidForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hex = std::string_view("0123456789abcdefABCDEF").contains(text[i]);
    if (kGuidForm[i] == '0' ? !hex : text[i] != kGuidForm[i]) return false;
  }
  return true;
}

bool same_guid(std::string_view a, std::string_view b) { return ascii_lower(a) == ascii_lower(b); }

bool has_tool(const Extension& extension, std::string_view tool) {
  return std::ranges::any_of(extension.tools,
                             [tool](const std::string& other) { return same_guid(other, tool); });
}

bool has_all(const Extensions& extensions, const Extension& wanted) {
  bool there = false;
  for (const Extension& extension : extensions) {
    if (same_guid(extension.guid, wanted.guid)) there = true;
  }
  return there && std::ranges::all_of(wanted.tools, [&](const std::string& tool) {
           return std::ranges::any_of(extensions, [&](const Extension& extension) {
             return same_guid(extension.guid, wanted.guid) && has_tool(extension, tool);
           });
         });
}

std::unexpected<Error> expected_at(std::string_view text, std::size_t offset,
                                   std::string_view expected) {
  const std::string found = offset < text.size()
                                ? fmt::format("'{}'", escape_for_display(text.substr(offset, 1)))
                                : "the end";
  return fail(ErrorCode::malformed, fmt::format("found {}, expected {}", found, expected),
              {.offset = offset});
}

}  // namespace

std::string_view registry_tool(Side side) {
  return side == Side::machine ? "{D02B1F72-3407-48AE-BA88-E8213C6761F1}"
                               : "{D02B1F73-3407-48AE-BA88-E8213C6761F1}";
}

std::string_view extensions_key(Side side) {
  return side == Side::machine ? "gPCMachineExtensionNames" : "gPCUserExtensionNames";
}

Result<Extensions> parse_extensions(std::string_view text) {
  Extensions extensions;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] != '[') return expected_at(text, at, "'[' before a group of GUIDs");
    ++at;
    std::vector<std::string> guids;
    while (at >= text.size() || text[at] != ']') {
      const std::string_view guid = text.substr(std::min(at, text.size()), kGuidForm.size());
      if (!is_guid(guid)) {
        return expected_at(text, at, fmt::format("a GUID such as {}", kRegistryExtension));
      }
      guids.emplace_back(guid);
      at += guid.size();
    }
    if (guids.empty()) {
      return expected_at(text, at, fmt::format("a GUID such as {}", kRegistryExtension));
    }
    ++at;
    extensions.push_back({guids.front(), {guids.begin() + 1, guids.end()}});
  }
  return extensions;
}

std::string to_string(const Extensions& extensions) {
  std::string text;
  for (const Extension& extension : extensions) {
    text += '[' + extension.guid;
    for (const std::string& tool : extension.tools) text += tool;
    text += ']';
  }
  return text;
}

Extensions with(Extensions extensions, const Extension& added) {
  if (has_all(extensions, added)) return extensions;
  extensions.push_back(added);
  // By GUID in lower case: the spelling that stands first, and its tools likewise.
  std::map<std::string, std::pair<std::string, std::map<std::string, std::string>>> groups;
  for (const Extension& extension : extensions) {
    auto& [guid, tools] = groups[ascii_lower(extension.guid)];
    if (guid.empty()) guid = extension.guid;
    for (const std::string& tool : extension.tools) tools.emplace(ascii_lower(tool), tool);
  }
  Extensions sorted;
  for (const auto& [lower_guid, group] : groups) {
    Extension extension{group.first, {}};
    for (const auto& [lower_tool, tool] : group.second) extension.tools.push_back(tool);
    sorted.push_back(std::move(extension));
  }
  return sorted;
}

Extensions without(Extensions extensions, std::string_view guid) {
  std::erase_if(extensions,
                [guid](const Extension& extension) { return same_guid(extension.guid, guid); });
  return extensions;
}

Result<std::optional<Extensions>> extensions_of(const File& file, Side side,
                                                const std::string& source) {
  const auto entry = find_entry(file, extensions_key(side), source);
  if (!entry) return std::unexpected(entry.error());
  if (!*entry) return std::optional<Extensions>();
  const auto value = file.lines[(*entry)->line].text.substr((*entry)->offset, (*entry)->length);
  auto extensions = parse_extensions(value);
  if (!extensions) {
    Error error = extensions.error();
    const std::size_t offset = (*entry)->offset + error.location.offset.value_or(0);
    error.location = place_in(file, (*entry)->line, offset, source);
    return std::unexpected(std::move(error));
  }
  return std::optional(*std::move(extensions));
}

Result<void> set_extensions(File& file, Side side, const Extensions& extensions,
                            const std::string& source) {
  std::optional<std::string> value;
  if (!extensions.empty()) value = to_string(extensions);
  return set_value(file, extensions_key(side), value, source);
}

}  // namespace regpolicy::gpt_ini
