// What the rules about Registry.pol have in common: the record they look at, and where they put
// what they find. A section of rules is one file with one table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/rule.hpp>
#include <regpolicy/side.hpp>

#include "policy/check/history.hpp"

namespace regpolicy::check {

// Bytes of the file.
struct Place {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// One record of the file, with all that a rule may ask about it.
struct Entry {
  std::uint64_t number = 0;  // from 1
  std::uint64_t offset = 0;  // of the '['
  Record record{};
  Instruction instruction{};
  std::optional<Side> side;
  const History* history = nullptr;    // of the records before this one
  const KeyHistory* before = nullptr;  // of its key; empty where it is the first of its key
};

// Where the fields of the record lie; the texts without their NULs.
[[nodiscard]] Place key_place(const Entry& entry);
[[nodiscard]] Place name_place(const Entry& entry);
[[nodiscard]] Place type_place(const Entry& entry);
[[nodiscard]] Place size_place(const Entry& entry);
[[nodiscard]] Place data_place(const Entry& entry);
// The part of a text field from code unit `first` on.
[[nodiscard]] Place part_of(Place text, std::size_t first, std::size_t units);

// A name for a message: in quotes, safe to print, cut where it is very long.
[[nodiscard]] std::string in_quotes(std::u16string_view text);

class Collector;

// Takes what one rule finds.
class Finder {
 public:
  Finder(Collector& collector, std::size_t rule) : collector_(&collector), rule_(rule) {}

  void add(const Entry& entry, Place place, std::string message, std::string hint = {}) const;

 private:
  Collector* collector_;
  std::size_t rule_;
};

// How much a rule may say of one file.
enum class Volume {
  every_record,
  once_a_key,   // the first record of the key: what is wrong is the key, whatever is below it
  once_a_file,  // the first record; the message counts the rest
};

struct RuleRow {
  Rule rule;
  void (*check)(const Entry& entry, const Finder& found) = nullptr;  // none: about whole files
  Volume volume = Volume::every_record;
};

// The sections, in the order of the manual.
[[nodiscard]] std::span<const RuleRow> file_rules();  // their checks are in check_pol.cpp
[[nodiscard]] std::span<const RuleRow> key_rules();
[[nodiscard]] std::span<const RuleRow> name_rules();
[[nodiscard]] std::span<const RuleRow> type_rules();
[[nodiscard]] std::span<const RuleRow> data_rules();
[[nodiscard]] std::span<const RuleRow> directive_rules();
[[nodiscard]] std::span<const RuleRow> order_rules();
[[nodiscard]] std::span<const RuleRow> reach_rules();
[[nodiscard]] const std::vector<RuleRow>& all_rules();

// Puts the findings of all rules together.
class Collector {
 public:
  explicit Collector(std::string source)
      : source_(std::move(source)), groups_(all_rules().size()) {}

  // Runs every rule over the record.
  void check(const Entry& entry);
  void add(std::size_t rule, Location location, std::string message, std::string hint);
  // The same by id, for the rules about whole files.
  void add(std::string_view id, Location location, std::string message, std::string hint = {});

  [[nodiscard]] Diagnostics finish();

 private:
  struct Group {
    std::size_t first = 0;  // position of the rule's first finding
    std::uint64_t count = 0;
  };

  std::string source_;
  std::vector<Group> groups_;  // by rule
  Diagnostics diagnostics_;
};

}  // namespace regpolicy::check
