#include "progress_line.hpp"

#include <cstdio>
#include <utility>

namespace regpolicy::tools {
namespace {

constexpr auto kPatience = std::chrono::seconds(1);
constexpr auto kPace = std::chrono::milliseconds(100);  // so often the line is written anew

}  // namespace

ProgressLine::ProgressLine(Text text) : text_(std::move(text)), next_(start_ + kPatience) {}

void ProgressLine::operator()(std::size_t done, std::size_t total) {
  const auto now = Clock::now();
  const bool is_last = done == total;
  if (is_last) clear();
  if (is_last || now < next_) return;
  std::fputs(("\r\x1b[K" + text_(done, total, now - start_)).c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
  next_ = now + kPace;
}

void ProgressLine::clear() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace regpolicy::tools
