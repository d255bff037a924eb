#include "load_templates.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "console.hpp"
#include "progress_line.hpp"

namespace regpolicy::tools {
namespace {

std::string templates_progress(std::size_t done, std::size_t total, std::chrono::duration<double>) {
  return fmt::format("reading templates: {} of {} files", done, total);
}

}  // namespace

TemplateStore load_templates(const std::vector<std::string>& paths,
                             std::vector<std::string> languages) {
  StoreOptions options{.languages = std::move(languages), .with_fallbacks = true};
  if (stderr_is_terminal()) options.progress = ProgressLine(templates_progress);
  return load_store(real_file_system(), paths, options);
}

}  // namespace regpolicy::tools
