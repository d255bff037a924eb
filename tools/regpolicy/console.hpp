// What the program says and how it reads and writes files. stdout is data, stderr is talk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>

#include "command.hpp"

namespace regpolicy::tools {

// To stdout, byte for byte. Errors of writing (a full disk, a closed pipe) are noticed at the end
// by flush_stdout.
void print(std::string_view text);
[[nodiscard]] bool flush_stdout();

// One line to stderr.
void say(std::string_view line);
void say(const Error& error);
void say(const Diagnostics& diagnostics);         // every finding, then a line that counts them
void say_errors(const Diagnostics& diagnostics);  // a store of Windows has hundreds of warnings

// The exit code that tells of such an error.
[[nodiscard]] ExitCode exit_code_of(const Error& error);

// The call does not say what it has to.
[[nodiscard]] std::unexpected<Error> usage(std::string message, std::string hint = {});

// Says the error and returns its exit code: `return fail_with(error);`
[[nodiscard]] ExitCode fail_with(const Error& error);

// The content of a file, or of stdin for "-". Errors name the file.
[[nodiscard]] Result<Bytes> read_input(const std::string& path);

// Puts `source` into the error's location where it names no source yet.
[[nodiscard]] Error in_source(Error error, const std::string& source);

[[nodiscard]] OutputFile text_file(std::string path, std::string_view text);

// Writes the outputs (see write_files); "-" is stdout. Says on stderr which files were written,
// unless `quiet`.
[[nodiscard]] ExitCode write_outputs(std::vector<OutputFile> outputs, const Arguments& arguments);

[[nodiscard]] bool stderr_is_terminal();

// Should output to stdout or stderr be coloured? --color always|never|auto, NO_COLOR, a terminal.
[[nodiscard]] bool use_color(const Arguments& arguments);

}  // namespace regpolicy::tools
