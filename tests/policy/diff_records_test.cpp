#include <catch2/catch.hpp>

#include <regpolicy/diff.hpp>

#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

using Changes = std::vector<RecordChange>;

// One record for each letter.
Records records_of(std::string_view letters) {
  Records records;
  for (const char letter : letters) {
    records.push_back({u"K", std::u16string(1, static_cast<char16_t>(letter)), make_dword(1)});
  }
  return records;
}

Records applied(const Records& a, const Records& b, const Changes& changes) {
  Records result;
  std::size_t at = 0;
  const auto copy = [&result](const Records& from, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) result.push_back(from[i]);
  };
  for (const RecordChange& change : changes) {
    copy(a, at, change.a_first);
    copy(b, change.b_first, change.b_first + change.b_count);
    at = change.a_first + change.a_count;
  }
  copy(a, at, a.size());
  return result;
}

Changes diff(std::string_view a, std::string_view b) {
  return diff_records(records_of(a), records_of(b));
}

// The length of the longest common subsequence.
std::size_t most_kept(const Records& a, const Records& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const Record& record : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = record == b[j - 1] ? diagonal + 1 : std::max(row[j], row[j - 1]);
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

TEST_CASE("equal lists have no change") {
  CHECK(diff("", "").empty());
  CHECK(diff("abcabc", "abcabc").empty());
}

TEST_CASE("records that are new, gone or changed are told with their places") {
  CHECK(diff("abc", "abxc") == Changes{{2, 0, 2, 1}});
  CHECK(diff("abc", "ac") == Changes{{1, 1, 1, 0}});
  CHECK(diff("abc", "axc") == Changes{{1, 1, 1, 1}});
  CHECK(diff("", "ab") == Changes{{0, 0, 0, 2}});
  CHECK(diff("ab", "") == Changes{{0, 2, 0, 0}});
}

TEST_CASE("of records that changed places, few are moved") {
  CHECK(diff("abcdef", "fabcde") == Changes{{0, 0, 0, 1}, {5, 1, 6, 0}});
}

TEST_CASE("records that stand several times are matched") {
  CHECK(diff("aabaa", "aaaa") == Changes{{2, 1, 2, 0}});
  CHECK(diff("abab", "baba") == Changes{{0, 1, 0, 0}, {4, 0, 3, 1}});
}

TEST_CASE("every byte of a record counts") {
  const Record record{u"K", u"a", make_sz(u"x")};
  Record other_key = record, other_name = record, other_type = record, other_data = record;
  other_key.key = u"k";
  other_name.name = u"A";
  other_type.value.type = Type::expand_sz;
  other_data.value.data.pop_back();
  for (const Record& other : {other_key, other_name, other_type, other_data}) {
    CHECK(diff_records({record}, {other}) == Changes{{0, 1, 0, 1}});
  }
}

TEST_CASE("the script applied to the one list gives the other") {
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const std::size_t kinds = 1 + tests::below(random, 12);
    const auto letters = [&] {
      std::string text(tests::below(random, 24), 'a');
      for (char& letter : text) letter = static_cast<char>('a' + tests::below(random, kinds));
      return text;
    };
    const Records a = records_of(letters());
    const Records b = records_of(letters());
    const Changes changes = diff_records(a, b);
    REQUIRE(applied(a, b, changes) == b);
    std::size_t removed = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      REQUIRE(changes[i].a_count + changes[i].b_count > 0);
      if (i > 0) REQUIRE(changes[i].a_first > changes[i - 1].a_first + changes[i - 1].a_count);
      removed += changes[i].a_count;
    }
    const std::size_t kept = a.size() - removed;
    REQUIRE(kept <= most_kept(a, b));
    REQUIRE((kept > 0) == (most_kept(a, b) > 0));
  }
}

TEST_CASE("an edited list is found out edit for edit") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    Records a;
    for (char16_t i = 0; i < 300; ++i) a.push_back({u"K", std::u16string(1, 0x4000 + i), {}});
    Records b = a;
    for (std::size_t i = 5; i < b.size(); i += 20 + tests::below(random, 20)) {
      b[i].value = make_dword(static_cast<std::uint32_t>(i));
    }
    std::size_t edited = 0;
    for (std::size_t i = 0; i < a.size(); ++i) edited += a[i] == b[i] ? 0u : 1u;
    const Changes changes = diff_records(a, b);
    REQUIRE(changes.size() == edited);
    for (const RecordChange& change : changes) {
      REQUIRE((change.a_count == 1 && change.b_count == 1 && change.a_first == change.b_first));
    }
  }
}

TEST_CASE("long lists of the same few records take little room, and the script is right") {
  const Records a = records_of(std::string(30'000, 'a') + std::string(20'000, 'b'));
  const Records b = records_of(std::string(20'000, 'b') + std::string(30'000, 'a'));
  CHECK(applied(a, b, diff_records(a, b)) == b);
}
