#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <unordered_map>

#include <regpolicy/diff.hpp>

#include "policy/sequence_diff.hpp"

namespace regpolicy {
namespace {

struct Hash {
  [[nodiscard]] std::size_t operator()(const Record* record) const {
    const std::size_t parts[] = {
        std::hash<std::u16string_view>{}(record->key),
        std::hash<std::u16string_view>{}(record->name),
        std::hash<std::string_view>{}(as_chars(record->value.data)),
        static_cast<std::size_t>(record->value.type),
    };
    std::size_t hash = 0;
    for (const std::size_t part : parts) hash = hash * 0x9E3779B97F4A7C15 + part;
    return hash;
  }
};

struct Equal {
  [[nodiscard]] bool operator()(const Record* a, const Record* b) const { return *a == *b; }
};

// One number for each content.
class Numbers {
 public:
  [[nodiscard]] std::vector<std::size_t> of(std::span<const Record> records) {
    std::vector<std::size_t> numbers;
    numbers.reserve(records.size());
    numbers_.reserve(numbers_.size() + records.size());
    for (const Record& record : records) {
      numbers.push_back(numbers_.try_emplace(&record, numbers_.size()).first->second);
    }
    return numbers;
  }
  [[nodiscard]] std::size_t count() const { return numbers_.size(); }

 private:
  std::unordered_map<const Record*, std::size_t, Hash, Equal> numbers_;
};

}  // namespace

std::vector<RecordChange> diff_records(const Records& a, const Records& b) {
  // What both begin and end with is mostly most of it, and needs no number.
  const auto differing = std::ranges::mismatch(a, b);
  const auto before = static_cast<std::size_t>(differing.in1 - a.begin());
  std::span<const Record> left(differing.in1, a.end());
  std::span<const Record> right(differing.in2, b.end());
  while (!left.empty() && !right.empty() && left.back() == right.back()) {
    left = left.first(left.size() - 1);
    right = right.first(right.size() - 1);
  }
  Numbers numbers;
  const std::vector<std::size_t> left_numbers = numbers.of(left);
  const std::vector<std::size_t> right_numbers = numbers.of(right);
  auto changes = diff_sequences(left_numbers, right_numbers, numbers.count());
  for (RecordChange& change : changes) {
    change.a_first += before;
    change.b_first += before;
  }
  return changes;
}

}  // namespace regpolicy
