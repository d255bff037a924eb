#include <regpolicy/file_system.hpp>

#include <utility>

namespace regpolicy {
namespace {

// One output on its way: nothing yet, staged under a temporary name, or in its place.
struct Step {
  const OutputFile* output = nullptr;
  bool replaces = false;  // a file of that name exists
  std::string staged;     // temporary name of the new content; empty once it is in its place
  std::string kept;       // second name of the file to be replaced
  bool placed = false;
};

// Calls make(name) with free names beside `path` until one is taken; a file left by a run that was
// killed holds one.
template <class Make>
Result<std::string> beside(const std::string& path, std::string_view suffix, Make make) {
  constexpr int kTries = 100;
  for (int number = 0;; ++number) {
    const std::string name = path + std::string(suffix) + std::to_string(number);
    const Result<void> made = make(name);
    if (made) return name;
    if (made.error().code != ErrorCode::already_exists || number == kTries) {
      return std::unexpected(made.error());
    }
  }
}

Result<void> stage(FileSystem& files, Step& step) {
  const OutputFile& output = *step.output;
  if (const auto made = files.create_folders(folder_of(output.path)); !made) return made;
  auto staged = beside(output.path, ".new", [&](const std::string& name) {
    return files.create_file(name, output.content);
  });
  if (!staged) return std::unexpected(staged.error());
  step.staged = std::move(*staged);
  if (!step.replaces) return {};
  auto kept = beside(output.path, ".old",
                     [&](const std::string& name) { return files.add_name(output.path, name); });
  if (!kept) return std::unexpected(kept.error());
  step.kept = std::move(*kept);
  return {};
}

Result<void> place_all(FileSystem& files, std::vector<Step>& steps) {
  for (Step& step : steps) {
    if (const auto staged = stage(files, step); !staged) return staged;
  }
  for (Step& step : steps) {
    const auto placed = files.rename(step.staged, step.output->path, step.replaces);
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
    if (step.placed && !step.replaces) files.remove_file(step.output->path);
    if (!step.placed) {
      if (!step.kept.empty()) files.remove_file(step.kept);
    } else if (step.replaces && !files.rename(step.kept, step.output->path, true)) {
      complaint += "; the old content of " + step.output->path + " is in " + step.kept;
    }
  }
  return complaint;
}

}  // namespace

Result<void> write_files(FileSystem& files, const std::vector<OutputFile>& outputs,
                         const WriteOptions& options) {
  std::vector<Step> steps;
  for (const OutputFile& output : outputs) {
    Step step{&output, files.exists(output.path), {}, {}, false};
    if (files.is_folder(output.path)) {
      return fail(ErrorCode::already_exists, "cannot write: a folder of that name exists",
                  {.source = output.path});
    }
    if (step.replaces) {
      if (!options.overwrite) {
        return fail(ErrorCode::already_exists, "cannot write: it exists already",
                    {.source = output.path});
      }
      const auto old_content = files.read(output.path);
      if (!old_content) return std::unexpected(old_content.error());
      if (*old_content == output.content) continue;
    }
    steps.push_back(std::move(step));
  }
  auto done = place_all(files, steps);
  if (!done) {
    done.error().message += roll_back(files, steps);
    return done;
  }
  for (const Step& step : steps) {
    if (!step.kept.empty()) files.remove_file(step.kept);
  }
  return {};
}

}  // namespace regpolicy
