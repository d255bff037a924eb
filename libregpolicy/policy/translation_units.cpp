// The texts of a template, and the languages that it has.
#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/limits.hpp>

#include "policy/translation_places.hpp"

namespace regpolicy::translation {
namespace {

// What a string is used for, for the translator.
struct Use {
  std::vector<std::string> notes;
  std::size_t max_units = 0;
  bool one_line = true;
};
using Uses = std::map<std::string, Use, std::less<>>;  // by "$(string.ID)"

void use(Uses& uses, const std::string& reference, std::string note, std::size_t max_units = 0,
         bool one_line = true) {
  const auto [found, is_new] = uses.try_emplace(reference, Use{{}, max_units, one_line});
  Use& row = found->second;
  row.notes.push_back(std::move(note));
  if (is_new) return;
  // A text with two uses must fit both.
  if (max_units != 0)
    row.max_units = std::min(row.max_units == 0 ? max_units : row.max_units, max_units);
  row.one_line = row.one_line || one_line;
}

void use_policy(Uses& uses, const Policy& policy) {
  use(uses, policy.display_name, fmt::format("Policy {}: name", policy.name),
      limits::kAdmxPolicyTitleUnits);
  if (policy.explain_text) {
    use(uses, *policy.explain_text, fmt::format("Policy {}: help", policy.name),
        limits::kAdmxPolicyExplainUnits, false);
  }
  if (policy.keywords) use(uses, *policy.keywords, fmt::format("Policy {}: keywords", policy.name));
  for (const Element& element : policy.elements) {
    const auto* const choice = std::get_if<EnumElement>(&element.detail);
    if (choice == nullptr) continue;
    for (const EnumItem& item : choice->items) {
      use(uses, item.display_name, fmt::format("Policy {}: choice of {}", policy.name, element.id),
          limits::kAdmxEnumItemUnits);
    }
  }
}

Uses uses_of(const PolicyDefinitions& definitions) {
  Uses uses;
  for (const Product& product : definitions.products) {
    use(uses, product.display_name, fmt::format("Product {}", product.name));
    for (const MajorVersion& major : product.major_versions) {
      use(uses, major.display_name, fmt::format("Version {}", major.name));
      for (const MinorVersion& minor : major.minor_versions) {
        use(uses, minor.display_name, fmt::format("Version {}", minor.name));
      }
    }
  }
  for (const SupportedOnDefinition& row : definitions.supported_on) {
    use(uses, row.display_name, fmt::format("Supported on {}", row.name),
        limits::kAdmxDefinitionTitleUnits);
  }
  for (const Category& category : definitions.categories) {
    use(uses, category.display_name, fmt::format("Category {}: name", category.name),
        limits::kAdmxCategoryTitleUnits);
    if (category.explain_text) {
      use(uses, *category.explain_text, fmt::format("Category {}: help", category.name),
          limits::kAdmxCategoryExplainUnits, false);
    }
    if (category.keywords) {
      use(uses, *category.keywords, fmt::format("Category {}: keywords", category.name));
    }
  }
  for (const Policy& policy : definitions.policies) use_policy(uses, policy);
  return uses;
}

// The policies that show a presentation, by "$(presentation.ID)".
std::multimap<std::string, std::string> users_of_presentations(
    const PolicyDefinitions& definitions) {
  std::multimap<std::string, std::string> users;
  for (const Policy& policy : definitions.policies) {
    if (policy.presentation) users.emplace(*policy.presentation, policy.name);
  }
  return users;
}

// Equal ids are told apart by their position among one another.
std::string numbered(std::map<std::string, int>& counts, const std::string& id) {
  const int count = ++counts[id];
  return count == 1 ? id : fmt::format("{}#{}", id, count);
}

class Collector {
 public:
  Collector(Template& content, PolicyResources* target) : content_(content), target_(target) {}

  std::vector<Place> run() {
    PolicyResources& source = content_.resources.front();
    add({.id = "template:display_name", .notes = {"Name of the file; the editor does not show it"}},
        source.display_name, target_ ? &target_->display_name : nullptr);
    add({.id = "template:description",
         .notes = {"Description of the file; the editor does not show it"},
         .one_line = false},
        source.description, target_ ? &target_->description : nullptr);
    add_strings(source);
    add_presentations(source);
    return std::move(places_);
  }

 private:
  void add(Unit unit, const std::string& source, std::string* text, ResourceString missing = {}) {
    if (source.empty()) return;
    unit.source = source;
    if (text != nullptr) unit.text = *text;
    places_.push_back({std::move(unit), text, std::move(missing)});
  }

  void add_strings(PolicyResources& source) {
    const Uses uses = uses_of(content_.definitions);
    std::map<std::string, std::string*> targets;
    std::map<std::string, int> counts;
    if (target_ != nullptr) {
      for (ResourceString& row : target_->strings) {
        targets[numbered(counts, "string:" + row.id)] = &row.text;
      }
    }
    counts.clear();
    for (const ResourceString& row : source.strings) {
      const std::string id = numbered(counts, "string:" + row.id);
      const auto found = uses.find(fmt::format("$(string.{})", row.id));
      Unit unit{.id = id, .notes = {"Nothing refers to it"}, .one_line = false};
      if (found != uses.end()) {
        unit.notes = found->second.notes;
        unit.max_units = found->second.max_units;
        // A name that spans lines already may do so in every language.
        unit.one_line = found->second.one_line && row.text.find('\n') == std::string::npos;
      }
      const auto target = targets.find(id);
      add(std::move(unit), row.text, target == targets.end() ? nullptr : target->second,
          {.id = row.id, .unknown_attributes = row.unknown_attributes});
    }
  }

  void add_presentations(PolicyResources& source) {
    const auto users = users_of_presentations(content_.definitions);
    std::map<std::string, Presentation*> targets;
    std::map<std::string, int> counts;
    if (target_ != nullptr) {
      for (Presentation& row : target_->presentations) targets[numbered(counts, row.id)] = &row;
    }
    counts.clear();
    for (Presentation& row : source.presentations) {
      const std::string id = numbered(counts, row.id);
      const auto target = targets.find(id);
      std::vector<std::string> notes;
      const auto [begin, end] = users.equal_range(fmt::format("$(presentation.{})", row.id));
      for (auto user = begin; user != end; ++user) {
        notes.push_back(fmt::format("Policy {}: on its page", user->second));
      }
      add_controls("presentation:" + id, notes, row,
                   target == targets.end() ? nullptr : target->second);
    }
  }

  // A text between the elements is known by its number, a label by its element.
  static std::vector<std::string> names_of(const Presentation& screen) {
    std::vector<std::string> names;
    std::map<std::string, int> counts;
    for (const Control& control : screen.controls) {
      const bool is_text = std::holds_alternative<TextControl>(control);
      const std::string name = is_text
                                   ? fmt::format("text{}", ++counts["text"])
                                   : numbered(counts, fmt::format("{}/label", ref_id_of(control)));
      names.push_back(name);
    }
    return names;
  }

  static std::string* text_of(Control& control) {
    return std::visit(
        [](auto& row) -> std::string* {
          if constexpr (requires { row.label; }) {
            return &row.label;
          } else {
            return &row.text;
          }
        },
        control);
  }

  void add_controls(const std::string& id, const std::vector<std::string>& notes,
                    Presentation& screen, Presentation* target) {
    const std::vector<std::string> names = names_of(screen);
    std::map<std::string, std::string*> texts;
    if (target != nullptr) {
      const std::vector<std::string> target_names = names_of(*target);
      for (std::size_t i = 0; i < target_names.size(); ++i) {
        texts[target_names[i]] = text_of(target->controls[i]);
      }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string& source = *text_of(screen.controls[i]);
      Unit unit{.id = fmt::format("{}/{}", id, names[i]), .notes = notes};
      const bool is_text = std::holds_alternative<TextControl>(screen.controls[i]);
      unit.notes.emplace_back(is_text ? "Text between the fields"
                                      : fmt::format("Label of the {} {}",
                                                    adml_name(kind_of(screen.controls[i])),
                                                    ref_id_of(screen.controls[i])));
      unit.one_line = !is_text && source.find('\n') == std::string::npos;
      const auto found = texts.find(names[i]);
      add(std::move(unit), source, found == texts.end() ? nullptr : found->second);
    }
  }

  Template& content_;
  PolicyResources* target_;
  std::vector<Place> places_;
};

}  // namespace

std::vector<Place> places_of(Template& content, const std::string& language) {
  if (content.resources.empty()) return {};
  const auto target = std::ranges::find(content.resources, language, &PolicyResources::language);
  return Collector(content, target == content.resources.end() ? nullptr : &*target).run();
}

std::vector<Unit> units(const Template& content, const std::string& language) {
  Template copy = content;
  std::vector<Unit> result;
  for (Place& place : places_of(copy, language)) result.push_back(std::move(place.unit));
  return result;
}

void add_language(Template& content, const std::string& language) {
  if (content.resources.empty()) return;
  auto target = std::ranges::find(content.resources, language, &PolicyResources::language);
  if (target == content.resources.end()) {
    const PolicyResources& first = content.resources.front();
    content.resources.push_back(
        {.language = language, .revision = first.revision, .schema_version = first.schema_version});
    target = content.resources.end() - 1;
  }
  for (Presentation screen : content.resources.front().presentations) {
    const auto same = std::ranges::find(target->presentations, screen.id, &Presentation::id);
    if (same != target->presentations.end()) continue;
    for (Control& control : screen.controls) {
      std::visit(
          [](auto& row) {
            if constexpr (requires { row.label; }) row.label.clear();
            if constexpr (requires { row.text; }) row.text.clear();
          },
          control);
    }
    target->presentations.push_back(std::move(screen));
  }
}

}  // namespace regpolicy::translation
