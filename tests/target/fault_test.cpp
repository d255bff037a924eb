// Every operation of plan, apply and undo fails in turn: at the next start the target is wholly old
// or wholly new.
#include <catch2/catch.hpp>

#include "support/faulty_folder.hpp"
#include "target/apply_builders.hpp"

using namespace regpolicy;
using tests::dword;
using tests::wanted;

namespace {

using Contents = std::map<std::string, std::string>;

void prepare(const tests::TemporaryFolder& folder) {
  folder.clear();
  folder.write("Machine/Registry.pol", *pol::write({dword(u"A", u"n", 1)}));
  folder.write("gpt.ini", as_bytes("[General]\r\nVersion=1\r\n"));
}

// Machine is replaced, User made, gpt.ini replaced.
const std::vector<WantedSide>& both_sides() {
  static const std::vector<WantedSide> sides{wanted(Side::machine, {dword(u"A", u"n", 2)}),
                                             wanted(Side::user, {dword(u"B", u"n", 3)})};
  return sides;
}

enum class Deed { apply, undo };

// What the deed came to; nothing where it told an error.
bool try_deed(const Target& target, Deed deed, tests::Faults& faults) {
  auto files = open_folder(target.path);
  REQUIRE(files);
  auto open =
      open_target(target, std::make_unique<tests::FaultyFolder>(*std::move(files), faults), {});
  if (!open) return false;
  const auto plan =
      deed == Deed::apply ? make_plan(*open, both_sides(), Intent::merge) : make_undo_plan(*open);
  if (!plan) return false;
  const auto applied = apply(*open, *plan);
  return applied && !applied->unfinished;
}

struct Outcomes {
  std::size_t old_ones = 0;
  std::size_t new_ones = 0;
};

Outcomes fail_everywhere(const tests::TemporaryFolder& folder, Deed deed, bool and_after,
                         bool done_first) {
  const Target target = tests::gpt_in(folder);
  const auto begin = [&] {
    prepare(folder);
    tests::Faults none;
    if (deed == Deed::undo) REQUIRE(try_deed(target, Deed::apply, none));
  };
  begin();
  const Contents old_contents = folder.contents();
  tests::Faults none;
  REQUIRE(try_deed(target, deed, none));
  const Contents new_contents = folder.contents();
  Outcomes outcomes;
  for (int fail_at = 1; fail_at <= none.operations; ++fail_at) {
    CAPTURE(fail_at, and_after, done_first);
    begin();
    tests::Faults faults{fail_at, and_after, done_first, 0};
    const bool told_success = try_deed(target, deed, faults);
    {
      const OpenTarget next_start = tests::opened(target);
    }
    const Contents contents = folder.contents();
    const bool is_new = contents == new_contents;
    CHECK((is_new || contents == old_contents));
    if (told_success) CHECK(is_new);
    ++(is_new ? outcomes.new_ones : outcomes.old_ones);
    // And all works again.
    if (!is_new) {
      tests::Faults no_more;
      CHECK(try_deed(target, deed, no_more));
      CHECK(folder.contents() == new_contents);
    }
  }
  return outcomes;
}

}  // namespace

TEST_CASE(
    "a failure at any operation of apply or undo leaves the target wholly old or wholly new") {
  const tests::TemporaryFolder folder("faults");
  for (const Deed deed : {Deed::apply, Deed::undo}) {
    for (const bool and_after : {false, true}) {
      for (const bool done_first : {false, true}) {
        const Outcomes outcomes = fail_everywhere(folder, deed, and_after, done_first);
        CHECK(outcomes.old_ones > 10);
        // A process that ends behind the journal is finished by the next start.
        if (and_after) CHECK(outcomes.new_ones > 5);
      }
    }
  }
}

TEST_CASE("a failure while an interrupted run is ended is made good at the start after") {
  const tests::TemporaryFolder folder("faults-twice");
  const Target target = tests::gpt_in(folder);
  prepare(folder);
  const Contents old_contents = folder.contents();
  tests::Faults none;
  REQUIRE(try_deed(target, Deed::apply, none));
  const Contents new_contents = folder.contents();
  for (int first = 20; first <= none.operations; first += 7) {
    for (int second = 1; second <= 40; second += 3) {
      CAPTURE(first, second);
      prepare(folder);
      tests::Faults faults{first, true, true, 0};
      (void)try_deed(target, Deed::apply, faults);
      tests::Faults again{second, true, true, 0};
      auto files = open_folder(target.path);
      REQUIRE(files);
      (void)open_target(target, std::make_unique<tests::FaultyFolder>(*std::move(files), again),
                        {});
      {
        const OpenTarget next_start = tests::opened(target);
      }
      const Contents contents = folder.contents();
      CHECK((contents == old_contents || contents == new_contents));
    }
  }
}

TEST_CASE("a file that somebody changed while a run was interrupted is not overwritten") {
  const tests::TemporaryFolder folder("faults-foreign");
  const Target target = tests::gpt_in(folder);
  bool found = false;
  for (int fail_at = 20; fail_at <= 200 && !found; ++fail_at) {
    prepare(folder);
    tests::Faults faults{fail_at, true, false, 0};
    (void)try_deed(target, Deed::apply, faults);
    if (!std::filesystem::exists(folder.path(".regpolicy/journal.json"))) continue;
    found = true;
    folder.write("Machine/Registry.pol", *pol::write({dword(u"Foreign", u"n", 9)}));
    const auto open = open_target(target);
    REQUIRE_FALSE(open);
    CHECK(open.error().code == ErrorCode::conflict);
    CHECK(tests::records_in(folder, "Machine/Registry.pol") == Records{dword(u"Foreign", u"n", 9)});
  }
  CHECK(found);
}
