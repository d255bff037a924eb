#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/policy_rules.hpp>
#include <regpolicy/text.hpp>

#include "formats/policy_rules/policy_rules_layout.hpp"
#include "formats/policy_rules/reg_data.hpp"
#include "formats/xml/xml_read.hpp"

namespace regpolicy::policy_rules {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::unexpected<Error> unsayable(std::string message) {
  return fail(ErrorCode::not_representable, std::move(message));
}

// A text or an attribute's value: every reader of XML gives back the very characters. Line ends
// inside a text are references, since a reader makes one line feed of CR LF.
Result<void> append_text(std::string& out, std::string_view what, std::string_view text) {
  if (!is_valid_utf8(text) || !xml::is_sayable(text)) {
    return unsayable(fmt::format("its {} holds a character that XML 1.0 forbids", what));
  }
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\t': out += "&#9;"; break;
      case '\n': out += "&#10;"; break;
      case '\r': out += "&#13;"; break;
      default: out += c;
    }
  }
  return {};
}

// Narrower than XML, as wide as any file of Microsoft's tools.
Result<void> check_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const auto may_follow = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  if (!name.empty() && is_letter(name.front()) && std::ranges::all_of(name, may_follow) &&
      is_valid_utf8(name) && xml::is_sayable(name)) {
    return {};
  }
  return unsayable(fmt::format("'{}' is no name that XML 1.0 knows", escape_for_display(name)));
}

Result<void> append_start(std::string& out, std::string_view name,
                          const std::vector<Attribute>& attributes) {
  if (auto good = check_name(name); !good) return good;
  out += '<';
  out += name;
  for (const Attribute& attribute : attributes) {
    if (auto good = check_name(attribute.name); !good) return good;
    if (std::ranges::count(attributes, attribute.name, &Attribute::name) > 1) {
      return unsayable(fmt::format("it has the attribute '{}' twice", attribute.name));
    }
    out += fmt::format(" {}=\"", attribute.name);
    if (auto good = append_text(out, "attribute", attribute.value); !good) return good;
    out += '"';
  }
  out += '>';
  return {};
}

Result<void> append_entry(std::string& out, const RegistryEntry& entry) {
  const auto data = to_reg_data(entry.value);
  if (!data) return std::unexpected(data.error());
  const std::array<std::string, kFields.size()> texts = {
      to_utf8(entry.key), to_utf8(entry.name), to_string(entry.value.type), *data,
      entry.source_file,  entry.policy_name};
  constexpr std::array<std::string_view, kFields.size()> kWords = {
      "key", "value name", "type", "data", "source file", "policy name"};
  const auto* const name =
      std::ranges::find(kEntryNames, entry.side, [](const auto& row) { return row.first; });
  out += fmt::format("<{}>", name->second);
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    out += fmt::format("<{}>", kFields[i]);
    if (auto good = append_text(out, kWords[i], texts[i]); !good) return good;
    out += fmt::format("</{}>", kFields[i]);
  }
  out += fmt::format("</{}>", name->second);
  return {};
}

// `depth` counts the elements that hold this one.
Result<void> append_element(std::string& out, const Element& element, std::size_t depth) {
  if (depth == limits::kXmlDepth) {
    return unsayable(fmt::format("it nests elements deeper than {}", limits::kXmlDepth));
  }
  if (!element.text.empty() && !element.children.empty()) {
    return unsayable("it holds a text beside elements");
  }
  if (auto good = append_start(out, element.name, element.attributes); !good) return good;
  if (auto good = append_text(out, "text", element.text); !good) return good;
  for (const Element& child : element.children) {
    if (auto good = append_element(out, child, depth + 1); !good) return good;
  }
  out += fmt::format("</{}>", element.name);
  return {};
}

Result<void> append(std::string& out, const Entry& entry) {
  if (const auto* registry = std::get_if<RegistryEntry>(&entry)) {
    return append_entry(out, *registry);
  }
  const auto& element = std::get<Element>(entry);
  if (std::ranges::any_of(kEntryNames,
                          [&](const auto& row) { return row.second == element.name; })) {
    return unsayable(fmt::format("an element named {} would be a registry entry", element.name));
  }
  return append_element(out, element, 1);
}

std::string path_of(const Entry& entry) {
  if (const auto* registry = std::get_if<RegistryEntry>(&entry)) {
    return escape_for_display(registry->key + u"\\" + registry->name);
  }
  return escape_for_display(std::get<Element>(entry).name);
}

}  // namespace

Result<void> check(const Entry& entry) {
  std::string out;
  return append(out, entry);
}

Result<Bytes> write(const File& file) {
  std::string text(kByteOrderMark);
  if (auto good = append_start(text, kRoot, file.attributes); !good) {
    return std::unexpected(good.error());
  }
  text += "\r\n";
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    if (auto good = append(text, file.entries[i]); !good) {
      Error error = good.error();
      error.message = "PolicyRules has no words for this: " + error.message;
      error.location = {.record = i + 1, .path = path_of(file.entries[i])};
      return std::unexpected(std::move(error));
    }
    text += "\r\n";
  }
  text += fmt::format("</{}>\r\n", kRoot);
  const ByteView bytes = as_bytes(text);
  return Bytes(bytes.begin(), bytes.end());
}

}  // namespace regpolicy::policy_rules
