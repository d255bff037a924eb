// Work on many things at once whose results are taken in order.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace regpolicy {

// Calls make(i) for every i from 0 to count - 1 on so many threads (0: as many as there are cores)
// and take(i, result) for each result in that order, one call at a time. No more than a few results
// for each thread wait to be taken, however many there are. Where take() gives false, nothing
// further is made or taken. Returns when all is done.
template <class Make, class Take>
void for_each_in_order(std::size_t count, unsigned threads, const Make& make, const Take& take) {
  constexpr std::size_t kWaiting = 8;  // for each thread: one slow item holds up no other for long
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::optional<decltype(make(std::size_t{}))>> waiting(kWaiting * threads);
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t next = 0;   // to be made
  std::size_t taken = 0;  // so many
  bool is_taking = false;
  bool stopped = false;

  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (!stopped && next < count) {
      const std::size_t index = next++;
      changed.wait(lock, [&] { return stopped || index < taken + waiting.size(); });
      if (stopped) return;
      lock.unlock();
      auto made = make(index);
      lock.lock();
      waiting[index % waiting.size()] = std::move(made);
      if (is_taking) continue;  // that thread comes to it
      is_taking = true;
      while (!stopped && waiting[taken % waiting.size()]) {
        auto result = std::exchange(waiting[taken % waiting.size()], std::nullopt);
        lock.unlock();
        const bool goes_on = take(taken, *std::move(result));
        lock.lock();
        ++taken;
        stopped = !goes_on;
        changed.notify_all();
      }
      is_taking = false;
    }
  };
  std::vector<std::jthread> others;
  const std::size_t wanted = std::min<std::size_t>(threads, count);
  for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(work);
  work();
}

}  // namespace regpolicy
