#include <catch2/catch.hpp>

#include <regpolicy/explain_report.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;

TEST_CASE("a report has the policies of an explanation with their options") {
  Policy policy;
  policy.value_name = "V";
  policy.enabled_value = Decimal{1};
  policy.disabled_value = Decimal{0};
  policy.explain_text = "$(string.Why)";
  Element flag, level;
  flag.id = "Flag";
  flag.value_name = "F";
  flag.detail = BooleanElement{.true_value = Decimal{1}, .false_value = Decimal{0}};
  level.id = "Level";
  level.value_name = "L";
  level.detail = DecimalElement{};
  policy.elements = {flag, level};
  Template source = tests::template_of(policy);
  source.resources[0].strings.push_back({"Why", "Because"});
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.add(std::move(source), diagnostics);
  REQUIRE(diagnostics.items.empty());
  const PolicyIndex index(catalog);
  const Explanation enabled =
      explain(index, regpolicy::Side::machine,
              {SetValue{u"K", u"V", make_dword(1)}, SetValue{u"K", u"F", make_dword(0)},
               SetValue{u"K", u"L", make_dword(7)}});
  const auto policies = report_policies(enabled, catalog, "en-US");
  REQUIRE(policies.size() == 1);
  CHECK(policies[0].name == "P");
  CHECK(policies[0].state == "Enabled");
  CHECK(policies[0].explain == "Because");
  REQUIRE(policies[0].options.size() == 2);
  CHECK(policies[0].options[0].kind == gpo_report::OptionKind::check_box);
  CHECK(policies[0].options[0].values == std::vector<std::string>{"false"});
  CHECK(policies[0].options[1].kind == gpo_report::OptionKind::numeric);
  CHECK(policies[0].options[1].label == "Level");
  CHECK(policies[0].options[1].values == std::vector<std::string>{"7"});
}
