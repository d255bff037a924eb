// Many findings about one input. A reader that can go on after an error reports all it finds here;
// a failure that stops is an Error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>

namespace regpolicy {

enum class Severity { error, warning, note };

struct Diagnostic {
  std::string rule;  // stable id: "template.unknown-key"
  Severity severity = Severity::error;
  std::string message;
  Location location;
  std::string hint;

  [[nodiscard]] bool operator==(const Diagnostic&) const = default;
};

struct Diagnostics {
  std::vector<Diagnostic> items;  // in the order of finding

  void error(std::string rule, std::string message, Location location, std::string hint = {});
  void warning(std::string rule, std::string message, Location location, std::string hint = {});

  [[nodiscard]] std::size_t count(Severity severity) const;
  [[nodiscard]] bool has_errors() const { return count(Severity::error) != 0; }
};

// Puts the findings from position `first` on into the order of the file: by line, column and
// offset. Those at one place keep their order.
void sort_by_place(Diagnostics& diagnostics, std::size_t first);

[[nodiscard]] std::string_view to_string(Severity severity);

// "a.toml:12:3: error: unknown key 'clas' (did you mean 'class'?) [template.unknown-key]"
[[nodiscard]] std::string to_string(const Diagnostic& diagnostic);

}  // namespace regpolicy
