#include "diff_baselines.hpp"

#include <expected>

#include <regpolicy/baseline.hpp>
#include <regpolicy/diff_baselines.hpp>

#include "console.hpp"
#include "template_paths.hpp"

namespace regpolicy::tools {
namespace {

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
  return toml_kind(arguments.get("A")) == TomlKind::baseline &&
         toml_kind(arguments.get("B")) == TomlKind::baseline;
}

ExitCode run_diff_of_baselines(const Arguments& arguments) {
  if (arguments.has("records") || arguments.get("format") == "unified") {
    return fail_with({.code = ErrorCode::invalid_argument,
                      .message = "baselines are compared as text or json, by what they say",
                      .location = {},
                      .hint = "compile them to compare what they write"});
  }
  const auto a = read(arguments.get("A"));
  if (!a) return a.error();
  const auto b = read(arguments.get("B"));
  if (!b) return b.error();
  const BaselineDiff diff = diff_baselines(*a, *b);
  print(arguments.get("format") == "json" ? to_json(diff, arguments.get("A"), arguments.get("B"))
                                          : to_text(diff, use_color(arguments)));
  return is_same(diff) ? ExitCode::done : ExitCode::findings;
}

}  // namespace regpolicy::tools
