#include <catch2/catch.hpp>

#include <regpolicy/diff_report.hpp>

using namespace regpolicy;

namespace {

Records one_record(std::u16string name) { return {{u"K", std::move(name), make_dword(1)}}; }

const PolicySide kMachine{Side::machine, {}, one_record(u"m")};
const PolicySide kUser{Side::user, {}, one_record(u"u")};
const PolicySide kOpen{std::nullopt, {}, one_record(u"o")};

FileDiff diff(std::vector<PolicySide> a, std::vector<PolicySide> b) {
  return diff_files({"a", std::move(a)}, {"b", std::move(b)}).value();
}

std::string unified(const Records& a, const Records& b) {
  return to_unified(diff({{Side::machine, {}, a}}, {{Side::machine, {}, b}}), DiffView::records);
}

Records numbered(std::size_t count) {
  Records records;
  for (std::size_t i = 0; i < count; ++i) {
    records.push_back({u"K", u"n", make_dword(static_cast<std::uint32_t>(i))});
  }
  return records;
}

}  // namespace

TEST_CASE("files are compared side by side, and what one lacks is empty there") {
  const FileDiff found = diff({kUser, kMachine}, {kMachine});
  REQUIRE(found.sides.size() == 2);
  CHECK(found.sides[0].side == Side::user);
  CHECK(found.sides[0].b.empty());
  CHECK(found.sides[0].effect.size() == 1);
  CHECK(found.sides[1].side == Side::machine);
  CHECK(found.sides[1].effect.empty());
  CHECK(!same_effect(found));
}

TEST_CASE("one user's side is not every user's") {
  const PolicySide somebody{Side::user, u"S-1-5-7", kUser.records};
  CHECK(diff({kUser}, {somebody}).sides.size() == 2);
  CHECK(same_effect(diff({somebody}, {{Side::user, u"s-1-5-7", kUser.records}})));
}

TEST_CASE("a file that does not tell its side is compared with the other's one side") {
  for (const auto& [a, b] : {std::pair{kOpen, kUser}, std::pair{kUser, kOpen}}) {
    const FileDiff found = diff({a}, {b});
    REQUIRE(found.sides.size() == 1);
    CHECK(found.sides[0].side == Side::user);
  }
  const FileDiff both_open = diff({kOpen}, {kOpen});
  REQUIRE(both_open.sides.size() == 1);
  CHECK(!both_open.sides[0].side);
}

TEST_CASE("a file that does not tell its side is not compared with several sides") {
  const auto found = diff_files({"open.pol", {kOpen}}, {"both.reg", {kMachine, kUser}});
  REQUIRE(!found);
  CHECK(to_string(found.error()) ==
        "open.pol: error: the file does not tell its side, and both.reg holds machine side, user "
        "side (--side machine or --side user chooses one)");
}

TEST_CASE("a file without records is empty on every side") {
  const FileDiff found = diff({{std::nullopt, {}, {}}}, {kMachine, kUser});
  CHECK(found.sides.size() == 2);
}

TEST_CASE("values that read the same are told by their bytes") {
  Value without_nul = make_sz(u"x");
  without_nul.data.resize(2);
  const FileDiff found = diff({{Side::machine, {}, {{u"K", u"a", make_sz(u"x")}}}},
                              {{Side::machine, {}, {{u"K", u"a", without_nul}}}});
  CHECK(to_text(found, DiffView::effect) ==
        "machine side: 1 difference in effect\n"
        "K\n"
        "  ~ a: REG_SZ \"x\" [78000000] -> REG_SZ \"x\" [7800]\n");
  CHECK(to_text(found, DiffView::records) ==
        "machine side: 1 record removed, 1 added\n"
        "  - 1: set K\\a = REG_SZ \"x\" [\"a\" REG_SZ 78000000]\n"
        "  + 1: set K\\a = REG_SZ \"x\" [\"a\" REG_SZ 7800]\n");
}

TEST_CASE("a unified diff has three lines of context and joins hunks that meet") {
  Records a = numbered(20);
  Records b = a;
  b[3].value = make_dword(100);
  b[10].value = make_dword(100);
  b.erase(b.begin() + 18);
  CHECK(unified(a, b) ==
        "--- a\tmachine side\n"
        "+++ b\tmachine side\n"
        "@@ -1,14 +1,14 @@\n"
        " set K\\n = REG_DWORD 0\n"
        " set K\\n = REG_DWORD 1\n"
        " set K\\n = REG_DWORD 2\n"
        "-set K\\n = REG_DWORD 3\n"
        "+set K\\n = REG_DWORD 100\n"
        " set K\\n = REG_DWORD 4\n"
        " set K\\n = REG_DWORD 5\n"
        " set K\\n = REG_DWORD 6\n"
        " set K\\n = REG_DWORD 7\n"
        " set K\\n = REG_DWORD 8\n"
        " set K\\n = REG_DWORD 9\n"
        "-set K\\n = REG_DWORD 10\n"
        "+set K\\n = REG_DWORD 100\n"
        " set K\\n = REG_DWORD 11\n"
        " set K\\n = REG_DWORD 12\n"
        " set K\\n = REG_DWORD 13\n"
        "@@ -16,5 +16,4 @@\n"
        " set K\\n = REG_DWORD 15\n"
        " set K\\n = REG_DWORD 16\n"
        " set K\\n = REG_DWORD 17\n"
        "-set K\\n = REG_DWORD 18\n"
        " set K\\n = REG_DWORD 19\n");
}

TEST_CASE("a unified diff of an empty file counts from line 0") {
  CHECK(unified({}, one_record(u"a")) ==
        "--- a\tmachine side\n"
        "+++ b\tmachine side\n"
        "@@ -0,0 +1 @@\n"
        "+set K\\a = REG_DWORD 1\n");
}

TEST_CASE("a unified diff of effects does not mind the spelling") {
  const FileDiff found =
      diff({{Side::machine, {}, {{u"K", u"a", make_dword(1)}, {u"K", u"b", make_dword(1)}}}},
           {{Side::machine, {}, {{u"k", u"B", make_dword(2)}, {u"k", u"A", make_dword(1)}}}});
  CHECK(to_unified(found, DiffView::effect) ==
        "--- a\tmachine side\n"
        "+++ b\tmachine side\n"
        "@@ -1,2 +1,2 @@\n"
        " set K\\a = REG_DWORD 1\n"
        "-set K\\b = REG_DWORD 1\n"
        "+set k\\B = REG_DWORD 2\n");
}

TEST_CASE("what is shown is safe for a terminal") {
  const FileDiff found = diff({{Side::machine, {}, {}}},
                              {{Side::machine, {}, {{u"K\x1b", u"\u202e", make_dword(1)}}}});
  CHECK(to_text(found, DiffView::effect) ==
        "machine side: 1 difference in effect\n"
        "K\\u{001B}\n"
        "  + \\u{202E}: untouched -> REG_DWORD 1\n");
}
