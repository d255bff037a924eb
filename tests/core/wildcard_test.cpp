#include <catch2/catch.hpp>

#include <regpolicy/wildcard.hpp>

#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

// The definition, tried in every way.
bool matches_by_definition(std::u16string_view pattern, std::u16string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == u'*') {
    for (std::size_t taken = 0; taken <= text.size(); ++taken) {
      if (matches_by_definition(pattern.substr(1), text.substr(taken))) return true;
    }
    return false;
  }
  return !text.empty() && (pattern.front() == u'?' || pattern.front() == text.front()) &&
         matches_by_definition(pattern.substr(1), text.substr(1));
}

std::u16string random_word(tests::Random& random, std::u16string_view units, std::size_t longest) {
  std::u16string word(tests::below(random, longest + 1), u'\0');
  for (char16_t& unit : word) unit = units[tests::below(random, units.size())];
  return word;
}

}  // namespace

TEST_CASE("A pattern without a wildcard is the name itself, in any case") {
  CHECK(matches_wildcard(u"Level", u"LEVEL"));
  CHECK(matches_wildcard(u"åÄö", u"ÅäÖ"));
  CHECK(matches_wildcard(u"", u""));
  CHECK_FALSE(matches_wildcard(u"Level", u"Levels"));
  CHECK_FALSE(matches_wildcard(u"Level", u""));
  CHECK_FALSE(matches_wildcard(u"", u"Level"));
}

TEST_CASE("A star stands for any characters, also none and also a backslash") {
  CHECK(matches_wildcard(u"*", u""));
  CHECK(matches_wildcard(u"*", u"A\\B"));
  CHECK(matches_wildcard(u"Software\\*\\Level", u"SOFTWARE\\A\\B\\level"));
  CHECK(matches_wildcard(u"A*", u"a"));
  CHECK(matches_wildcard(u"*ab", u"aab"));
  CHECK_FALSE(matches_wildcard(u"A*B", u"A"));
}

TEST_CASE("A question mark stands for one character, which may be a surrogate pair") {
  CHECK(matches_wildcard(u"a?c", u"abc"));
  CHECK(matches_wildcard(u"?", u"\U0001F511"));
  CHECK(matches_wildcard(u"?", std::u16string(1, char16_t{0xD83D})));
  CHECK_FALSE(matches_wildcard(u"?", u""));
  CHECK_FALSE(matches_wildcard(u"a?", u"abc"));
}

TEST_CASE("A pattern of many stars takes no long time") {
  std::u16string pattern;
  for (int i = 0; i < 50; ++i) pattern += u"a*";
  CHECK_FALSE(matches_wildcard(pattern + u"b", std::u16string(2000, u'a')));
}

TEST_CASE("Every pattern matches what its definition says") {
  const std::uint64_t seed = 20;
  tests::Random random(seed);
  CAPTURE(seed);
  for (int i = 0; i < 20'000; ++i) {
    const std::u16string pattern = random_word(random, u"ab*?", 6);
    const std::u16string text = random_word(random, u"ab", 7);
    INFO(std::string(pattern.begin(), pattern.end())
         << ' ' << std::string(text.begin(), text.end()));
    REQUIRE(matches_wildcard(pattern, text) == matches_by_definition(pattern, text));
  }
}
