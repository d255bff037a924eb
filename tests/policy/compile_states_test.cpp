// What a policy's own value and lists write. The rows of docs/compile.md, in its order.
#include <catch2/catch.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::compile_setting;
using tests::template_of;
using Lines = std::vector<std::string>;

namespace {

ValueItem item(std::string name, TemplateValue value, std::optional<std::string> key = {}) {
  return {std::move(key), std::move(name), std::move(value)};
}

Lines lines(const Policy& policy, PolicyState state) {
  const auto compiled = compile_setting(template_of(policy), state);
  CHECK(compiled.errors == Lines{});
  return compiled.lines;
}

}  // namespace

TEST_CASE("A policy that is not configured writes nothing") {
  Policy policy{.value_name = "V", .enabled_value = Decimal{1}, .disabled_value = Decimal{0}};
  policy.enabled_list = ValueList{{}, {item("A", Decimal{1})}};
  policy.elements = {{.id = "L", .key = "K\\L", .detail = ListElement{}}};
  CHECK(lines(policy, PolicyState::not_configured) == Lines{});
}

TEST_CASE("Enabled without enabledValue writes REG_DWORD 1") {
  CHECK(lines({.value_name = "V"}, PolicyState::enabled) == Lines{"K;V;REG_DWORD;01000000"});
}

TEST_CASE("Enabled writes the enabledValue as it is defined") {
  const auto enabled = [](TemplateValue value) {
    return lines({.value_name = "V", .enabled_value = std::move(value)}, PolicyState::enabled);
  };
  CHECK(enabled(Decimal{5}) == Lines{"K;V;REG_DWORD;05000000"});
  CHECK(enabled(LongDecimal{5}) == Lines{"K;V;REG_QWORD;0500000000000000"});
  CHECK(enabled(std::string("on")) == Lines{"K;V;REG_SZ;6f006e000000"});
  CHECK(enabled(DeleteMarker{}) == Lines{"K;**del.V;REG_SZ;20000000"});
}

TEST_CASE("Disabled writes the disabledValue as it is defined") {
  CHECK(lines({.value_name = "V", .disabled_value = Decimal{0}}, PolicyState::disabled) ==
        Lines{"K;V;REG_DWORD;00000000"});
  CHECK(lines({.value_name = "V", .disabled_value = "no"}, PolicyState::disabled) ==
        Lines{"K;V;REG_SZ;6e006f000000"});
}

TEST_CASE("Disabled without disabledValue deletes the value") {
  CHECK(lines({.value_name = "V", .enabled_value = Decimal{1}}, PolicyState::disabled) ==
        Lines{"K;**del.V;REG_SZ;20000000"});
}

TEST_CASE("The list of the active state is written whole, after the policy's own value") {
  Policy policy{.value_name = "V"};
  policy.enabled_list = ValueList{{}, {item("A", Decimal{1}), item("B", std::string("x"))}};
  policy.disabled_list = ValueList{{}, {item("A", Decimal{0}), item("C", DeleteMarker{})}};
  CHECK(lines(policy, PolicyState::enabled) ==
        Lines{"K;V;REG_DWORD;01000000", "K;A;REG_DWORD;01000000", "K;B;REG_SZ;78000000"});
  CHECK(lines(policy, PolicyState::disabled) ==
        Lines{"K;**del.V;REG_SZ;20000000", "K;A;REG_DWORD;00000000", "K;**del.C;REG_SZ;20000000"});
}

TEST_CASE("What stands only in the list of the other state is not written") {
  Policy policy{.enabled_list = ValueList{{}, {item("A", Decimal{1})}}};
  CHECK(lines(policy, PolicyState::disabled) == Lines{});
}

TEST_CASE("The key of a list item is its own, else the list's default, else the policy's") {
  Policy policy;
  policy.enabled_list = ValueList{"D", {item("A", Decimal{1}, "I"), item("B", Decimal{2})}};
  policy.disabled_list = ValueList{{}, {item("C", Decimal{3})}};
  CHECK(lines(policy, PolicyState::enabled) ==
        Lines{"I;A;REG_DWORD;01000000", "D;B;REG_DWORD;02000000"});
  CHECK(lines(policy, PolicyState::disabled) == Lines{"K;C;REG_DWORD;03000000"});
}

TEST_CASE("The default value of a key has an empty name") {
  CHECK(lines({.value_name = ""}, PolicyState::enabled) == Lines{"K;;REG_DWORD;01000000"});
  CHECK(lines({.value_name = ""}, PolicyState::disabled) == Lines{"K;**del.;REG_SZ;20000000"});
}

TEST_CASE("A setting on a side that the policy is not for is an error") {
  const auto on_user =
      compile_setting(template_of({.value_name = "V"}), PolicyState::enabled, {}, Side::user);
  CHECK(on_user.errors ==
        Lines{"b.toml:7:10: t:P: error: the policy is for the machine side, not for the user side "
              "(write side = \"machine\") [compile.wrong-side]"});
  Policy user{.policy_class = PolicyClass::user, .value_name = "V"};
  CHECK(compile_setting(template_of(user), PolicyState::not_configured).errors ==
        Lines{"b.toml:7:10: t:P: error: the policy is for the user side, not for the machine side "
              "(write side = \"user\") [compile.wrong-side]"});
  user.policy_class = PolicyClass::both;
  CHECK(compile_setting(template_of(user), PolicyState::enabled).errors == Lines{});
}

TEST_CASE("A template's key with a hive in front is never written") {
  CHECK(compile_setting(template_of({.key = "HKLM\\Software\\A", .value_name = "V"}),
                        PolicyState::enabled)
            .errors == Lines{"b.toml:7:10: t:P: error: the template's key 'HKLM\\Software\\A' "
                             "cannot be written: the key begins with a hive ('HKLM'), which "
                             "does not belong there [compile.bad-key]"});
}

TEST_CASE("A template's value name that is a directive is never written") {
  CHECK(compile_setting(template_of({.value_name = "**delvals."}), PolicyState::enabled).errors ==
        Lines{"b.toml:7:10: t:P: error: Registry.pol cannot say \"set K\\**delvals. = REG_DWORD "
              "1\" [compile.not-representable]"});
}
