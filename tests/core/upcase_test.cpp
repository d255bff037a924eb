#include <regpolicy/text.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

TEST_CASE("registry names compare without regard to case in every script") {
  CHECK(same_name(u"SOFTWARE\\Policies", u"Software\\POLICIES"));
  CHECK(same_name(u"överföring", u"ÖVERFÖRING"));
  CHECK(same_name(u"Политика", u"ПОЛИТИКА"));
  CHECK(same_name(u"ÿ", u"Ÿ"));
  CHECK_FALSE(same_name(u"a", u"å"));
  CHECK_FALSE(same_name(u"Key", u"Key1"));
}

TEST_CASE("mappings that do not lead back are not made, as on Windows") {
  for (const char16_t unit : {u'ß', u'ı', u'ſ', u'µ', u'ς'}) CHECK(upcase(unit) == unit);
  CHECK(upcase(u'σ') == u'Σ');
}

TEST_CASE("no name changes its length, and surrogates stay as they are") {
  for (unsigned unit = 0; unit <= 0xFFFF; ++unit) {
    const char16_t up = upcase(static_cast<char16_t>(unit));
    if (upcase(up) != up) FAIL("U+" << std::hex << unit << " does not stay upper case");
    if (unit >= 0xD800 && unit <= 0xDFFF && up != unit) FAIL("a surrogate changed");
  }
}

TEST_CASE("the order of names is that of their upper-cased code units") {
  CHECK((compare_names(u"a", u"B") < 0));
  CHECK((compare_names(u"_", u"a") > 0));  // '_' lies between the cases; upper case decides
  CHECK((compare_names(u"ab", u"A") > 0));
  CHECK(name_starts_with(u"**DEL.x", u"**del."));
}
