#include <regpolicy/gpo_backup.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/gpo_backup/markup.hpp"

namespace regpolicy::gpo_backup {
namespace {

constexpr std::string_view kInfoRoot = "BackupInst";
constexpr std::string_view kManifestRoot = "Backups";

// In the order in which GPMC writes them.
constexpr struct {
  std::string_view element;
  std::string Info::* member;
} kInfoMembers[] = {{"GPOGuid", &Info::guid},
                    {"GPODomain", &Info::domain},
                    {"GPODomainGuid", &Info::domain_guid},
                    {"GPODomainController", &Info::domain_controller},
                    {"BackupTime", &Info::time},
                    {"ID", &Info::id},
                    {"Comment", &Info::comment},
                    {"GPODisplayName", &Info::display_name}};

Result<void> check_root(const xml::Document& document, std::string_view expected) {
  if (local_part(document.root.name()) == expected) return {};
  return xml::fail_at(document, document.root,
                      fmt::format("found the root <{}>, expected <{}>",
                                  escape_for_display(document.root.name()), expected));
}

Info info_of(const xml::Document& document, pugi::xml_node element, Diagnostics& findings) {
  Info info;
  std::set<std::string_view> seen;
  for (const pugi::xml_node child : element.children()) {
    if (is_between_elements(child)) continue;
    const std::string_view name = local_part(child.name());
    const auto* const row =
        std::ranges::find_if(kInfoMembers, [name](const auto& r) { return r.element == name; });
    const auto text = row == std::end(kInfoMembers) ? std::nullopt : xml::text_of(child);
    if (!text || !seen.insert(name).second) {
      say_not_kept(document, child, findings);
    } else {
      info.*row->member = *text;
    }
  }
  return info;
}

Result<std::string> info_markup(const Info& info, std::string_view attributes) {
  std::string out = fmt::format("<{}{}>", kInfoRoot, attributes);
  for (const auto& [element, member] : kInfoMembers) {
    const auto text = text_markup(info.*member);
    if (!text) return fail(text.error().code, fmt::format("{}: {}", element, text.error().message));
    out += fmt::format("<{0}>{1}</{0}>", element, *text);
  }
  return out + fmt::format("</{}>", kInfoRoot);
}

}  // namespace

Result<Info> read_info(ByteView bytes, const std::string& source) {
  Diagnostics findings;
  return read_info(bytes, source, findings);
}

Result<Info> read_info(ByteView bytes, const std::string& source, Diagnostics& findings) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (const auto good = check_root(*document, kInfoRoot); !good) {
    return std::unexpected(good.error());
  }
  check_namespace(*document, kManifestNamespace, findings);
  return info_of(*document, document->root, findings);
}

Result<Bytes> write_info(const Info& info) {
  const auto text = info_markup(info, fmt::format(" xmlns=\"{}\"", kManifestNamespace));
  if (!text) return std::unexpected(text.error());
  return to_bytes(*text);
}

Result<std::vector<Info>> read_manifest(ByteView bytes, const std::string& source,
                                        Diagnostics& findings) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (const auto good = check_root(*document, kManifestRoot); !good) {
    return std::unexpected(good.error());
  }
  check_namespace(*document, kManifestNamespace, findings);
  std::vector<Info> backups;
  for (const pugi::xml_node child : document->root.children()) {
    if (is_between_elements(child)) continue;
    if (local_part(child.name()) == kInfoRoot) {
      backups.push_back(info_of(*document, child, findings));
    } else {
      say_not_kept(*document, child, findings);
    }
  }
  return backups;
}

Result<Bytes> write_manifest(const std::vector<Info>& backups) {
  std::string out = fmt::format("<{0} xmlns=\"{1}\" xmlns:mfst=\"{1}\" mfst:version=\"1.0\">",
                                kManifestRoot, kManifestNamespace);
  for (const Info& info : backups) {
    const auto text = info_markup(info, {});
    if (!text) return std::unexpected(text.error());
    out += *text;
  }
  return to_bytes(out + fmt::format("</{}>", kManifestRoot));
}

bool is_braced_guid(std::string_view text) {
  constexpr std::string_view kPattern = "{hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh}";
  const auto fits = [](char c, char pattern) {
    if (pattern != 'h') return c == pattern;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return std::ranges::equal(text, kPattern, fits);
}

}  // namespace regpolicy::gpo_backup
