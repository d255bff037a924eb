// Random policies in random states: laws that hold for all of them.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include <regpolicy/pol.hpp>

#include "support/random_policies.hpp"
#include "support/random_records.hpp"
#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::Random;

namespace {

// The values of an enabled or disabled policy, each at most once; a clearing in front of them.
void check_order(const Instructions& instructions) {
  std::set<std::u16string> keys, values;
  for (const Instruction& instruction : instructions) {
    const std::u16string key = upcase(key_of(instruction));
    const bool is_new_key = keys.insert(key).second;
    if (std::holds_alternative<DeleteAllValues>(instruction)) {
      CHECK(is_new_key);
      continue;
    }
    const std::u16string name = std::visit(
        [](const auto& i) {
          if constexpr (requires { i.name; }) return upcase(i.name);
          return std::u16string();
        },
        instruction);
    CHECK(values.insert(key + u'\0' + name).second);
  }
}

}  // namespace

TEST_CASE("Every setting compiles to records that decode to it, and always to the same") {
  std::size_t written = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Template source = tests::template_of(tests::random_policy(random));
    const Catalog::Entry entry{&source, &source.definitions.policies.front()};
    const Setting setting = tests::random_setting(random, *entry.policy);
    Diagnostics diagnostics;
    const auto instructions = compile(setting, entry, diagnostics);
    for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
    REQUIRE(instructions.has_value());
    const Records records = encode(*instructions);
    CHECK((decode(records) == *instructions));
    const auto bytes = pol::write(records);
    REQUIRE(bytes.has_value());
    CHECK((pol::read(*bytes) == records));
    CHECK((compile(setting, entry, diagnostics) == instructions));
    if (setting.state == PolicyState::not_configured) CHECK(instructions->empty());
    check_order(*instructions);
    written += instructions->size();
  }
  CHECK(written > 3000);  // the laws were not tested on nothing
}
