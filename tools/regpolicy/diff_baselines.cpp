#include "diff_baselines.hpp"

#include <expected>

#include <regpolicy/baseline.hpp>
#include <regpolicy/diff_baselines.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

// A line that is [baseline]: a template source has none.
bool is_baseline(const std::string& path) {
  if (!ascii_lower(path).ends_with(".toml")) return false;
  const auto content = read_input(path);
  if (!content) return false;
  std::string_view text = as_chars(*content);
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
    if (line.starts_with("[baseline]")) return true;
  }
  return false;
}

std::expected<Baseline, ExitCode> read(const std::string& path) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(fail_with(content.error()));
  Diagnostics diagnostics;
  auto baseline = baseline::read(as_chars(*content), path, diagnostics);
  say(diagnostics);
  if (!baseline) return std::unexpected(ExitCode::bad_input);
  return *std::move(baseline);
}

}  // namespace

bool are_baselines(const Arguments& arguments) {
  return is_baseline(arguments.get("A")) && is_baseline(arguments.get("B"));
}

ExitCode run_diff_of_baselines(const Arguments& arguments) {
  const auto a = read(arguments.get("A"));
  if (!a) return a.error();
  const auto b = read(arguments.get("B"));
  if (!b) return b.error();
  const BaselineDiff diff = diff_baselines(*a, *b);
  if (arguments.has("records") || arguments.get("format") == "unified") {
    return fail_with({.code = ErrorCode::invalid_argument,
                      .message = "baselines are compared as text or json, by what they say",
                      .location = {},
                      .hint = "compile them to compare what they write"});
  }
  print(arguments.get("format") == "json" ? to_json(diff, arguments.get("A"), arguments.get("B"))
                                          : to_text(diff, use_color(arguments)));
  return is_same(diff) ? ExitCode::done : ExitCode::findings;
}

}  // namespace regpolicy::tools
