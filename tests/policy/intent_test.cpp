#include <regpolicy/intent.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/secret.hpp>

#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

Record number(std::u16string key, std::u16string name, std::uint32_t value) {
  return {std::move(key), std::move(name), make_dword(value)};
}

std::string refusal(const Record& record) {
  const auto checked = check_wanted({number(u"A", u"fine", 1), record});
  REQUIRE_FALSE(checked);
  return to_string(checked.error());
}

}  // namespace

TEST_CASE("intents: merge, replace and remove make of what is there what they say") {
  const Records there{number(u"A", u"one", 1), number(u"B", u"two", 2)};
  const Records wanted{number(u"a", u"ONE", 9), number(u"C", u"three", 3)};
  CHECK(with_intent(there, Intent::merge, wanted).value() ==
        Records{number(u"A", u"one", 9), number(u"B", u"two", 2), number(u"C", u"three", 3)});
  CHECK(with_intent(there, Intent::replace, wanted).value() == wanted);
  CHECK(with_intent(there, Intent::remove, wanted).value() == Records{number(u"B", u"two", 2)});
  for (const Intent intent : {Intent::merge, Intent::replace, Intent::remove}) {
    CHECK(parse_intent(to_string(intent)) == intent);
  }
  CHECK_FALSE(parse_intent("Merge"));
}

TEST_CASE("intents: doing it twice is doing it once") {
  std::size_t tried = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Records there = tests::random_records(random);
    const Records wanted = tests::random_records(random, 6);
    for (const Intent intent : {Intent::merge, Intent::replace, Intent::remove}) {
      CAPTURE(to_string(intent));
      const auto once = with_intent(there, intent, wanted);
      if (!once) continue;
      CHECK(with_intent(*once, intent, wanted).value() == *once);
      ++tried;
    }
  }
  CHECK(tried > 3000);
}

TEST_CASE("what must not get into a policy is refused with its record and a way out") {
  CHECK(refusal(number(u"HKLM\\SOFTWARE\\A", u"n", 1)) ==
        "record 2: HKLM\\SOFTWARE\\A\\n: error: the key begins with a hive ('HKLM'), which does "
        "not belong there (leave it out: the side decides the hive)");
  CHECK(refusal(number(u"\\SOFTWARE", u"n", 1)) ==
        "record 2: \\SOFTWARE\\n: error: the key begins with '\\'");
  CHECK(refusal({u"A", u"n", make_string(Type::link, u"\\Registry\\Machine")}) ==
        "record 2: A\\n: error: found a REG_LINK, which makes one key stand for another (nothing "
        "in Group Policy needs one; take it out)");
}

TEST_CASE("secrets are texts and bytes under a name that speaks of one") {
  CHECK(is_secret(u"DefaultPassword", make_sz(u"xy")));
  CHECK(is_secret(u"cpassword", make_sz(u"xy")));
  CHECK(is_secret(u"ClientSECRET", make_binary({std::byte{1}})));
  CHECK_FALSE(is_secret(u"AllowPasswordReset", make_dword(1)));
  CHECK_FALSE(is_secret(u"AllowPasswordReset", make_sz(u"1")));
  CHECK_FALSE(is_secret(u"DefaultUserName", make_sz(u"xy")));
  CHECK(masked(make_sz(u"x")) == "REG_SZ ******");
}
