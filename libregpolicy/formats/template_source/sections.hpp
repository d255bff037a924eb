// One function per kind of top-level table of a template source. Each adds to reading.result.
#pragma once

#include "formats/template_source/section.hpp"

namespace regpolicy::template_source {

// [template], which everything else needs: it is read first, wherever it stands.
void read_header(Reading& reading, const Node& node);
void read_using(Reading& reading, const Node& node);               // [[using]]
void read_product(Reading& reading, const Node& node);             // [[product]]
void read_supported_on(Reading& reading, const Node& node);        // [[supported_on]]
void read_language(Reading& reading, const Node& node);            // [[language]]
void read_category(Reading& reading, const Node& node);            // [[category]]
void read_policy(Reading& reading, const Node& node);              // [[policy]]
void read_string_table(Reading& reading, const Node& node);        // [[string]]
void read_presentation_table(Reading& reading, const Node& node);  // [[presentation]]

// When everything is read: references to strings and presentations that lead nowhere; the order of
// presentations; how many texts incomplete languages lack.
void resolve_resources(Reading& reading);

// Notes a reference; resolve_references reports those that lead nowhere, cycles of categories and
// of definitions, and prefixes that nothing uses.
void add_reference(Reading& reading, ReferenceKind kind, const std::string& target,
                   const std::string& from, Place place);
void resolve_references(Reading& reading);

// Warns of lists that clear a key in which the template has other values.
void warn_of_cleared_keys(const Reading& reading);

}  // namespace regpolicy::template_source
