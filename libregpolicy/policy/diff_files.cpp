#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/diff_report.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// A file of one side that does not say which.
bool is_open(const NamedSides& file) { return file.sides.size() == 1 && !file.sides.front().side; }

bool same_side(const PolicySide& side, const SideDiff& diff) {
  return side.side == diff.side && same_name(side.user, diff.user);
}

std::unexpected<Error> several_sides(const NamedSides& open, const NamedSides& other) {
  std::string names;
  for (const PolicySide& side : other.sides) {
    names += (names.empty() ? "" : ", ") + describe(side);
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("the file does not tell its side, and {} holds {}",
                          escape_for_display(other.name), names),
              {.source = open.name}, "--side machine or --side user chooses one");
}

// An open file becomes the one side that the other file has.
Result<void> settle_side(NamedSides& open, const NamedSides& other) {
  if (!is_open(open)) return {};
  PolicySide& side = open.sides.front();
  if (other.sides.size() == 1) {
    side.side = other.sides.front().side;
    if (side.user.empty()) side.user = other.sides.front().user;
  } else if (side.records.empty()) {
    open.sides.clear();  // nothing of any side
  } else {
    return several_sides(open, other);
  }
  return {};
}

void gather(FileDiff& diff, std::vector<PolicySide> sides, Records SideDiff::* records) {
  for (PolicySide& side : sides) {
    const auto same = [&side](const SideDiff& one) { return same_side(side, one); };
    auto found = std::ranges::find_if(diff.sides, same);
    if (found == diff.sides.end()) {
      diff.sides.push_back({side.side, side.user, {}, {}, {}, {}});
      found = diff.sides.end() - 1;
    }
    Records& list = (*found).*records;
    std::ranges::move(side.records, std::back_inserter(list));
  }
}

}  // namespace

bool same_effect(const FileDiff& diff) {
  return std::ranges::all_of(diff.sides, [](const SideDiff& side) { return side.effect.empty(); });
}

bool same_records(const FileDiff& diff) {
  return std::ranges::all_of(diff.sides, [](const SideDiff& side) { return side.records.empty(); });
}

Result<FileDiff> diff_files(NamedSides a, NamedSides b) {
  if (const auto settled = settle_side(a, b); !settled) return std::unexpected(settled.error());
  if (const auto settled = settle_side(b, a); !settled) return std::unexpected(settled.error());
  FileDiff diff{std::move(a.name), std::move(b.name), {}};
  gather(diff, std::move(a.sides), &SideDiff::a);
  gather(diff, std::move(b.sides), &SideDiff::b);
  for (SideDiff& side : diff.sides) {
    side.effect = diff_effects(side.a, side.b);
    side.records = diff_records(side.a, side.b);
  }
  return diff;
}

}  // namespace regpolicy
