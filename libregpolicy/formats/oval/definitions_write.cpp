#include <map>

#include <regpolicy/text.hpp>

#include "formats/oval/oval_parts.hpp"

namespace regpolicy::oval {
namespace {

constexpr const char* kDefinitions = "http://oval.mitre.org/XMLSchema/oval-definitions-5";
constexpr const char* kWindows = "http://oval.mitre.org/XMLSchema/oval-definitions-5#windows";
constexpr const char* kIndependent =
    "http://oval.mitre.org/XMLSchema/oval-definitions-5#independent";

const char* to_string(Operation operation) {
  switch (operation) {
    case Operation::equals: return "equals";
    case Operation::case_insensitive_equals: return "case insensitive equals";
    case Operation::at_least: return "greater than or equal";
    case Operation::at_most: return "less than or equal";
    case Operation::pattern_match: return "pattern match";
  }
  return "";
}

const char* to_string(EntityCheck check) {
  switch (check) {
    case EntityCheck::all: return "all";
    case EntityCheck::at_least_one: return "at least one";
    case EntityCheck::none_satisfy: return "none satisfy";
  }
  return "";
}

const char* to_string(Test::Check check) {
  switch (check) {
    case Test::Check::all: return "all";
    case Test::Check::at_least_one: return "at least one";
  }
  return "";
}

const char* to_string(Test::Existence existence) {
  switch (existence) {
    case Test::Existence::at_least_one: return "at_least_one_exists";
    case Test::Existence::any: return "any_exist";
    case Test::Existence::none: return "none_exist";
  }
  return "";
}

// Two hyphens end a comment [XML 1.0, 2.5].
std::string xml_comment(const std::string& text) {
  std::string result("\n");
  for (const char c : text) {
    if (c == '-' && result.ends_with('-')) result += ' ';
    result += c;
  }
  return result + '\n';
}

// Lists of operands, each once.
struct OvalVariable {
  Datatype datatype;
  std::vector<std::string> values;
  [[nodiscard]] auto operator<=>(const OvalVariable&) const = default;
};

class DefinitionsWriter {
 public:
  explicit DefinitionsWriter(const Definitions& source) : source_(source) {}

  [[nodiscard]] std::string write() {
    xml::add_declaration(document_);
    if (!source_.comment.empty()) {
      document_.append_child(pugi::node_comment).set_value(xml_comment(source_.comment).c_str());
    }
    root_ = add_root(document_, "oval_definitions", kDefinitions);
    xml::set(root_, "xmlns:ind", std::string(kIndependent));
    xml::set(root_, "xmlns:win", std::string(kWindows));
    add_generator(root_, source_.generator);
    add_list("definitions", source_.definitions,
             [](pugi::xml_node parent, const Definition& definition, std::size_t) {
               add_definition(parent, definition);
             });
    add_list("tests", source_.tests, [](pugi::xml_node parent, const Test& test, std::size_t n) {
      add_test(parent, test, n);
    });
    add_list("objects", source_.objects,
             [](pugi::xml_node parent, const Object& object, std::size_t n) {
               add_object(parent, object, n);
             });
    add_list("states", source_.states,
             [this](pugi::xml_node parent, const State& state, std::size_t n) {
               add_state(parent, state, n);
             });
    add_list("variables", variables_,
             [](pugi::xml_node parent, const OvalVariable& variable, std::size_t n) {
               add_variable(parent, variable, n);
             });
    return xml::to_text(document_);
  }

 private:
  // The schema has no empty lists.
  template <class T, class Add>
  void add_list(const char* name, const std::vector<T>& list, const Add& add) {
    if (list.empty()) return;
    pugi::xml_node parent = xml::add(root_, name);
    for (std::size_t n = 0; n < list.size(); ++n) add(parent, list[n], n);
  }

  static void set_head(pugi::xml_node node, const std::string& id) {
    xml::set(node, "id", id);
    xml::set(node, "version", std::uint64_t{1});
  }

  static void add_notes(pugi::xml_node parent, const std::vector<std::string>& notes) {
    if (notes.empty()) return;
    pugi::xml_node node = xml::add(parent, "notes");
    for (const std::string& note : notes) xml::add_text(node, "note", escape_for_display(note));
  }

  static void add_criteria(pugi::xml_node parent, const Criteria& criteria, bool is_outermost) {
    const bool is_test = criteria.kind == Criteria::Kind::test;
    if (is_test && is_outermost) parent = xml::add(parent, "criteria");
    pugi::xml_node node = xml::add(parent, is_test ? "criterion" : "criteria");
    if (!is_test) {
      const bool all = criteria.kind == Criteria::Kind::all;
      xml::set(node, "operator", std::string(all ? "AND" : "OR"));
    }
    if (criteria.is_negated) xml::set_bool(node, "negate", true);
    if (is_test) xml::set(node, "test_ref", part_id("tst", criteria.test));
    for (const Criteria& part : criteria.parts) add_criteria(node, part, false);
  }

  static void add_definition(pugi::xml_node parent, const Definition& definition) {
    pugi::xml_node node = xml::add(parent, "definition");
    set_head(node, definition.id);
    xml::set(node, "class", definition.purpose);
    pugi::xml_node metadata = xml::add(node, "metadata");
    xml::add_text(metadata, "title", escape_for_display(definition.title));
    xml::set(xml::add(metadata, "affected"), "family", std::string("windows"));
    xml::add_text(metadata, "description", escape_for_display(definition.description));
    add_notes(node, definition.notes);
    add_criteria(node, definition.criteria, true);
  }

  static void add_test(pugi::xml_node parent, const Test& test, std::size_t number) {
    pugi::xml_node node =
        xml::add(parent, test.is_unknown ? "ind:unknown_test" : "win:registry_test");
    set_head(node, part_id("tst", number));
    xml::set(node, "check", std::string(to_string(test.check)));
    if (!test.is_unknown) {
      xml::set(node, "check_existence", std::string(to_string(test.existence)));
      if (test.states.size() > 1) {
        xml::set(node, "state_operator", std::string(test.all_states ? "AND" : "OR"));
      }
    }
    xml::set(node, "comment", escape_for_display(test.comment));
    if (test.is_unknown) return;
    xml::set(xml::add(node, "win:object"), "object_ref", part_id("obj", test.object));
    for (const std::size_t state : test.states) {
      xml::set(xml::add(node, "win:state"), "state_ref", part_id("ste", state));
    }
  }

  static void add_object(pugi::xml_node parent, const Object& object, std::size_t number) {
    const auto set_pattern = [](pugi::xml_node node) {
      xml::set(node, "operation", std::string(to_string(Operation::pattern_match)));
    };
    pugi::xml_node node = xml::add(parent, "win:registry_object");
    set_head(node, part_id("obj", number));
    xml::set(xml::add(node, "win:behaviors"), "windows_view", std::string("64_bit"));
    xml::add_text(node, "win:hive", oval::to_string(object.hive));
    pugi::xml_node key = xml::add_text(node, "win:key", object.key);
    if (object.key_is_pattern) set_pattern(key);
    if (!object.name) {
      xml::set_bool(xml::add(node, "win:name"), "xsi:nil", true);
      return;
    }
    pugi::xml_node name = xml::add_text(node, "win:name", *object.name);
    if (object.name_is_pattern) set_pattern(name);
  }

  void add_state(pugi::xml_node parent, const State& state, std::size_t number) {
    pugi::xml_node node = xml::add(parent, "win:registry_state");
    set_head(node, part_id("ste", number));
    if (state.key) add_comparison(node, "win:key", *state.key);
    if (state.name) add_comparison(node, "win:name", *state.name);
    if (!state.type.empty()) xml::add_text(node, "win:type", state.type);
    if (state.value) add_comparison(node, "win:value", *state.value);
  }

  void add_comparison(pugi::xml_node parent, const char* name, const Comparison& comparison) {
    pugi::xml_node node = xml::add(parent, name);
    if (comparison.datatype != Datatype::string) {
      xml::set(node, "datatype", std::string(oval::to_string(comparison.datatype)));
    }
    if (comparison.operation != Operation::equals) {
      xml::set(node, "operation", std::string(to_string(comparison.operation)));
    }
    if (comparison.check != EntityCheck::all) {
      xml::set(node, "entity_check", std::string(to_string(comparison.check)));
    }
    if (comparison.operands.size() == 1) {
      xml::set_text(node, comparison.operands.front());
      return;
    }
    xml::set(node, "var_ref",
             part_id("var", number_of({comparison.datatype, comparison.operands})));
    xml::set(node, "var_check", std::string("at least one"));
  }

  static void add_variable(pugi::xml_node parent, const OvalVariable& variable,
                           std::size_t number) {
    pugi::xml_node node = xml::add(parent, "constant_variable");
    set_head(node, part_id("var", number));
    xml::set(node, "datatype", std::string(oval::to_string(variable.datatype)));
    xml::set(node, "comment", std::string("one of these"));
    for (const std::string& value : variable.values) xml::add_text(node, "value", value);
  }

  std::size_t number_of(const OvalVariable& variable) {
    const auto [place, is_new] = numbers_.emplace(variable, variables_.size());
    if (is_new) variables_.push_back(variable);
    return place->second;
  }

  const Definitions& source_;
  pugi::xml_document document_{};
  pugi::xml_node root_{};
  std::vector<OvalVariable> variables_{};
  std::map<OvalVariable, std::size_t> numbers_{};
};

}  // namespace

std::string write(const Definitions& definitions) { return DefinitionsWriter(definitions).write(); }

}  // namespace regpolicy::oval
