#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/gpo_backup_scheme.hpp>
#include <regpolicy/text.hpp>

#include "formats/gpo_backup/markup.hpp"
#include "formats/gpo_backup/scheme_layout.hpp"

namespace regpolicy::gpo_backup {
namespace {

struct ListedPlace {
  std::string place;
  bool is_folder = false;
};

// Of the object's own folder first, then the machine's and the user's; folders before what is in
// them, names without regard to case: GPMC's order.
std::string listing_key(std::string_view place) {
  std::string key = name_key(path_below_object(place));
  const char first = key.starts_with("MACHINE\\") ? '1' : key.starts_with("USER\\") ? '2' : '0';
  for (char& c : key) {
    if (c == '\\') c = '\1';
  }
  return first + key;
}

class SchemeWriter {
 public:
  SchemeWriter(const Scheme& scheme, const SchemeFiles& files) : scheme_(scheme), files_(files) {}

  Result<std::string> write() {
    if (auto good = list_places(); !good) return std::unexpected(good.error());
    const KeptMarkup& kept = scheme_.kept;
    for (const auto& [name, markup] :
         {std::pair("SecurityGroups", &kept.security_groups),
          std::pair("FilePaths", &kept.file_paths),
          std::pair("GroupPolicyCoreSettings", &kept.core_settings),
          std::pair("WMIFilter", &kept.wmi_filter), std::pair("Registry", &kept.registry),
          std::pair("Security", &kept.security), std::pair("Unknown Extension", &kept.unknown),
          std::pair("GroupPolicyExtension", &kept.extensions)}) {
      if (auto good = check_kept(name, *markup); !good) return std::unexpected(good.error());
    }
    out_ = fmt::format(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><{0} bkp:version=\"{1}\" bkp:type=\"{2}\" "
        "xmlns:bkp=\"{3}\" xmlns=\"{3}\"><GroupPolicyObject>",
        kSchemeRoot, kSchemeVersion, kSchemeType, kSchemeNamespace);
    add_element("SecurityGroups", kept.security_groups);
    add_element("FilePaths", kept.file_paths);
    if (auto good = add_core(); !good) return std::unexpected(good.error());
    if (auto good = add_extensions(); !good) return std::unexpected(good.error());
    out_ += fmt::format("</GroupPolicyObject></{}>", kSchemeRoot);
    return std::move(out_);
  }

 private:
  Result<void> list_places() {
    for (const std::string& file : files_.files) {
      if (auto good = list_place(file, false); !good) return good;
    }
    for (const std::string& folder : files_.folders) {
      if (auto good = list_place(folder, true); !good) return good;
    }
    return {};
  }

  // With the folders above it.
  Result<void> list_place(const std::string& place, bool is_folder) {
    if (const std::string defect = place_defect(place); !defect.empty()) {
      return fail(ErrorCode::not_representable, fmt::format("'{}' is no place of a backup: {}",
                                                            escape_for_display(place), defect));
    }
    places_.try_emplace(listing_key(place), ListedPlace{place, is_folder});
    for (std::size_t end = place.rfind('/'); end >= kRootPlace.size() && end != std::string::npos;
         end = place.rfind('/', end - 1)) {
      const std::string folder = place.substr(0, end);
      places_.try_emplace(listing_key(folder), ListedPlace{folder, true});
    }
    return {};
  }

  // Kept markup must come back as it is.
  Result<void> check_kept(std::string_view what, const std::string& markup) {
    if (markup.empty()) return {};
    const std::string text =
        fmt::format("<kept xmlns:bkp=\"{0}\" xmlns=\"{0}\">{1}</kept>", kSchemeNamespace, markup);
    const auto document = xml::read(as_bytes(text));
    const auto again = document ? content_markup(*document, document->root)
                                : Result<std::string>(std::unexpected(document.error()));
    if (!again || *again != markup) {
      return fail(ErrorCode::not_representable,
                  fmt::format("the markup kept for {} is not canonical{}", what,
                              again ? "" : ": " + again.error().message));
    }
    for (const pugi::xml_node extension : document->root.children(kExtensionElement.data())) {
      for (const pugi::xml_node child : extension.children()) {
        listed_elsewhere_.insert(name_key(with_slashes(attribute_of(child, "Location"))));
      }
    }
    return {};
  }

  void add_element(std::string_view name, std::string_view content) {
    out_ +=
        content.empty() ? fmt::format("<{}/>", name) : fmt::format("<{0}>{1}</{0}>", name, content);
  }

  Result<void> add_core() {
    out_ += "<GroupPolicyCoreSettings>";
    for (std::size_t i = 0; i < std::size(kCoreElements); ++i) {
      const std::string text = core_text(static_cast<CoreElement>(i));
      const bool is_plain = static_cast<CoreElement>(i) == CoreElement::security_descriptor;
      const auto markup = is_plain || text.empty() ? Result<std::string>(text) : text_markup(text);
      if (!markup) {
        return fail(markup.error().code,
                    fmt::format("{}: {}", kCoreElements[i], markup.error().message));
      }
      add_element(kCoreElements[i], *markup);
    }
    add_element("WMIFilter", scheme_.kept.wmi_filter);
    out_ += scheme_.kept.core_settings;
    out_ += "</GroupPolicyCoreSettings>";
    return {};
  }

  [[nodiscard]] std::string core_text(CoreElement element) const {
    const auto number = [](Versions versions) {
      return std::to_string((std::uint32_t{versions.sysvol} << 16U) | versions.directory);
    };
    switch (element) {
      case CoreElement::id: return scheme_.guid;
      case CoreElement::domain: return scheme_.domain;
      case CoreElement::security_descriptor: return descriptor_text();
      case CoreElement::display_name: return scheme_.display_name;
      case CoreElement::options: return std::to_string(scheme_.options);
      case CoreElement::user_version: return number(scheme_.user.versions);
      case CoreElement::machine_version: return number(scheme_.machine.versions);
      case CoreElement::machine_extensions: return scheme_.machine.extensions;
      case CoreElement::user_extensions: return scheme_.user.extensions;
    }
    return {};
  }

  [[nodiscard]] std::string descriptor_text() const {
    const std::string hex = to_hex(scheme_.security_descriptor);
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      if (i != 0) text += ' ';
      text += hex.substr(i, 2);
    }
    return text;
  }

  Result<void> add_extensions() {
    begin_extension(kRegistryExtension, "Registry");
    for (const std::string_view side : {"Machine", "User"}) {
      const std::string place = fmt::format("{}{}/registry.pol", kRootPlace, side);
      if (auto good = add_listed(place, {}); !good) return good;
    }
    if (auto good = add_object("FSObjectFile", kAdmPath, "Adm\\*.*", {}, {}); !good) return good;
    out_ += scheme_.kept.registry;
    end_extension();
    const bool has_template = places_.contains(listing_key(kSecurityTemplatePlace));
    if (has_template || !scheme_.kept.security.empty()) {
      begin_extension(kSecurityExtension, "Security");
      if (auto good = add_listed(std::string(kSecurityTemplatePlace), "SecurityValidateSettings");
          !good) {
        return good;
      }
      out_ += scheme_.kept.security;
      end_extension();
    }
    begin_extension(kUnknownExtension, "Unknown Extension");
    out_ += scheme_.kept.unknown;
    while (!places_.empty()) {
      const ListedPlace listed = places_.begin()->second;
      if (auto good = add_listed(listed.place, {}); !good) return good;
    }
    end_extension();
    out_ += scheme_.kept.extensions;
    return {};
  }

  void begin_extension(std::string_view id, std::string_view name) {
    out_ += fmt::format("<{} bkp:ID=\"{}\" bkp:DescName=\"{}\">", kExtensionElement, id, name);
  }
  void end_extension() { out_ += fmt::format("</{}>", kExtensionElement); }

  // Takes a place off the list, where it is there.
  Result<void> add_listed(const std::string& place, std::string_view function) {
    const auto found = places_.find(listing_key(place));
    if (found == places_.end()) return {};
    const ListedPlace listed = found->second;
    places_.erase(found);
    const std::string key = name_key(listed.place);
    if (listed_elsewhere_.contains(key) || key == name_key("DomainSysvol/GPO/Machine") ||
        key == name_key("DomainSysvol/GPO/User")) {
      return {};
    }
    return add_object(listed.is_folder ? kFolderElement : kFileElement,
                      object_path_of(listed.place), path_below_object(listed.place), function,
                      with_backslashes(listed.place));
  }

  Result<void> add_object(std::string_view element, std::string_view path, std::string_view below,
                          std::string_view function, std::string_view location) {
    const std::string source =
        fmt::format("\\\\{}\\sysvol\\{}\\Policies\\{}\\{}", files_.domain_controller,
                    scheme_.domain, scheme_.guid, below);
    out_ += fmt::format("<{}", element);
    for (const auto& [name, value] :
         {std::pair("Path", path), std::pair("SourceExpandedPath", std::string_view(source)),
          std::pair("ReEvaluateFunction", function), std::pair("Location", location)}) {
      if (value.empty()) continue;
      const auto text = escaped_markup(value);
      if (!text) return std::unexpected(text.error());
      out_ += fmt::format(" bkp:{}=\"{}\"", name, *text);
    }
    out_ += "/>";
    return {};
  }

  const Scheme& scheme_;
  const SchemeFiles& files_;
  std::string out_;
  std::map<std::string, ListedPlace> places_;  // by listing_key()
  std::set<std::string> listed_elsewhere_;     // by name_key(): in kept extensions
};

}  // namespace

Result<Bytes> write_scheme(const Scheme& scheme, const SchemeFiles& files) {
  const auto text = SchemeWriter(scheme, files).write();
  if (!text) return std::unexpected(text.error());
  return to_bytes(*text);
}

}  // namespace regpolicy::gpo_backup
