// What both documents of OVAL have in common.
#pragma once

#include "formats/oval/oval.hpp"
#include "formats/xml/xml.hpp"

namespace regpolicy::oval {

inline constexpr const char* kCommonNamespace = "http://oval.mitre.org/XMLSchema/oval-common-5";
inline constexpr const char* kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

// The root in its namespace.
[[nodiscard]] pugi::xml_node add_root(pugi::xml_document& document, const char* name,
                                      const char* space);
void add_generator(pugi::xml_node root, const Generator& generator);

[[nodiscard]] const char* to_string(Datatype datatype);
[[nodiscard]] const char* to_string(Hive hive);

// "oval:regpolicy:obj:1" of the object with the number 0.
[[nodiscard]] std::string part_id(const char* kind, std::size_t number);

}  // namespace regpolicy::oval
