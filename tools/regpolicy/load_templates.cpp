#include "load_templates.hpp"

#include <chrono>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

using Clock = std::chrono::steady_clock;

// Whoever waits longer than this wants to know for what; and so often the line is written anew.
constexpr auto kPatience = std::chrono::seconds(1);
constexpr auto kPace = std::chrono::milliseconds(100);

// One line that overwrites itself and is gone in the end.
class ProgressLine {
 public:
  void operator()(std::size_t done, std::size_t total) {
    const auto now = Clock::now();
    const bool is_last = done == total;
    if (is_last && shown_) std::fputs("\r\x1b[K", stderr);
    if (is_last || now < next_) return;
    std::fputs(fmt::format("\rreading templates: {} of {} files", done, total).c_str(), stderr);
    std::fflush(stderr);
    shown_ = true;
    next_ = now + kPace;
  }

 private:
  Clock::time_point next_ = Clock::now() + kPatience;
  bool shown_ = false;
};

}  // namespace

TemplateStore load_templates(const std::vector<std::string>& paths,
                             std::vector<std::string> languages) {
  StoreOptions options{.languages = std::move(languages), .with_fallbacks = true};
  if (stderr_is_terminal()) options.progress = ProgressLine();
  return load_store(real_file_system(), paths, options);
}

}  // namespace regpolicy::tools
