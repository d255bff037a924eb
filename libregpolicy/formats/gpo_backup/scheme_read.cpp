#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/gpo_backup_scheme.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/value.hpp>

#include "formats/gpo_backup/markup.hpp"
#include "formats/gpo_backup/scheme_layout.hpp"

namespace regpolicy::gpo_backup {
namespace {

bool is_file_or_folder(pugi::xml_node node) {
  const std::string_view name = local_part(node.name());
  return name == kFileElement || name == kFolderElement;
}

// What read() takes apart: what names a place, and the line that every backup has without one.
bool names_no_place(pugi::xml_node node) {
  if (!is_file_or_folder(node)) return true;
  return attribute_of(node, "Location").empty() &&
         name_key(attribute_of(node, "Path")) != name_key(kAdmPath);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

class SchemeReader {
 public:
  SchemeReader(const xml::Document& document, Diagnostics& findings)
      : document_(document), findings_(findings) {}

  Result<ReadScheme> read() {
    check_namespace(document_, kSchemeNamespace, findings_);
    check_root_attribute("version", kSchemeVersion);
    check_root_attribute("type", kSchemeType);
    const auto object = only_child(document_.root, "GroupPolicyObject");
    if (!object) return std::unexpected(object.error());
    if (const auto good = read_object(*object); !good) return std::unexpected(good.error());
    return std::move(result_);
  }

 private:
  void check_root_attribute(std::string_view name, std::string_view expected) {
    const std::string_view found = attribute_of(document_.root, name);
    if (found == expected) return;
    findings_.warning(
        "gpo-backup.scheme",
        fmt::format("found the {} '{}', expected '{}'", name, escape_for_display(found), expected),
        xml::place_of(document_, document_.root));
  }

  Result<pugi::xml_node> only_child(pugi::xml_node parent, std::string_view wanted) {
    pugi::xml_node found;
    for (const pugi::xml_node child : parent.children()) {
      if (is_between_elements(child)) continue;
      if (local_part(child.name()) != wanted) {
        say_not_kept(document_, child, findings_);
      } else if (found) {
        return second(child);
      } else {
        found = child;
      }
    }
    if (!found) {
      return xml::fail_at(document_, parent, fmt::format("found no element <{}>", wanted));
    }
    return found;
  }

  [[nodiscard]] std::unexpected<Error> second(pugi::xml_node node) const {
    return xml::fail_at(
        document_, node,
        fmt::format("found a second element <{}>", escape_for_display(node.name())));
  }

  Result<void> read_object(pugi::xml_node object) {
    std::map<std::string_view, pugi::xml_node> parts;
    for (const pugi::xml_node child : object.children()) {
      if (is_between_elements(child)) continue;
      const std::string_view name = local_part(child.name());
      if (name == kExtensionElement) {
        if (auto good = read_extension(child); !good) return good;
      } else if (name != "SecurityGroups" && name != "FilePaths" &&
                 name != "GroupPolicyCoreSettings") {
        say_not_kept(document_, child, findings_);
      } else if (!parts.emplace(name, child).second) {
        return second(child);
      }
    }
    if (!parts.contains("GroupPolicyCoreSettings")) {
      return xml::fail_at(document_, object, "found no element <GroupPolicyCoreSettings>");
    }
    KeptMarkup& kept = result_.scheme.kept;
    if (auto good = keep(kept.security_groups, parts["SecurityGroups"]); !good) return good;
    if (auto good = keep(kept.file_paths, parts["FilePaths"]); !good) return good;
    return read_core(parts["GroupPolicyCoreSettings"]);
  }

  Result<void> keep(std::string& kept, pugi::xml_node element,
                    bool (*wanted)(pugi::xml_node) = nullptr) {
    auto markup = content_markup(document_, element, wanted);
    if (!markup) return std::unexpected(markup.error());
    kept += *markup;
    return {};
  }

  Result<void> read_core(pugi::xml_node core) {
    std::map<std::string_view, pugi::xml_node> seen;
    for (const pugi::xml_node child : core.children()) {
      if (is_between_elements(child)) continue;
      const std::string_view name = local_part(child.name());
      const auto* const known = std::ranges::find(kCoreElements, name);
      const bool is_known = known != std::end(kCoreElements) || name == "WMIFilter";
      if (is_known && !seen.emplace(name, child).second) return second(child);
      Result<void> good;
      if (name == "WMIFilter") {
        good = keep(result_.scheme.kept.wmi_filter, child);
      } else if (is_known) {
        good = read_field(static_cast<CoreElement>(known - std::begin(kCoreElements)), child);
      } else {
        good = append_markup(result_.scheme.kept.core_settings, document_, child);
      }
      if (!good) return good;
    }
    if (!seen.contains("ID")) return xml::fail_at(document_, core, "found no element <ID>");
    for (const std::string_view name : kCoreElements) {
      if (seen.contains(name)) continue;
      findings_.warning("gpo-backup.missing-element", fmt::format("found no element <{}>", name),
                        xml::place_of(document_, core));
    }
    return {};
  }

  Result<void> read_field(CoreElement element, pugi::xml_node node) {
    const auto text = xml::text_of(node);
    if (!text) return xml::fail_at(document_, node, "found an element, expected text");
    Scheme& scheme = result_.scheme;
    switch (element) {
      case CoreElement::id: scheme.guid = *text; return {};
      case CoreElement::domain: scheme.domain = *text; return {};
      case CoreElement::display_name: scheme.display_name = *text; return {};
      case CoreElement::machine_extensions: scheme.machine.extensions = *text; return {};
      case CoreElement::user_extensions: scheme.user.extensions = *text; return {};
      case CoreElement::security_descriptor: return read_descriptor(node, *text);
      case CoreElement::options: {
        const auto number = read_number(node, *text);
        if (!number) return std::unexpected(number.error());
        scheme.options = *number;
        return {};
      }
      case CoreElement::user_version: return read_versions(scheme.user.versions, node, *text);
      case CoreElement::machine_version: return read_versions(scheme.machine.versions, node, *text);
    }
    return {};
  }

  Result<std::uint32_t> read_number(pugi::xml_node node, std::string_view text) const {
    const std::string_view digits = trimmed(text);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size()) return number;
    return xml::fail_at(document_, node,
                        fmt::format("found '{}', expected a number from 0 to 4294967295",
                                    escape_for_display(text)));
  }

  Result<void> read_versions(Versions& versions, pugi::xml_node node, std::string_view text) {
    const auto number = read_number(node, text);
    if (!number) return std::unexpected(number.error());
    versions = {.directory = static_cast<std::uint16_t>(*number & 0xFFFFU),
                .sysvol = static_cast<std::uint16_t>(*number >> 16U)};
    return {};
  }

  Result<void> read_descriptor(pugi::xml_node node, std::string_view text) {
    auto bytes = parse_hex(trimmed(text), " \t\r\n");
    if (!bytes) {
      return xml::fail_at(document_, node,
                          "the security descriptor is not hexadecimal: " + bytes.error().message);
    }
    result_.scheme.security_descriptor = *std::move(bytes);
    return {};
  }

  Result<void> read_extension(pugi::xml_node extension) {
    const std::string id = name_key(attribute_of(extension, "ID"));
    const bool is_registry = id == kRegistryExtension;
    bool is_safe = true;
    for (const pugi::xml_node child : extension.children()) {
      if (is_file_or_folder(child) && !attribute_of(child, "Location").empty()) {
        is_safe = read_reference(child, is_registry) && is_safe;
      }
    }
    KeptMarkup& kept = result_.scheme.kept;
    if (is_registry) return keep(kept.registry, extension, names_no_place);
    if (id == kSecurityExtension) return keep(kept.security, extension, names_no_place);
    if (id == kUnknownExtension) return keep(kept.unknown, extension, names_no_place);
    if (is_safe) return append_markup(kept.extensions, document_, extension);
    say_not_kept(document_, extension, findings_);
    return {};
  }

  // False where the place is not safe.
  bool read_reference(pugi::xml_node node, bool is_registry) {
    const std::string_view spelled = attribute_of(node, "Location");
    const Location location = xml::place_of(document_, node);
    if (const std::string defect = place_defect(spelled); !defect.empty()) {
      findings_.error(
          "gpo-backup.unsafe-path",
          fmt::format("found the location '{}': {}", escape_for_display(spelled), defect), location,
          "take the backup from where it was made; this one was changed");
      return false;
    }
    FileReference reference{.place = with_slashes(spelled),
                            .is_folder = local_part(node.name()) == kFolderElement,
                            .is_registry = is_registry,
                            .location = location};
    const std::string expected = object_path_of(reference.place);
    const std::string_view path = attribute_of(node, "Path");
    if (name_key(path) != name_key(expected)) {
      findings_.warning("gpo-backup.path-mismatch",
                        fmt::format("found the path '{}', expected '{}' for the location '{}'",
                                    escape_for_display(path), escape_for_display(expected),
                                    escape_for_display(spelled)),
                        location);
    }
    result_.references.push_back(std::move(reference));
    return true;
  }

  const xml::Document& document_;
  Diagnostics& findings_;
  ReadScheme result_;
};

}  // namespace

Result<ReadScheme> read_scheme(ByteView bytes, const std::string& source, Diagnostics& findings) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (local_part(document->root.name()) != kSchemeRoot) {
    return xml::fail_at(*document, document->root,
                        fmt::format("found the root <{}>, expected <{}>",
                                    escape_for_display(document->root.name()), kSchemeRoot));
  }
  return SchemeReader(*document, findings).read();
}

}  // namespace regpolicy::gpo_backup
