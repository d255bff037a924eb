#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/diff_baselines.hpp>

using namespace regpolicy;

namespace {

Baseline read(std::string_view rest) {
  Diagnostics diagnostics;
  auto baseline =
      baseline::read(fmt::format("[baseline]\nname = \"B\"\nlanguages = [\"en-US\"]\n{}", rest),
                     "b.toml", diagnostics);
  REQUIRE(baseline.has_value());
  return *std::move(baseline);
}

std::string difference(std::string_view a, std::string_view b) {
  const Baseline one = read(a), other = read(b);
  const BaselineDiff diff = diff_baselines(one, other);
  CHECK(is_same(diff) == to_text(diff).empty());
  return to_text(diff);
}

constexpr std::string_view kEnabled =
    "[[setting]]\npolicy = \"t:P\"\nstate = \"enabled\"\noptions = { Level = 1, Name = \"x\" }\n";
constexpr std::string_view kValue =
    "[[value]]\nkey = 'A\\B'\nname = \"V\"\ntype = \"dword\"\ndata = 1\n";

}  // namespace

TEST_CASE("Baselines that say the same in another order are the same") {
  const std::string a =
      fmt::format("{}{}[[setting]]\npolicy = \"t:Q\"\nstate = \"disabled\"\n", kEnabled, kValue);
  const std::string b =
      fmt::format("[[setting]]\npolicy = \"t:Q\"\nstate = \"disabled\"\n{}{}", kValue, kEnabled);
  CHECK(difference(a, b).empty());
}

TEST_CASE("Settings of one baseline only are told with their options") {
  CHECK(difference(kEnabled,
                   "[[setting]]\npolicy = \"t:Q\"\nside = \"user\"\n"
                   "state = \"disabled\"\n") ==
        "- setting t:P (machine side): enabled\n"
        "    Level: 1\n"
        "    Name: \"x\"\n"
        "+ setting t:Q (user side): disabled\n");
}

TEST_CASE("A comment that changed is told") {
  const std::string commented = fmt::format("{}comment = \"why\"\n", kEnabled);
  CHECK(difference(kEnabled, commented) ==
        "~ setting t:P (machine side)\n    comment: none -> \"why\"\n");
  CHECK(difference(commented, fmt::format("{}comment = {{ en-US = \"so\" }}\n", kEnabled)) ==
        "~ setting t:P (machine side)\n    comment: \"why\" -> \"so\"\n");
  CHECK(difference(commented, commented).empty());
}

TEST_CASE("The state and the options of a setting are compared one by one") {
  CHECK(difference(kEnabled,
                   "[[setting]]\npolicy = \"t:P\"\nstate = \"enabled\"\n"
                   "options = { Level = 2, Rows = [\"a\"] }\n") ==
        "~ setting t:P (machine side)\n"
        "    Level: 1 -> 2\n"
        "    Name: \"x\" -> not given\n"
        "    Rows: not given -> [\"a\"]\n");
  CHECK(difference(kEnabled,
                   "[[setting]]\npolicy = \"t:P\"\nstate = \"disabled\"\n"
                   "severity = \"blocker\"\n") ==
        "~ setting t:P (machine side): enabled -> disabled\n"
        "    Level: 1 -> not given\n"
        "    Name: \"x\" -> not given\n"
        "    audit: severity warning -> severity blocker\n");
}

TEST_CASE("Values are compared by key and name, whatever is done with them") {
  CHECK(difference(kValue, "[[value]]\nkey = 'a\\b'\nname = \"v\"\naction = \"delete\"\n") ==
        "~ value (machine side): set A\\B\\V = REG_DWORD 1 -> delete a\\b\\v\n");
  CHECK(difference(kValue, "") == "- value (machine side): set A\\B\\V = REG_DWORD 1\n");
  CHECK(difference("", "[[value]]\nkey = 'A'\naction = \"delete_all_values\"\n") ==
        "+ value (machine side): delete all values of A\n");
}

TEST_CASE("A value that only an audit sees differently is told as such") {
  CHECK(difference(kValue, fmt::format("{}severity = \"info\"\n", kValue)) ==
        "~ value (machine side): set A\\B\\V = REG_DWORD 1\n"
        "    audit: severity warning -> severity info\n");
}

TEST_CASE("The JSON of a difference has both sides") {
  const Baseline a = read(kEnabled), b = read(kValue);
  const std::string json = to_json(diff_baselines(a, b), "a.toml", "b.toml");
  for (const char* const part :
       {"\"schema\": \"regpolicy/baseline-diff/1\"", "\"a\": \"a.toml\"", "\"same\": false",
        "\"kind\": \"only-in-a\"", "\"policy\": \"t:P\"", "\"Level\": 1", "\"key\": \"A\\\\B\""}) {
    CAPTURE(json, part);
    CHECK(json.find(part) != std::string::npos);
  }
}
