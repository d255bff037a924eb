// A sign of life while a long work goes on.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace regpolicy::tools {

// One line on stderr that overwrites itself and is gone in the end. Whoever waits longer than a
// second wants to know for what; nothing is shown before. Only for a terminal.
class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;
  // What the line says; `passed` since the object was made.
  using Text = std::function<std::string(std::size_t done, std::size_t total,
                                         std::chrono::duration<double> passed)>;

  explicit ProgressLine(Text text);
  void operator()(std::size_t done, std::size_t total);

 private:
  void clear();

  Text text_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace regpolicy::tools
