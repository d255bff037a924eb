#include "console.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace regpolicy::tools {
namespace {

bool is_terminal(std::FILE* file) {
#ifdef _WIN32
  return _isatty(_fileno(file)) != 0;
#else
  return isatty(fileno(file)) != 0;
#endif
}

Result<Bytes> read_stdin() {
  Bytes content;
  std::byte buffer[65536];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
    content.insert(content.end(), buffer, buffer + count);
  }
  if (std::ferror(stdin) != 0) {
    return fail(ErrorCode::io, "cannot read the standard input", {.source = "-"});
  }
  return content;
}

// What --force replaces: an output that exists and is no folder.
bool force_helps(const Error& error, const std::vector<OutputFile>& files) {
  const std::string& path = error.location.source;
  return error.code == ErrorCode::already_exists && !real_file_system().is_folder(path) &&
         std::ranges::find(files, path, &OutputFile::path) != files.end();
}

}  // namespace

// A failure shows in ferror, which flush_stdout asks.
void print(std::string_view text) { (void)std::fwrite(text.data(), 1, text.size(), stdout); }

bool flush_stdout() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

void say(std::string_view line) {
  // What was printed before stands before it, where both go to one terminal or file. Nowhere is
  // left to tell of a failure here.
  (void)std::fflush(stdout);
  (void)std::fwrite(line.data(), 1, line.size(), stderr);
  (void)std::fputc('\n', stderr);
}

void say(const Error& error) { say(to_string(error)); }

void say(const Diagnostics& diagnostics) {
  for (const Diagnostic& item : diagnostics.items) say(to_string(item));
  const std::size_t errors = diagnostics.count(Severity::error);
  const std::size_t warnings = diagnostics.count(Severity::warning);
  const auto counted = [](std::size_t count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
  };
  if (errors + warnings > 0) {
    say(fmt::format("{}, {}", counted(errors, "error"), counted(warnings, "warning")));
  }
}

void say_errors(const Diagnostics& diagnostics) {
  for (const Diagnostic& item : diagnostics.items) {
    if (item.severity == Severity::error) say(to_string(item));
  }
}

ExitCode exit_code_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::malformed:
    case ErrorCode::not_representable:
    case ErrorCode::not_found:
    case ErrorCode::limit_exceeded:
    case ErrorCode::io: return ExitCode::bad_input;
    case ErrorCode::invalid_argument: return ExitCode::usage;
    case ErrorCode::conflict:
    case ErrorCode::already_exists: return ExitCode::conflict;
    case ErrorCode::access_denied: return ExitCode::access_denied;
    case ErrorCode::internal: return ExitCode::defect;
  }
  return ExitCode::defect;
}

std::unexpected<Error> usage(std::string message, std::string hint) {
  return fail(ErrorCode::invalid_argument, std::move(message), {}, std::move(hint));
}

ExitCode fail_with(const Error& error) {
  say(error);
  return exit_code_of(error);
}

Result<Bytes> read_input(const std::string& path) {
  return path == "-" ? read_stdin() : real_file_system().read(path);
}

Error in_source(Error error, const std::string& source) {
  if (error.location.source.empty()) error.location.source = source;
  return error;
}

OutputFile text_file(std::string path, std::string_view text) {
  const ByteView bytes = as_bytes(text);
  return {std::move(path), Bytes(bytes.begin(), bytes.end())};
}

ExitCode write_outputs(std::vector<OutputFile> outputs, const Arguments& arguments) {
  std::vector<OutputFile> files;
  for (OutputFile& output : outputs) {
    if (output.path == "-") {
      print(as_chars(output.content));
    } else {
      files.push_back(std::move(output));
    }
  }
  const auto written =
      write_files(real_file_system(), files, {.overwrite = arguments.has("force")});
  if (!written) {
    Error error = written.error();
    if (!arguments.has("force") && force_helps(error, files)) error.hint = "--force replaces it";
    return fail_with(error);
  }
  if (!arguments.has("quiet")) {
    for (const OutputFile& file : files) {
      const bool changed = std::ranges::find(*written, file.path) != written->end();
      say(changed ? fmt::format("wrote {} ({} bytes)", escape_for_display(file.path),
                                file.content.size())
                  : fmt::format("{} is right already", escape_for_display(file.path)));
    }
  }
  return ExitCode::done;
}

bool stderr_is_terminal() { return is_terminal(stderr); }

bool use_color(const Arguments& arguments) {
  const std::string wish = arguments.get("color", "auto");
  if (wish != "auto") return wish == "always";
  const char* const no_color =
      std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): one thread
  return (no_color == nullptr || *no_color == '\0') && is_terminal(stdout);
}

}  // namespace regpolicy::tools
