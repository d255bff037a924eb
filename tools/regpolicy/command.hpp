// What a command of the program consists of: a row of data and one function.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace regpolicy::tools {

// Exit codes of every command; documented in README.md and by exit_codes().
enum class ExitCode {
  done = 0,       // done, the same, compliant
  findings = 1,   // findings, differences
  usage = 2,      // the command line cannot be understood
  bad_input = 3,  // an input is malformed or unreadable
  access_denied = 4,
  conflict = 5,     // an output exists, a target changed
  partly_done = 6,  // done in part; in an audit: the source does not tell everything
  defect = 70,      // a defect of this program
};

struct ExitCodeRow {
  ExitCode code;
  std::string_view meaning;
};
[[nodiscard]] const std::vector<ExitCodeRow>& exit_codes();

struct Positional {
  std::string_view name;  // "SOURCE"
  std::string_view help;
  bool required = true;
  bool repeated = false;
};

struct Option {
  std::string_view name;     // "output" is --output
  std::string_view letter;   // "o" is -o; may be empty
  std::string_view operand;  // "FILE"; empty for a flag
  std::string_view help;
  int operands = 1;  // how many one use takes; 0 for a flag
  bool required = false;
  bool repeated = false;
  std::vector<std::string> one_of = {};  // the only values allowed, where not empty
};

// The help of an option, with the values allowed where it does not name them itself.
[[nodiscard]] std::string help_of(const Option& option);

// What was given on the command line. No file has been opened yet.
class Arguments {
 public:
  [[nodiscard]] bool has(std::string_view name) const;
  // The first value, else `otherwise`.
  [[nodiscard]] std::string get(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] const std::vector<std::string>& all(std::string_view name) const;

  void set(std::string name, std::vector<std::string> values);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;  // by option or positional
};

struct Command {
  std::string_view name;
  std::string_view summary;  // one line of `regpolicy --help`
  std::string_view details;  // further paragraphs of `regpolicy NAME --help`, examples last
  std::vector<Positional> positionals;
  std::vector<Option> options;
  ExitCode (*run)(const Arguments& arguments) = nullptr;
};

// Options that several commands share, so that they read the same everywhere.
[[nodiscard]] Option force_option();
[[nodiscard]] Option lang_option();
[[nodiscard]] Option side_option();
[[nodiscard]] Option quiet_option();
[[nodiscard]] Option color_option();

}  // namespace regpolicy::tools
