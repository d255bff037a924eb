// regpolicy bundle: all that a delivery of a baseline needs.
#include <fmt/format.h>

#include <regpolicy/bundle.hpp>
#include <regpolicy/text.hpp>

#include "baseline_files.hpp"
#include "commands.hpp"
#include "console.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kBundleDetails =
    "Writes a folder with all that an administrator needs to put a baseline into force: the\n"
    "templates for the Group Policy editor, a backup that GPMC imports, Registry.pol, .reg, LGPO\n"
    "text, MDM settings, a reference for the browser, a README, and SHA-256 of every file. The\n"
    "same baseline gives the same bytes.\n"
    "\n"
    "--verify compares such a folder with its list: exit code 0 where all is as it was made, 1\n"
    "where a file is missing, changed or extra; each is named. sha256sum -c SHA256SUMS does it\n"
    "without regpolicy.\n"
    "\n"
    "Examples:\n"
    "  regpolicy bundle tools/baselines/sspr.toml -o delivery\n"
    "  regpolicy bundle tools/baselines/sspr.toml -o svensk --lang sv-SE\n"
    "  regpolicy bundle baseline.toml -o d && regpolicy bundle --verify d";

std::string_view problem_word(BundleProblem::What what) {
  switch (what) {
    case BundleProblem::What::missing: return "missing";
    case BundleProblem::What::changed: return "changed";
    case BundleProblem::What::extra: return "extra";
  }
  return "";
}

ExitCode verify(const Arguments& arguments) {
  if (arguments.has("BASELINE") || arguments.has("output")) {
    return fail_with(usage("--verify takes a folder, and neither BASELINE nor --output").error());
  }
  const auto check = verify_bundle(real_file_system(), arguments.get("verify"));
  if (!check) return fail_with(check.error());
  for (const BundleProblem& problem : check->problems) {
    print(fmt::format("{}: {}\n", problem_word(problem.what), escape_for_display(problem.path)));
  }
  if (!check->problems.empty()) return ExitCode::findings;
  if (!arguments.has("quiet")) say(fmt::format("{} files are as they were made", check->files));
  return ExitCode::done;
}

// A file of an earlier bundle that this one does not have would be taken for a part of it.
Result<void> check_is_new(const std::string& folder) {
  if (!real_file_system().exists(folder)) return {};
  const auto names = real_file_system().list(folder);
  if (!names) return std::unexpected(names.error());
  if (names->empty()) return {};
  return fail(ErrorCode::already_exists, "the folder is not empty", {.source = folder},
              "give a new one, or remove it first");
}

ExitCode run_bundle(const Arguments& arguments) {
  if (arguments.has("verify")) return verify(arguments);
  if (!arguments.has("BASELINE") || !arguments.has("output")) {
    return fail_with(usage("BASELINE and --output are required", "or --verify DIR").error());
  }
  const std::string folder = arguments.get("output");
  const auto loaded = load_baseline(arguments.get("BASELINE"), arguments);
  if (!loaded) return loaded.error();
  Diagnostics diagnostics;
  const auto compiled = compile(loaded->baseline, loaded->catalog, diagnostics);
  say(diagnostics);
  if (!compiled) return ExitCode::bad_input;
  if (const auto is_new = check_is_new(folder); !is_new) return fail_with(is_new.error());
  auto files = make_bundle(loaded->baseline, *compiled, loaded->catalog,
                           {.languages = arguments.all("lang")});
  if (!files) return fail_with(in_source(files.error(), arguments.get("BASELINE")));
  for (OutputFile& file : *files) file.path = join_path(folder, file.path);
  const auto written = write_files(real_file_system(), *files);
  if (!written) return fail_with(written.error());
  if (!arguments.has("quiet")) {
    say(fmt::format("wrote {} files to {}", written->size(), escape_for_display(folder)));
  }
  return ExitCode::done;
}

}  // namespace

Command bundle_command() {
  return {.name = "bundle",
          .summary = "Write all that a delivery of a baseline needs",
          .details = kBundleDetails,
          .positionals = {{"BASELINE",
                           "the baseline (.toml), its name, or - for the standard input", false}},
          .options = {{.name = "output",
                       .letter = "o",
                       .operand = "DIR",
                       .help = "The folder to write; it must be new or empty"},
                      {.name = "verify",
                       .letter = "",
                       .operand = "DIR",
                       .help = "Compare a bundle with its list of checksums"},
                      templates_option(),
                      {.name = "lang",
                       .letter = "",
                       .operand = "TAG",
                       .help = "A language of templates, reference and README; all by default",
                       .repeated = true},
                      quiet_option()},
          .run = run_bundle};
}

}  // namespace regpolicy::tools
