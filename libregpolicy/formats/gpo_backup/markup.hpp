// Markup of the backup's XML files: the one way in which it is written.
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>

#include "formats/xml/xml_read.hpp"

namespace regpolicy::gpo_backup {

inline constexpr std::string_view kSchemeNamespace =
    "http://www.microsoft.com/GroupPolicy/GPOOperations";
inline constexpr std::string_view kManifestNamespace =
    "http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest";

// "Path" of "bkp:Path".
[[nodiscard]] std::string_view local_part(std::string_view name);
// The attribute of that local name; empty where there is none.
[[nodiscard]] std::string_view attribute_of(pugi::xml_node element, std::string_view local_name);
// True for white space between elements, comments and processing instructions.
[[nodiscard]] bool is_between_elements(pugi::xml_node node);

// A finding "gpo-backup.scheme" where the root is in another namespace than GPMC's.
void check_namespace(const xml::Document& document, std::string_view expected,
                     Diagnostics& findings);
// A finding "gpo-backup.unknown-xml" about a node.
void say_not_kept(const xml::Document& document, pugi::xml_node node, Diagnostics& findings);

// Adds a node in canonical form. Refused (malformed): a prefix that the markup does not declare
// itself, but bkp, which must stand for the namespace of Backup.xml.
[[nodiscard]] Result<void> append_markup(std::string& out, const xml::Document& document,
                                         pugi::xml_node node);

// A text as GPMC writes it: one CDATA section. A text with a carriage return, which XML would turn
// into a line feed there, is escaped instead. Error (not_representable): XML 1.0 cannot hold it.
[[nodiscard]] Result<std::string> text_markup(std::string_view text);
// For texts and attributes, between double quotes. The same error.
[[nodiscard]] Result<std::string> escaped_markup(std::string_view text);

[[nodiscard]] Bytes to_bytes(std::string_view text);

}  // namespace regpolicy::gpo_backup
