// What ADMX and ADML have in common as XML documents. The XML library's types stay in formats/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <regpolicy/policy_template.hpp>

namespace regpolicy::xml {

// True for the two namespaces that Microsoft's own templates have.
[[nodiscard]] bool is_template_namespace(std::string_view uri);

// <?xml version="1.0" encoding="UTF-8"?>
void add_declaration(pugi::xml_document& document);

// The root with the namespace that both halves of a template have, and its two attributes.
[[nodiscard]] pugi::xml_node add_root(pugi::xml_document& document, const char* name,
                                      const std::string& revision,
                                      const std::string& schema_version);

// A child at the end.
pugi::xml_node add(pugi::xml_node parent, std::string_view name);
// The same, with exactly `text` as its content.
pugi::xml_node add_text(pugi::xml_node parent, std::string_view name, const std::string& text);
void set_text(pugi::xml_node node, const std::string& text);

// An attribute at the end.
void set(pugi::xml_node node, const char* name, const std::string& value);
void set(pugi::xml_node node, const char* name, std::uint32_t value);
void set(pugi::xml_node node, const char* name, std::uint64_t value);
void set_bool(pugi::xml_node node, const char* name, bool value);

// Attributes that the schema does not have, of the row's element and of those below it, which are
// there: so this comes last. Where one is not there it is made, for nothing gets lost.
void set(pugi::xml_node row, const UnknownAttributes& attributes);

// An attribute only where there is a value.
template <class T>
void set(pugi::xml_node node, const char* name, const std::optional<T>& value) {
  if (value) set(node, name, *value);
}
inline void set_bool(pugi::xml_node node, const char* name, const std::optional<bool>& value) {
  if (value) set_bool(node, name, *value);
}

// How markup that is kept whole is parsed: with every space and comment.
inline constexpr unsigned kMarkupFlags =
    pugi::parse_default | pugi::parse_comments | pugi::parse_ws_pcdata | pugi::parse_fragment;
// An element as XML in one line, in the one way in which to_text() writes it too.
[[nodiscard]] std::string to_markup(pugi::xml_node element);
// Such an element as a child at the end; what is no XML is left out.
void add_markup(pugi::xml_node parent, const std::string& markup);

// UTF-8 with declaration, CRLF, one element a line, indented by two spaces. Where an element has
// text, nothing is added to it: the Group Policy editor shows every space.
[[nodiscard]] std::string to_text(const pugi::xml_document& document);

}  // namespace regpolicy::xml
