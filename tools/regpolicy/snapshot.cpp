// regpolicy snapshot: what a baseline asks of a machine, in a file that is judged elsewhere.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/fleet_source.hpp>
#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/policy_source.hpp>
#include <regpolicy/text.hpp>

#include "audit_expected.hpp"
#include "baseline_files.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "source_input.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kSnapshotDetails =
    "Collects the values that the checks, settings and values of a baseline ask for, and no "
    "other,\n"
    "from a machine into a small file. 'regpolicy audit --source snapshot:FILE' judges it later,\n"
    "anywhere, with the result that the audit of the machine itself would have. A folder of\n"
    "snapshots is judged at once.\n"
    "\n"
    "The file holds the baseline's SHA-256, the computer's name, where a source tells it, and a\n"
    "checksum: a file that was cut off or changed is refused. What may not be read is marked as\n"
    "denied, what a source does not tell as not told. The values are in plain text.\n"
    "\n"
    "Sources are those of 'regpolicy audit'; without --source it is this machine's registry\n"
    "(Windows). Run it elevated, so that nothing is denied.\n"
    "\n"
    "Exit code 3: a source or the baseline cannot be read, and nothing is written.\n"
    "\n"
    "Examples:\n"
    "  regpolicy snapshot sspr -s policies.reg -o pc-17.snapshot\n"
    "  regpolicy snapshot sspr.toml -s hive:System32/config --name PC-17 --stamp -o - > "
    "pc.snapshot";

// A snapshot is judged as what a machine holds; what it would hold, or what another one holds, must
// not get into it.
Result<void> check_one_machine(const std::vector<audit::Source>& sources) {
  const auto policy = std::ranges::find_if(
      sources, [](const audit::Source& source) { return audit::is_policy(source.kind); });
  const bool only_policies = std::ranges::all_of(
      sources, [](const audit::Source& source) { return audit::is_policy(source.kind); });
  if (policy != sources.end() && !only_policies) {
    return usage(fmt::format("a snapshot tells what a machine holds, not what {} would make of it",
                             escape_for_display(audit::to_string(*policy))),
                 "audit takes both sources");
  }
  if (!audit::is_fleet(real_file_system(), sources)) return {};
  return usage("a snapshot is of one machine, and the sources are of several",
               "audit takes them as they are");
}

Result<snapshot::File> snapshot_of_machine(const LoadedBaseline& loaded,
                                           const CompiledBaseline& compiled,
                                           const Arguments& arguments) {
  auto sources = given_sources(arguments);
  if (!sources) return std::unexpected(sources.error());
  if (sources->empty()) sources->push_back({audit::SourceKind::registry});
  if (const auto fits = check_one_machine(*sources); !fits) return std::unexpected(fits.error());
  const audit::Interests interests = audit::interests(loaded.baseline, compiled);
  const auto observation = audit::observe(
      real_file_system(), *sources, audit::keys_of_snapshot(interests), source_options(arguments));
  if (!observation) return std::unexpected(observation.error());
  snapshot::File file = audit::take_snapshot(*observation, interests);
  file.baseline = loaded.baseline.name;
  file.baseline_sha256 = loaded.sha256;
  if (arguments.has("name")) file.computer = arguments.get("name");
  file.time = stamp(arguments);
  return file;
}

struct KeyCounts {
  std::size_t asked = 0, denied = 0, not_told = 0;

  void add(const snapshot::Side& side) {
    for (const snapshot::Key& key : side.keys) {
      ++asked;
      if (key.state == snapshot::KeyState::denied) ++denied;
      if (key.state == snapshot::KeyState::not_told) ++not_told;
    }
  }
};

// What a person has to know who takes the file for complete.
void say_what_is_not_told(const snapshot::File& file) {
  KeyCounts counts;
  counts.add(file.machine);
  for (const snapshot::User& user : file.users) counts.add(user.side);
  if (counts.denied > 0) {
    say(fmt::format("note: access to {} of {} keys is denied; run it elevated", counts.denied,
                    counts.asked));
  }
  if (counts.not_told > 0) {
    say(fmt::format("note: the sources do not tell about {} of {} keys", counts.not_told,
                    counts.asked));
  }
}

ExitCode run_snapshot(const Arguments& arguments) {
  const auto loaded = load_expected(arguments.get("BASELINE"), arguments);
  if (!loaded) return loaded.error();
  Diagnostics diagnostics;
  const auto compiled =
      compile(loaded->baseline, loaded->catalog, diagnostics, arguments.get("lang"));
  say(diagnostics);
  if (!compiled) return ExitCode::bad_input;
  const auto file = snapshot_of_machine(*loaded, *compiled, arguments);
  if (!file) return fail_with(file.error());
  const ExitCode written =
      write_outputs({text_file(arguments.get("output"), snapshot::write(*file))}, arguments);
  if (written == ExitCode::done && !arguments.has("quiet")) say_what_is_not_told(*file);
  return written;
}

}  // namespace

Command snapshot_command() {
  return {.name = "snapshot",
          .summary = "Collect what a baseline asks of a machine",
          .details = kSnapshotDetails,
          .positionals = {{"BASELINE",
                           "a baseline (.toml), its name, or a policy; - for the standard input"}},
          .options = {{.name = "source",
                       .letter = "s",
                       .operand = "SOURCE",
                       .help = "What tells about the machine; this machine's registry by default",
                       .repeated = true},
                      {.name = "output",
                       .letter = "o",
                       .operand = "FILE",
                       .help = "The snapshot, or - for the standard output",
                       .required = true},
                      {.name = "name",
                       .letter = "",
                       .operand = "COMPUTER",
                       .help = "The machine's name, in place of what its registry says"},
                      {.name = "stamp",
                       .letter = "",
                       .operand = "",
                       .help = "Say in the snapshot when it was taken",
                       .operands = 0},
                      lang_option(),
                      templates_option(),
                      side_option(),
                      accept_dirty_option(),
                      force_option(),
                      quiet_option()},
          .run = run_snapshot};
}

}  // namespace regpolicy::tools
