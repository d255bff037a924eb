// <presentation>: the controls of a policy's dialog.
#pragma once

#include <regpolicy/policy_template.hpp>

#include "formats/xml/template_schema.hpp"

namespace regpolicy::adml {

[[nodiscard]] Presentation read_presentation(xml::TemplateReading& reading, pugi::xml_node node);

}  // namespace regpolicy::adml
