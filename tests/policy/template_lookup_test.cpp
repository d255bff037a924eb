#include <regpolicy/template_lookup.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

namespace {

Template base() {
  Template source;
  source.name = "Windows";
  source.definitions.target = {"windows", "Base"};
  source.definitions.categories = {
      {.name = "Top", .display_name = "$(string.Top)"},
      {.name = "Round", .display_name = "$(string.Round)", .parent_category = "Round"}};
  source.definitions.supported_on = {{.name = "W10", .display_name = "$(string.W10)"}};
  source.definitions.products = {
      {.name = "P",
       .display_name = "$(string.Top)",
       .major_versions = {{.name = "P1",
                           .display_name = "$(string.P1)",
                           .minor_versions = {{.name = "P11", .display_name = "$(string.P11)"}}}}}};
  source.resources = {
      {.language = "en-US",
       .strings = {{"Top", "Components"},
                   {"W10", "At least Windows 10"},
                   {"P1", "P 1"},
                   {"P11", "P 1.1"}}},
      {.language = "sv-SE", .strings = {{"Top", "Komponenter"}, {"W10", "Minst Windows 10"}}}};
  return source;
}

Template vendor() {
  Template source;
  source.name = "Vendor";
  source.definitions.target = {"v", "Vendor"};
  source.definitions.using_namespaces = {{"w", "Base"}, {"gone", "Absent"}};
  source.definitions.categories = {
      {.name = "Own", .display_name = "$(string.Own)", .parent_category = "w:Top"}};
  const auto add = [&](std::string name, std::string category, std::string supported) {
    Policy policy;
    policy.name = name;
    policy.display_name = "$(string." + name + ")";
    policy.parent_category = std::move(category);
    policy.supported_on = std::move(supported);
    source.definitions.policies.push_back(std::move(policy));
  };
  add("A", "Own", "w:W10");
  add("B", "w:Round", "w:P11");
  add("C", "gone:X", "undeclared:X");
  add("D", "v:Own", "W10");
  source.resources = {
      {.language = "en-US",
       .strings = {
           {"Own", "Own things"}, {"A", "Allow it"}, {"B", "Same"}, {"C", "same "}, {"D", ""}}}};
  return source;
}

Catalog sample() {
  Diagnostics diagnostics;
  Catalog catalog;
  catalog.add(vendor(), diagnostics);
  catalog.add(base(), diagnostics);
  REQUIRE(diagnostics.items.empty());
  return catalog;
}

Catalog::Entry entry(const Catalog& catalog, std::string_view name) {
  const auto found = catalog.find(name);
  REQUIRE(found);
  return *found;
}

using Path = std::vector<std::string>;

}  // namespace

TEST_CASE("a category path goes through files, each in the language that it has", "[lookup]") {
  const Catalog catalog = sample();
  CHECK(category_path(catalog, entry(catalog, "v:A"), "en-US") == Path{"Components", "Own things"});
  CHECK(category_path(catalog, entry(catalog, "v:A"), "sv-SE") ==
        Path{"Komponenter", "Own things"});
  CHECK(category_path(catalog, entry(catalog, "v:D"), "en-US") == Path{"Components", "Own things"});
}

TEST_CASE("a category path ends in a circle and where nothing is found", "[lookup]") {
  const Catalog catalog = sample();
  CHECK(category_path(catalog, entry(catalog, "v:B"), "en-US") == Path{"Round"});
  CHECK(category_path(catalog, entry(catalog, "v:C"), "en-US").empty());
}

TEST_CASE("supported on is the text of a definition, a product or a version", "[lookup]") {
  const Catalog catalog = sample();
  CHECK(supported_on_text(catalog, entry(catalog, "v:A"), "en-US") == "At least Windows 10");
  CHECK(supported_on_text(catalog, entry(catalog, "v:A"), "sv-SE") == "Minst Windows 10");
  CHECK(supported_on_text(catalog, entry(catalog, "v:B"), "en-US") == "P 1.1");
  CHECK(supported_on_text(catalog, entry(catalog, "v:C"), "en-US").empty());
  CHECK(supported_on_text(catalog, entry(catalog, "v:D"), "en-US").empty());
}

TEST_CASE("a policy is found by its display name in a language", "[lookup]") {
  const Catalog catalog = sample();
  const DisplayNames names(catalog, "en-us");
  const auto found = names.find(" allow IT");
  REQUIRE(found);
  CHECK(found->policy->name == "A");
  CHECK(to_string(names.find("Nothing").error()) ==
        "error: no policy is called 'Nothing' in en-us");
  CHECK_FALSE(DisplayNames(catalog, "sv-SE").find("Allow it").has_value());
}

TEST_CASE("a display name of two policies is ambiguous", "[lookup]") {
  const Catalog catalog = sample();
  const auto found = DisplayNames(catalog, "en-US").find("Same");
  REQUIRE_FALSE(found);
  CHECK(found.error().code == ErrorCode::invalid_argument);
  CHECK(to_string(found.error()) ==
        "error: 2 policies are called 'Same' in en-US (write 'Vendor:B' or 'Vendor:C')");
}

TEST_CASE("a policy without a text is called by its id", "[lookup]") {
  const Catalog catalog = sample();
  CHECK(display_name(catalog, entry(catalog, "v:A"), "en-US") == "Allow it");
  CHECK(display_name(catalog, entry(catalog, "v:D"), "en-US") == "D");
}
