#include <regpolicy/file_system.hpp>

#include <optional>
#include <utility>

#include "target/output_place.hpp"

namespace regpolicy {
namespace {

// One output on its way: nothing yet, staged under a temporary name, or in its place.
struct Step {
  const OutputFile* output = nullptr;
  std::string path;       // the output's, behind links
  bool replaces = false;  // a file of that name exists
  std::string staged;     // temporary name of the new content; empty once it is in its place
  std::string kept;       // second name of the file to be replaced
  bool placed = false;
};

// What there is to do for an output; nothing where the file is right already.
Result<std::optional<Step>> prepare(FileSystem& files, const OutputFile& output,
                                    const WriteOptions& options) {
  const auto replaces = replaces_a_file(files, output.path, options);
  if (!replaces) return std::unexpected(replaces.error());
  Step step{&output, output.path, *replaces, {}, {}, false};
  if (!step.replaces) return step;
  step.path = files.behind_links(output.path);
  const auto old_content = files.read(step.path);
  if (!old_content) return std::unexpected(old_content.error());
  if (*old_content == output.content) return std::nullopt;
  return step;
}

Result<void> stage(FileSystem& files, Step& step) {
  if (const auto made = files.create_folders(folder_of(step.path)); !made) return made;
  auto staged = beside(step.path, ".new", [&](const std::string& name) {
    return files.create_file(name, step.output->content);
  });
  if (!staged) return std::unexpected(staged.error());
  step.staged = std::move(*staged);
  if (!step.replaces) return {};
  files.copy_permissions(step.path, step.staged);
  auto kept = beside(step.path, ".old",
                     [&](const std::string& name) { return files.add_name(step.path, name); });
  if (!kept) return std::unexpected(kept.error());
  step.kept = std::move(*kept);
  return {};
}

Result<void> place_all(FileSystem& files, std::vector<Step>& steps) {
  for (Step& step : steps) {
    if (const auto staged = stage(files, step); !staged) return staged;
  }
  for (Step& step : steps) {
    const auto placed = files.rename(step.staged, step.path, step.replaces);
    if (!placed) return placed;
    step.staged.clear();
    step.placed = true;
  }
  return {};
}

// Takes everything back: removes what is new, restores what was replaced. Says of which files the
// old content could not be put back, and where it is.
std::string roll_back(FileSystem& files, std::vector<Step>& steps) {
  std::string complaint;
  for (Step& step : steps) {
    if (!step.staged.empty()) files.remove_file(step.staged);
    if (step.placed && !step.replaces) files.remove_file(step.path);
    if (!step.placed) {
      if (!step.kept.empty()) files.remove_file(step.kept);
    } else if (step.replaces && !files.rename(step.kept, step.path, true)) {
      complaint += "; the old content of " + step.path + " is in " + step.kept;
    }
  }
  return complaint;
}

}  // namespace

Result<std::vector<std::string>> write_files(FileSystem& files,
                                             const std::vector<OutputFile>& outputs,
                                             const WriteOptions& options) {
  std::vector<Step> steps;
  for (const OutputFile& output : outputs) {
    auto step = prepare(files, output, options);
    if (!step) return std::unexpected(step.error());
    if (*step) steps.push_back(**std::move(step));
  }
  if (auto done = place_all(files, steps); !done) {
    done.error().message += roll_back(files, steps);
    return std::unexpected(done.error());
  }
  std::vector<std::string> written;
  for (const Step& step : steps) {
    if (!step.kept.empty()) files.remove_file(step.kept);
    written.push_back(step.output->path);
  }
  return written;
}

}  // namespace regpolicy
