#include "policy/docs_site/site_texts.hpp"

#include <algorithm>
#include <array>

#include <regpolicy/text.hpp>

#include "policy/docs_site/safe_name.hpp"

namespace regpolicy::site {
namespace {

// "ID" of "$(string.ID)"; empty for anything else.
std::string_view id_in(std::string_view reference, std::string_view head) {
  if (!reference.starts_with(head) || !reference.ends_with(')')) return {};
  return reference.substr(head.size(), reference.size() - head.size() - 1);
}

// Categories of Windows.admx, which most templates hang theirs on and few sites are made with.
struct KnownCategory {
  std::string_view name, english, swedish;
};
constexpr std::array<KnownCategory, 14> kWindowsCategories = {{
    {"ControlPanel", "Control Panel", "Kontrollpanelen"},
    {"DataCollectionAndPreviewBuilds", "Data Collection and Preview Builds", ""},
    {"Desktop", "Desktop", "Skrivbord"},
    {"InternetManagement", "Internet Communication Management", ""},
    {"InternetManagement_Settings", "Internet Communication settings", ""},
    {"Network", "Network", "Nätverk"},
    {"Printers", "Printers", "Skrivare"},
    {"SharedFolders", "Shared Folders", "Delade mappar"},
    {"StartMenu", "Start Menu and Taskbar", "Start-menyn och Aktivitetsfältet"},
    {"System", "System", "System"},
    {"TabletPC", "Tablet PC", ""},
    {"Troubleshooting", "Troubleshooting and Diagnostics", ""},
    {"WindowsComponents", "Windows Components", "Windows-komponenter"},
    {"WindowsExplorer", "File Explorer", "Utforskaren"},
}};

Text known_title(const CategoryEntry& entry, const std::string& language) {
  const auto found = std::ranges::find(kWindowsCategories, entry.name, &KnownCategory::name);
  if (entry.name_space != "Microsoft.Policies.Windows" || found == kWindowsCategories.end()) {
    return {entry.name, {}};
  }
  const bool swedish = language.starts_with("sv") && !found->swedish.empty();
  return swedish ? Text{found->swedish, "sv-SE"} : Text{found->english, "en-US"};
}

template <class Named>
const std::string* display_name_in(const std::vector<Named>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Named::name);
  return found == all.end() ? nullptr : &found->display_name;
}

const std::string* version_name(const Product& product, std::string_view name) {
  if (const auto* major = display_name_in(product.major_versions, name)) return major;
  for (const MajorVersion& version : product.major_versions) {
    if (const auto* minor = display_name_in(version.minor_versions, name)) return minor;
  }
  return nullptr;
}

const std::string* find_supported(const PolicyDefinitions& definitions, std::string_view name) {
  if (const auto* title = display_name_in(definitions.supported_on, name)) return title;
  if (const auto* title = display_name_in(definitions.products, name)) return title;
  for (const Product& product : definitions.products) {
    if (const auto* title = version_name(product, name)) return title;
  }
  return nullptr;
}

}  // namespace

Texts::Texts(const Catalog& catalog, std::string language) : language_(std::move(language)) {
  for (const auto& source : catalog.templates()) {
    std::vector<const PolicyResources*> order;
    for (const PolicyResources& resources : source->resources) {
      if (language_folder(resources.language) == language_) order = {&resources};
    }
    const PolicyResources& fallback = resources_in(*source, language_);
    if (order.empty() || order.front() != &fallback) order.push_back(&fallback);
    const PolicyResources& culture =
        resources_in(*source, source->definitions.fallback_culture.value_or("en-US"));
    if (std::ranges::find(order, &culture) == order.end()) order.push_back(&culture);
    for (const PolicyResources* resources : order) {
      Resources index{language_folder(resources->language), {}, {}};
      for (const ResourceString& string : resources->strings) {
        index.strings.emplace(string.id, &string.text);
      }
      for (const Presentation& presentation : resources->presentations) {
        index.presentations.emplace(presentation.id, &presentation);
      }
      resources_[source.get()].push_back(std::move(index));
    }
  }
}

Text Texts::of(const Template& source, std::string_view reference) const {
  const std::string_view id = id_in(reference, "$(string.");
  for (const Resources& resources : resources_.at(&source)) {
    const auto found = resources.strings.find(id);
    if (found != resources.strings.end()) return {*found->second, resources.language};
  }
  return {reference, {}};
}

Texts::PresentationText Texts::presentation(const Template& source,
                                            std::string_view reference) const {
  const std::string_view id = id_in(reference, "$(presentation.");
  for (const Resources& resources : resources_.at(&source)) {
    const auto found = resources.presentations.find(id);
    if (found != resources.presentations.end()) return {found->second, resources.language};
  }
  return {};
}

Text title_of(const CategoryEntry& entry, const Texts& texts) {
  if (entry.category == nullptr) return known_title(entry, texts.language());
  return texts.of(*entry.source, entry.category->display_name);
}

Text supported_on(const Model& model, const PolicyEntry& entry, const Texts& texts) {
  const QualifiedName name = resolve(*entry.source, entry.policy->supported_on);
  const Template* const source = model.catalog->with_namespace(name.name_space);
  if (source == nullptr) return {};
  const std::string* const title = find_supported(source->definitions, name.name);
  if (title != nullptr) return texts.of(*source, *title);
  return {};
}

}  // namespace regpolicy::site
