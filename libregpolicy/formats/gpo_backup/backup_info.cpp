#include <regpolicy/gpo_backup.hpp>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/xml/xml_read.hpp"

namespace regpolicy::gpo_backup {
namespace {

constexpr std::string_view kRoot = "BackupInst";

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

}  // namespace

Result<Info> read_info(ByteView bytes, const std::string& source) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (local_name(document->root) != kRoot) {
    return xml::fail_at(*document, document->root,
                        fmt::format("found the root <{}>, expected <{}>",
                                    escape_for_display(document->root.name()), kRoot));
  }
  Info info;
  const struct {
    std::string_view element;
    std::string Info::* member;
  } members[] = {{"GPODisplayName", &Info::display_name},
                 {"GPOGuid", &Info::guid},
                 {"ID", &Info::id},
                 {"GPODomain", &Info::domain},
                 {"BackupTime", &Info::time}};
  for (const pugi::xml_node child : document->root.children()) {
    for (const auto& [element, member] : members) {
      if (local_name(child) == element) info.*member = xml::text_of(child).value_or("");
    }
  }
  return info;
}

}  // namespace regpolicy::gpo_backup
