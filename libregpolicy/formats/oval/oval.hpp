// OVAL 5.11, as far as it speaks of a Windows registry: definitions of what is to hold, and system
// characteristics, which say what was found. Written only.
//
// Source: the schemas oval-definitions, oval-system-characteristics and their windows and
// independent parts, version 5.11, and the evaluation tables in their annotations.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace regpolicy::oval {

// All texts are UTF-8. Those that are compared can hold only what XML 1.0 can, see is_xml_text();
// titles and the like are escaped for display.
[[nodiscard]] bool is_xml_text(const std::string& utf8);

enum class Datatype { string, integer, binary };
enum class Operation {
  equals,
  case_insensitive_equals,
  at_least,
  at_most,
  pattern_match,
};
// Of the several values of one item.
enum class EntityCheck { all, at_least_one, none_satisfy };

struct Comparison {
  Operation operation = Operation::equals;
  Datatype datatype = Datatype::string;
  std::vector<std::string> operands;  // one of them has to fit; several become a variable
  EntityCheck check = EntityCheck::all;
  [[nodiscard]] auto operator<=>(const Comparison&) const = default;
};

struct State {
  std::string type{};  // "reg_dword"; empty: any
  std::optional<Comparison> key{}, name{}, value{};
  [[nodiscard]] auto operator<=>(const State&) const = default;
};

enum class Hive { local_machine, users };

// Of the 64-bit view.
struct Object {
  Hive hive = Hive::local_machine;
  std::string key;
  bool key_is_pattern = false;
  std::optional<std::string> name;  // absent: keys alone; empty: the default value
  bool name_is_pattern = false;
  [[nodiscard]] auto operator<=>(const Object&) const = default;
};

// Objects and states are numbers of their lists.
struct Test {
  enum class Check { all, at_least_one };
  enum class Existence { at_least_one, any, none };

  std::string comment;
  std::size_t object = 0;
  std::vector<std::size_t> states{};
  bool all_states = false;  // else one of them is enough
  Check check = Check::at_least_one;
  Existence existence = Existence::at_least_one;
  // What OVAL cannot say: never true, never false. Nothing but the comment counts then.
  bool is_unknown = false;
  [[nodiscard]] auto operator<=>(const Test&) const = default;
};

struct Criteria {
  enum class Kind { test, all, any };

  Kind kind = Kind::test;
  bool is_negated = false;
  std::size_t test = 0;           // its number
  std::vector<Criteria> parts{};  // of all and any
};

struct Definition {
  std::string id;       // "oval:regpolicy:def:7"
  std::string purpose;  // "compliance", "inventory"
  std::string title, description;
  std::vector<std::string> notes{};
  Criteria criteria{};
};

struct Generator {
  std::string product, version;
  std::string time;  // 2026-11-25T16:42:48Z
};

struct Definitions {
  Generator generator;
  std::string comment;  // in front of all; may have several lines
  std::vector<Definition> definitions{};
  std::vector<Test> tests{};
  std::vector<Object> objects{};
  std::vector<State> states{};
};

struct Item {
  struct Found {
    Datatype datatype = Datatype::string;
    std::optional<std::string> text;  // absent: there is none that OVAL could say
    [[nodiscard]] auto operator<=>(const Found&) const = default;
  };

  Hive hive = Hive::local_machine;
  std::string key;
  std::optional<std::string> name{};  // absent: the key itself
  std::optional<std::string> type{};  // absent: OVAL has none; of values only
  std::vector<Found> values{};
  bool is_collected = true;  // else it stands for items that the source does not tell
  [[nodiscard]] auto operator<=>(const Item&) const = default;
};

struct Collected {
  enum class Flag { complete, incomplete, does_not_exist, not_collected };

  Flag flag = Flag::complete;
  std::string message{};  // where there is something to say of it
  std::vector<std::size_t> items{};
};

struct SystemInfo {
  std::string os_name, os_version, architecture, host_name;
};

struct Characteristics {
  Generator generator;
  SystemInfo system;
  std::vector<Collected> collected;  // one for each object, in their order
  std::vector<Item> items;
};

[[nodiscard]] std::string write(const Definitions& definitions);
[[nodiscard]] std::string write(const Characteristics& characteristics);

}  // namespace regpolicy::oval
