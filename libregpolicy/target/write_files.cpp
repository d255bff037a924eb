#include <optional>

#include <regpolicy/file_system.hpp>

namespace regpolicy {
namespace {

// One output on its way: nothing yet, staged under a temporary name, or in its place.
struct Step {
  const OutputFile* output = nullptr;
  std::string temporary;
  std::optional<Bytes> old_content;  // of the file to be replaced
  bool placed = false;
};

Result<void> stage(FileSystem& files, Step& step) {
  const std::string folder = folder_of(step.output->path);
  if (const auto made = files.create_folders(folder); !made) return made;
  // The first free name; a file left by a run that was killed takes one.
  for (int number = 0;; ++number) {
    const std::string name = step.output->path + ".new" + std::to_string(number);
    const auto created = files.create_file(name, step.output->content);
    if (created) {
      step.temporary = name;
      return {};
    }
    if (created.error().code != ErrorCode::already_exists || number == 99) return created;
  }
}

// Takes everything back: removes what is new, restores what was replaced.
void roll_back(FileSystem& files, std::vector<Step>& steps) {
  for (Step& step : steps) {
    if (!step.placed) {
      if (!step.temporary.empty()) files.remove_file(step.temporary);
    } else if (!step.old_content) {
      files.remove_file(step.output->path);
    } else {
      const std::string name = step.output->path + ".old";
      if (files.create_file(name, *step.old_content)) {
        (void)files.rename(name, step.output->path, true);
      }
    }
  }
}

Result<void> place_all(FileSystem& files, std::vector<Step>& steps) {
  for (Step& step : steps) {
    if (const auto staged = stage(files, step); !staged) return staged;
  }
  for (Step& step : steps) {
    const bool replace = step.old_content.has_value();
    if (const auto placed = files.rename(step.temporary, step.output->path, replace); !placed) {
      return placed;
    }
    step.placed = true;
  }
  return {};
}

}  // namespace

Result<void> write_files(FileSystem& files, const std::vector<OutputFile>& outputs,
                         const WriteOptions& options) {
  std::vector<Step> steps;
  for (const OutputFile& output : outputs) {
    Step step{&output, {}, {}, false};
    if (files.exists(output.path)) {
      if (!options.overwrite) {
        return fail(ErrorCode::already_exists, "cannot write: it exists already",
                    {.source = output.path});
      }
      auto old_content = files.read(output.path);
      if (!old_content) return std::unexpected(old_content.error());
      if (*old_content == output.content) continue;
      step.old_content = std::move(*old_content);
    }
    steps.push_back(std::move(step));
  }
  const auto done = place_all(files, steps);
  if (!done) roll_back(files, steps);
  return done;
}

}  // namespace regpolicy
