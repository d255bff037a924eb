// What the rules about templates have in common. A section of rules is one file with one table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <regpolicy/rule.hpp>

#include "policy/check_templates/entries.hpp"

namespace regpolicy::check_templates {

class Collector;

// Takes what one rule finds.
class Finder {
 public:
  Finder(Collector& collector, std::size_t rule) : collector_(&collector), rule_(rule) {}

  // At an element, or at the attribute of it that is named. `path` is what it is about.
  void add(const SourceText& source, TemplatePlace place, std::string_view attribute,
           std::string_view path, std::string message, std::string hint = {}) const;

  // For rules that speak once a file and may find thousands of places: false where an earlier one
  // has been added. This one is counted then, and nothing is to be said of it.
  [[nodiscard]] bool is_first(const SourceText& source, TemplatePlace place) const;

 private:
  Collector* collector_;
  std::size_t rule_;
};

using StoreCheck = void (*)(const Store& store, const Finder& found);
using FileCheck = void (*)(const FileEntry& entry, const Finder& found);
using LanguageCheck = void (*)(const LanguageEntry& entry, const Finder& found);
using PolicyCheck = void (*)(const PolicyEntry& entry, const Finder& found);
using PresentationCheck = void (*)(const PresentationEntry& entry, const Finder& found);
using Check = std::variant<StoreCheck, FileCheck, LanguageCheck, PolicyCheck, PresentationCheck>;

// How much a rule may say of one file.
enum class Volume {
  every,
  once_a_file,  // the first place; the message counts the rest
};

// For which target a rule is asked.
enum class Audience { everyone, gpmc, mdm };

struct RuleRow {
  Rule rule;
  Check check{};
  Volume volume = Volume::every;
  Audience audience = Audience::everyone;
};

// The sections, in the order of the manual.
[[nodiscard]] std::span<const RuleRow> file_rules();
[[nodiscard]] std::span<const RuleRow> reference_rules();
[[nodiscard]] std::span<const RuleRow> text_rules();
[[nodiscard]] std::span<const RuleRow> presentation_rules();
[[nodiscard]] std::span<const RuleRow> registry_rules();
[[nodiscard]] std::span<const RuleRow> state_rules();
[[nodiscard]] std::span<const RuleRow> translation_rules();
[[nodiscard]] std::span<const RuleRow> mdm_rules();
[[nodiscard]] const std::vector<RuleRow>& all_rules();

// Puts the findings of all rules together, and with those of the readers.
class Collector {
 public:
  void add(std::size_t rule, const SourceText& source, TemplatePlace place,
           std::string_view attribute, std::string_view path, std::string message,
           std::string hint);
  [[nodiscard]] bool is_first(std::size_t rule, const SourceText& source, TemplatePlace place);

  // Adds all that another one has.
  void take(Collector other);

  // File by file, each in its order: of findings at one place, that of the earlier rule first.
  [[nodiscard]] Diagnostics finish(const TemplateStore& store, unsigned threads);

 private:
  struct Found {
    std::size_t rule = 0;
    std::size_t offset = 0;  // of the source's text
    bool is_nowhere = false;
    std::string path, message, hint;
    std::size_t further = 0;  // places of the rule behind this one that were only counted
  };
  using Findings = std::vector<Found>;

  void put(const StoreTemplate& row, Diagnostics& out);
  void put(const SourceText& source, const Diagnostics& of_readers, Diagnostics& out);
  [[nodiscard]] static Findings without_repetitions(Findings all);

  std::unordered_map<const SourceText*, Findings> findings_;
};

}  // namespace regpolicy::check_templates
