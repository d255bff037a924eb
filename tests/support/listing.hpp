// What a reader understood, one line for each entry: the recorded outcome of a good fixture, beside
// it under the same name with ".expected" added. A bad fixture's is the whole message.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/exchange.hpp>
#include <regpolicy/instructions_json.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"

namespace tests {

inline std::string expected_of(const std::filesystem::path& fixture) {
  return read_text(fixture.string() + ".expected");
}

inline std::string listing(const regpolicy::Value& value) {
  return fmt::format("{} {}", to_string(value.type), regpolicy::to_hex(value.data));
}

inline std::string listing(const regpolicy::reg::File& file) {
  using regpolicy::escape_for_display;
  using regpolicy::reg::Operation;
  std::string text;
  for (const auto& entry : file.entries) {
    text +=
        fmt::format("{}: {} {}", entry.line, to_string(entry.root), escape_for_display(entry.key));
    switch (entry.operation) {
      case Operation::create_key: break;
      case Operation::delete_key: text += " deleted"; break;
      case Operation::delete_value:
        text += fmt::format(" | {} deleted", escape_for_display(entry.name));
        break;
      case Operation::set_value:
        text += fmt::format(" | {} = {}", escape_for_display(entry.name), listing(entry.value));
        break;
    }
    text += '\n';
  }
  return text;
}

inline std::string listing(const regpolicy::lgpo::File& file) {
  using regpolicy::escape_for_display;
  static constexpr const char* kActions[] = {"=",          "delete",         "create key",
                                             "delete all", "delete subkeys", "clear"};
  std::string text;
  for (const auto& entry : file.entries) {
    text +=
        fmt::format("{}: {} | {} | {} | {}", entry.line, entry.scope, escape_for_display(entry.key),
                    escape_for_display(entry.name), kActions[static_cast<int>(entry.action)]);
    if (entry.action == regpolicy::lgpo::Action::set) text += ' ' + listing(entry.value);
    text += '\n';
  }
  return text;
}

inline std::string listing(const regpolicy::policy_rules::Element& element,
                           const std::string& indent) {
  using regpolicy::escape_for_display;
  std::string text = fmt::format("{}{}: {}", indent, element.line, element.name);
  for (const auto& attribute : element.attributes) {
    text += fmt::format(" {}='{}'", attribute.name, escape_for_display(attribute.value));
  }
  text += fmt::format(" '{}'\n", escape_for_display(element.text));
  for (const auto& child : element.children) text += listing(child, indent + "  ");
  return text;
}

inline std::string listing(const regpolicy::policy_rules::File& file) {
  using regpolicy::escape_for_display;
  std::string text;
  for (const auto& attribute : file.attributes) {
    text += fmt::format("{}='{}'\n", attribute.name, escape_for_display(attribute.value));
  }
  for (const auto& entry : file.entries) {
    if (const auto* element = std::get_if<regpolicy::policy_rules::Element>(&entry)) {
      text += listing(*element, "");
      continue;
    }
    const auto& set = std::get<regpolicy::policy_rules::RegistryEntry>(entry);
    text +=
        fmt::format("{}: {} | {} | {} = {} | {} | {}\n", set.line, to_string(set.side),
                    escape_for_display(set.key), escape_for_display(set.name), listing(set.value),
                    escape_for_display(set.source_file), escape_for_display(set.policy_name));
  }
  return text;
}

inline std::string listing(const regpolicy::Records& records) {
  using regpolicy::escape_for_display;
  std::string text;
  for (const auto& record : records) {
    text += fmt::format("{} | {} = {}\n", escape_for_display(record.key),
                        escape_for_display(record.name), listing(record.value));
  }
  return text;
}

inline std::string listing(const regpolicy::instructions_json::File& file) {
  return fmt::format("side {}, user '{}'\n", file.side ? to_string(*file.side) : "?",
                     regpolicy::escape_for_display(file.user)) +
         listing(file.records);
}

}  // namespace tests
