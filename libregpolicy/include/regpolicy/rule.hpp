// What a finding's id stands for: one row of a table that every kind of input has.
#pragma once

#include <string_view>

#include <regpolicy/diagnostics.hpp>

namespace regpolicy {

struct Rule {
  std::string_view id;  // "<what>.<rule>", stable: "pol.key-empty"
  Severity severity = Severity::error;
  std::string_view title;  // what is found, in a few words
  std::string_view help;   // why it matters and what to do: one or two sentences
};

}  // namespace regpolicy
