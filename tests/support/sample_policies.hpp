// Policies and settings made in code, and what they compile to in a form that can be compared.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/bytes.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/text.hpp>

namespace tests {

// "SOFTWARE\A;Level;REG_DWORD;01000000": key, value name, type and data of a record.
inline std::string line_of(const regpolicy::Record& record) {
  return fmt::format("{};{};{};{}", regpolicy::to_utf8(record.key), regpolicy::to_utf8(record.name),
                     regpolicy::to_string(record.value.type), regpolicy::to_hex(record.value.data));
}

inline std::vector<std::string> lines_of(const regpolicy::Instructions& instructions) {
  std::vector<std::string> lines;
  for (const regpolicy::Record& record : regpolicy::encode(instructions)) {
    lines.push_back(line_of(record));
  }
  return lines;
}

// A template of the prefix "t" with one policy "P" below the key K. What is bound to its elements
// stands in `controls`.
inline regpolicy::Template template_of(regpolicy::Policy policy,
                                       std::vector<regpolicy::Control> controls = {}) {
  regpolicy::Template source;
  source.name = "Sample";
  source.definitions.target = {"t", "Sample.Policies"};
  if (policy.name.empty()) policy.name = "P";
  if (policy.key.empty()) policy.key = "K";
  if (!controls.empty()) policy.presentation = "$(presentation.Shown)";
  source.definitions.policies.push_back(std::move(policy));
  regpolicy::PolicyResources english{.language = "en-US"};
  english.presentations.push_back({"Shown", std::move(controls)});
  source.resources.push_back(std::move(english));
  return source;
}

struct Compiled {
  std::vector<std::string> lines;   // of the records; empty where there was an error
  std::vector<std::string> errors;  // whole messages
};

inline Compiled compile_setting(const regpolicy::Template& source, regpolicy::PolicyState state,
                                std::map<std::string, regpolicy::OptionValue> options = {},
                                regpolicy::Side side = regpolicy::Side::machine) {
  const regpolicy::Setting setting{.policy = "t:P",
                                   .side = side,
                                   .state = state,
                                   .options = std::move(options),
                                   .location = {.source = "b.toml", .line = 7, .column = 10},
                                   .option_locations = {}};
  regpolicy::Diagnostics diagnostics;
  const regpolicy::Catalog::Entry entry{&source, &source.definitions.policies.front()};
  const auto instructions = regpolicy::compile(setting, entry, diagnostics);
  Compiled compiled;
  if (instructions) compiled.lines = lines_of(*instructions);
  for (const auto& item : diagnostics.items) {
    compiled.errors.push_back(regpolicy::to_string(item));
  }
  return compiled;
}

}  // namespace tests
