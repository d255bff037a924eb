#include "policy/sequence_diff.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace regpolicy {
namespace {

// Between two matches the search begins anew, on what is there once within that part. So often:
// each round is linear, and real files need two or three.
constexpr int kRounds = 16;

// Parts without a content that is there once are compared cell by cell, up to so many cells for
// each element, so that the whole stays linear, and up to so many at all, which bounds the memory.
constexpr std::size_t kCellsPerElement = 64;
constexpr std::size_t kMostCells = std::size_t{4} << 20;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Match {
  std::size_t a;
  std::size_t b;
};

struct Part {
  std::size_t a_first, a_last, b_first, b_last;
  [[nodiscard]] bool is_one_sided() const { return a_first == a_last || b_first == b_last; }
};

// The longest subsequence whose `b` ascend; the matches ascend by `a`. By patience sorting.
std::vector<Match> longest_ascending(const std::vector<Match>& matches) {
  std::vector<std::size_t> piles;  // the last match put on each pile
  std::vector<std::size_t> before(matches.size(), kNone);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const auto pile = std::ranges::lower_bound(piles, matches[i].b, {},
                                               [&](std::size_t top) { return matches[top].b; });
    if (pile != piles.begin()) before[i] = *(pile - 1);
    if (pile == piles.end()) {
      piles.push_back(i);
    } else {
      *pile = i;
    }
  }
  std::vector<Match> chosen;
  for (std::size_t i = piles.empty() ? kNone : piles.back(); i != kNone; i = before[i]) {
    chosen.push_back(matches[i]);
  }
  std::ranges::reverse(chosen);
  return chosen;
}

class Matcher {
 public:
  Matcher(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b, std::size_t numbers)
      : a_(a), b_(b), places_(numbers) {}

  [[nodiscard]] std::vector<Match> run() && {
    match({0, a_.size(), 0, b_.size()}, kRounds);
    return std::move(matches_);
  }

 private:
  struct Places {
    std::size_t a_count = 0, b_count = 0, a = 0, b = 0;
  };

  void match(Part part, int rounds);
  [[nodiscard]] std::vector<Match> unique_matches(const Part& part);
  void match_by_cells(const Part& part);

  const std::vector<std::size_t>& a_;
  const std::vector<std::size_t>& b_;
  std::vector<Places> places_;  // by number; all zero between two uses
  std::vector<Match> matches_;  // ascending in both
};

void Matcher::match(Part part, int rounds) {
  while (!part.is_one_sided() && a_[part.a_first] == b_[part.b_first]) {
    matches_.push_back({part.a_first++, part.b_first++});
  }
  std::size_t tail = 0;
  while (!part.is_one_sided() && a_[part.a_last - 1] == b_[part.b_last - 1]) {
    --part.a_last;
    --part.b_last;
    ++tail;
  }
  if (!part.is_one_sided()) {
    std::vector<Match> anchors;
    if (rounds > 0) anchors = longest_ascending(unique_matches(part));
    if (anchors.empty()) {
      match_by_cells(part);
    } else {
      Part before = part;
      for (const Match& anchor : anchors) {
        match({before.a_first, anchor.a, before.b_first, anchor.b}, rounds - 1);
        matches_.push_back(anchor);
        before.a_first = anchor.a + 1;
        before.b_first = anchor.b + 1;
      }
      match(before, rounds - 1);
    }
  }
  for (std::size_t i = 0; i < tail; ++i) matches_.push_back({part.a_last + i, part.b_last + i});
}

// What stands exactly once in the part of each sequence.
std::vector<Match> Matcher::unique_matches(const Part& part) {
  for (std::size_t i = part.a_first; i < part.a_last; ++i) {
    ++places_[a_[i]].a_count;
    places_[a_[i]].a = i;
  }
  for (std::size_t i = part.b_first; i < part.b_last; ++i) {
    ++places_[b_[i]].b_count;
    places_[b_[i]].b = i;
  }
  std::vector<Match> matches;
  for (std::size_t i = part.a_first; i < part.a_last; ++i) {
    const Places& places = places_[a_[i]];
    if (places.a_count == 1 && places.b_count == 1) matches.push_back({places.a, places.b});
  }
  for (std::size_t i = part.a_first; i < part.a_last; ++i) places_[a_[i]] = {};
  for (std::size_t i = part.b_first; i < part.b_last; ++i) places_[b_[i]] = {};
  return matches;
}

// The longest common subsequence by the textbook's table; too large a part is left unmatched.
void Matcher::match_by_cells(const Part& part) {
  const std::size_t rows = part.a_last - part.a_first;
  const std::size_t columns = part.b_last - part.b_first;
  if (rows * columns > std::min(kCellsPerElement * (rows + columns), kMostCells)) return;
  const std::size_t width = columns + 1;
  std::vector<std::uint32_t> lengths((rows + 1) * width);  // of the rest from (row, column) on
  const auto same = [&](std::size_t row, std::size_t column) {
    return a_[part.a_first + row] == b_[part.b_first + column];
  };
  for (std::size_t row = rows; row-- > 0;) {
    for (std::size_t column = columns; column-- > 0;) {
      const std::size_t cell = row * width + column;
      lengths[cell] = same(row, column) ? lengths[cell + width + 1] + 1
                                        : std::max(lengths[cell + width], lengths[cell + 1]);
    }
  }
  for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
    const std::size_t cell = row * width + column;
    if (same(row, column)) {
      matches_.push_back({part.a_first + row++, part.b_first + column++});
    } else if (lengths[cell + width] >= lengths[cell + 1]) {
      ++row;
    } else {
      ++column;
    }
  }
}

}  // namespace

std::vector<RecordChange> diff_sequences(const std::vector<std::size_t>& a,
                                         const std::vector<std::size_t>& b, std::size_t numbers) {
  std::vector<Match> matches = Matcher(a, b, numbers).run();
  matches.push_back({a.size(), b.size()});
  std::vector<RecordChange> changes;
  Match next{0, 0};
  for (const Match& match : matches) {
    if (match.a != next.a || match.b != next.b) {
      changes.push_back({next.a, match.a - next.a, next.b, match.b - next.b});
    }
    next = {match.a + 1, match.b + 1};
  }
  return changes;
}

}  // namespace regpolicy
