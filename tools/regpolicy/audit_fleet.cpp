#include "audit_fleet.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/fleet_report.hpp>
#include <regpolicy/streamed_file.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"
#include "progress_line.hpp"
#include "source_input.hpp"

namespace regpolicy::tools {
namespace {

// A report that is written while the machines are judged.
struct FleetOutput {
  audit::ReportFormat format;
  std::optional<StreamedFile> file;  // else the standard output
  bool has_part = false;

  Result<void> write(std::string_view text) {
    if (file) return file->write(text);
    print(text);
    return {};
  }
  Result<void> write_part(std::string_view text) {
    if (text.empty()) return {};
    if (std::exchange(has_part, true)) {
      if (auto written = write(audit::fleet_separator(format)); !written) return written;
    }
    return write(text);
  }
};

Result<std::vector<FleetOutput>> open_outputs(const std::vector<ReportOutput>& outputs,
                                              const audit::FleetRun& run,
                                              const Arguments& arguments) {
  std::vector<FleetOutput> opened;
  for (const ReportOutput& output : outputs) {
    FleetOutput& added = opened.emplace_back(FleetOutput{output.format, {}});
    if (output.path != "-") {
      auto file = StreamedFile::create(real_file_system(), output.path,
                                       {.overwrite = arguments.has("force")});
      if (!file) {
        Error error = file.error();
        if (error.code == ErrorCode::already_exists && real_file_system().is_file(output.path)) {
          error.hint = "--force replaces it";
        }
        return std::unexpected(std::move(error));
      }
      added.file.emplace(*std::move(file));
    }
    if (auto written = added.write(audit::fleet_head(run, output.format)); !written) {
      return std::unexpected(written.error());
    }
  }
  return opened;
}

Result<void> check_fleet_outputs(const std::vector<ReportOutput>& outputs) {
  const auto formless = std::ranges::find_if(
      outputs, [](const ReportOutput& output) { return !audit::has_fleet_form(output.format); });
  if (formless == outputs.end()) return {};
  return usage(
      fmt::format("there is no report on many machines as {}", audit::to_string(formless->format)),
      "text, json, jsonl, csv and html are there");
}

// "judging machines: 1200 of 10000, 512 a second, 17 s left"
std::string progress_text(std::size_t done, std::size_t total,
                          std::chrono::duration<double> passed) {
  const double rate = static_cast<double>(done) / std::max(passed.count(), 0.001);
  const double left = static_cast<double>(total - done) / std::max(rate, 0.001);
  return fmt::format("judging machines: {} of {}, {:.0f} a second, {:.0f} s left", done, total,
                     rate, left);
}

class FleetJudge {
 public:
  FleetJudge(const LoadedBaseline& loaded, CheckSeverity least, std::size_t count,
             audit::FleetRun run, std::vector<FleetOutput> outputs, const Arguments& arguments)
      : loaded_(loaded),
        least_(least),
        count_(count),
        run_(std::move(run)),
        outputs_(std::move(outputs)),
        text_options_{.verbose = arguments.has("verbose")} {
    if (!arguments.has("quiet") && stderr_is_terminal()) progress_.emplace(progress_text);
  }

  // On any thread.
  [[nodiscard]] std::vector<std::string> render(const audit::FleetItem& item) const {
    std::vector<std::string> parts;
    for (const FleetOutput& output : outputs_) {
      parts.push_back(
          item.machine
              ? audit::fleet_part(*item.machine, output.format, text_options_)
              : audit::fleet_part(audit::UnreadableMachine{item.source, item.machine.error()},
                                  output.format, run_.language));
    }
    return parts;
  }

  [[nodiscard]] bool take(const audit::FleetItem& item, const std::vector<std::string>& parts) {
    for (std::size_t i = 0; i < outputs_.size() && !failure_; ++i) {
      note_failure(outputs_[i].write_part(parts[i]));
    }
    if (item.machine) {
      count(*item.machine);
    } else {
      ++tally_.unreadable;
      if (unreadable_.size() < audit::kNamedMachines) unreadable_.push_back(item.machine.error());
    }
    if (progress_) (*progress_)(++done_, count_);
    return !failure_;
  }

  [[nodiscard]] ExitCode finish(const Arguments& arguments) {
    for (FleetOutput& output : outputs_) {
      if (!failure_) note_failure(output.write(audit::fleet_tail(run_, tally_, output.format)));
      if (!failure_ && output.file) note_failure(output.file->finish());
    }
    if (failure_) return fail_with(*failure_);
    for (const FleetOutput& output : outputs_) {
      if (!output.file || arguments.has("quiet")) continue;
      say(fmt::format("wrote {} ({} bytes)", escape_for_display(output.file->path()),
                      output.file->bytes()));
    }
    say_notes();
    if (tally_.unreadable > 0) return ExitCode::partly_done;
    if (failed_) return ExitCode::findings;
    return open_ ? ExitCode::partly_done : ExitCode::done;
  }

 private:
  // At the end, so that a report on the same terminal stays in one piece.
  void say_notes() const {
    for (const Error& error : unreadable_) say(error);
    if (tally_.unreadable > unreadable_.size()) {
      say(fmt::format("note: {} more machines could not be read; all stand in the report",
                      tally_.unreadable - unreadable_.size()));
    }
    if (others_ > 0) {
      say(
          fmt::format("note: snapshots that were taken for another baseline: {}; what that did not "
                      "ask for is not told until they are taken again",
                      others_));
    }
  }
  void note_failure(Result<void> done) {
    if (!done) failure_ = std::move(done.error());
  }
  void count(const audit::Machine& machine) {
    audit::add_machine(tally_, machine);
    const std::string& taken_for = machine.baseline_sha256;
    if (!taken_for.empty() && taken_for != loaded_.sha256) ++others_;
    for (const audit::Finding& finding : machine.report.findings) {
      if (finding.severity > least_) continue;
      failed_ = failed_ || audit::is_failure(finding.verdict);
      open_ = open_ || finding.verdict == audit::Verdict::error;
    }
  }

  const LoadedBaseline& loaded_;
  CheckSeverity least_;
  std::size_t count_;
  audit::FleetRun run_;
  std::vector<FleetOutput> outputs_;
  audit::TextOptions text_options_;
  std::optional<ProgressLine> progress_;
  audit::FleetTally tally_;
  std::size_t done_ = 0;
  std::size_t others_ = 0;         // snapshots for another baseline
  std::vector<Error> unreadable_;  // the first of them
  bool failed_ = false;
  bool open_ = false;
  std::optional<Error> failure_;  // of writing
};

}  // namespace

ExitCode audit_fleet(const LoadedBaseline& loaded, const audit::PreparedAudit& audit,
                     const std::vector<audit::Source>& sources, const audit::FleetOptions& options,
                     const std::vector<ReportOutput>& outputs, CheckSeverity least,
                     const Arguments& arguments) {
  if (const auto fits = check_fleet_outputs(outputs); !fits) return fail_with(fits.error());
  audit::FleetRun run{.baseline = loaded.baseline.name,
                      .title = loaded.baseline.title.empty()
                                   ? loaded.baseline.name
                                   : text_in(loaded.baseline.title, audit.language(),
                                             loaded.baseline.languages.front()),
                      .language = audit.language(),
                      .sources = {},
                      .baseline_sha256 = loaded.sha256,
                      .time = stamp(arguments)};
  for (const audit::Source& source : sources) run.sources.push_back(audit::to_string(source));
  const auto machines = audit::machines_of(real_file_system(), sources);
  if (!machines) return fail_with(machines.error());
  auto opened = open_outputs(outputs, run, arguments);
  if (!opened) return fail_with(opened.error());
  FleetJudge judge(loaded, least, machines->size(), std::move(run), *std::move(opened), arguments);
  audit::judge_machines(
      real_file_system(), *machines, audit, options,
      {.render = [&judge](const audit::FleetItem& item) { return judge.render(item); },
       .take = [&judge](
                   const audit::FleetItem& item,
                   const std::vector<std::string>& parts) { return judge.take(item, parts); }});
  return judge.finish(arguments);
}

}  // namespace regpolicy::tools
