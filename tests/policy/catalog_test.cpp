#include <catch2/catch.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;

namespace {

Template named(std::string prefix, std::string uri, std::vector<std::string> policies) {
  Template source;
  source.name = "File-" + uri;
  source.definitions.target = {std::move(prefix), std::move(uri)};
  for (std::string& name : policies) {
    Policy policy;
    policy.name = std::move(name);
    source.definitions.policies.push_back(std::move(policy));
  }
  return source;
}

Catalog sample() {
  Diagnostics diagnostics;
  Catalog catalog;
  catalog.add(named("sspr", "Contoso.Sspr", {"Allow", "Log"}), diagnostics);
  catalog.add(named("x", "http://a.example/x", {"One"}), diagnostics);
  catalog.add(named("x", "Second.X", {"One", "Two"}), diagnostics);
  REQUIRE(diagnostics.items.empty());
  return catalog;
}

std::string error_of(const Catalog& catalog, std::string_view name) {
  const auto found = catalog.find(name);
  return found ? "found" : to_string(found.error());
}

}  // namespace

TEST_CASE("A policy is found by its prefix and by its namespace") {
  const Catalog catalog = sample();
  const auto by_prefix = catalog.find("sspr:Log");
  REQUIRE(by_prefix);
  CHECK(by_prefix->policy->name == "Log");
  CHECK(by_prefix->source->name == "File-Contoso.Sspr");
  CHECK(catalog.find("Contoso.Sspr:Log")->policy == by_prefix->policy);
  CHECK(catalog.find("http://a.example/x:One")->source == catalog.templates()[1].get());
  CHECK(catalog.find("Second.X:One")->source == catalog.templates()[2].get());
}

TEST_CASE("A name that no policy has is an error with the likely one") {
  const Catalog catalog = sample();
  CHECK(
      error_of(catalog, "sspr:Alow") ==
      "error: the template 'File-Contoso.Sspr' has no policy 'Alow' (did you mean 'sspr:Allow'?)");
  CHECK(error_of(catalog, "sspr:allow") ==
        "error: the template 'File-Contoso.Sspr' has no policy 'allow' (did you mean "
        "'sspr:Allow'?)");
  CHECK(error_of(catalog, "sspt:Allow") ==
        "error: no template has the prefix or namespace 'sspt' (did you mean 'sspr'?)");
  CHECK(catalog.find("sspr:Alow").error().code == ErrorCode::not_found);
}

TEST_CASE("Where no prefix is like the one given, the error names those that are loaded") {
  CHECK(error_of(sample(), "fabrikam:Allow") ==
        "error: no template has the prefix or namespace 'fabrikam' (loaded: sspr, x, x)");
}

TEST_CASE("A name without a prefix is an error with the full name") {
  CHECK(error_of(sample(), "Log") ==
        "error: found 'Log', expected prefix:name (did you mean 'sspr:Log'?)");
  CHECK(error_of(sample(), "Nothing") == "error: found 'Nothing', expected prefix:name");
}

TEST_CASE("A prefix of two templates is ambiguous, and the error names the namespaces") {
  CHECK(error_of(sample(), "x:One") ==
        "error: the prefix 'x' is that of 2 templates (write 'http://a.example/x:One' or "
        "'Second.X:One')");
  CHECK(sample().find("x:One").error().code == ErrorCode::invalid_argument);
}

TEST_CASE("Where no template is loaded, the error says so") {
  CHECK(error_of(Catalog{}, "a:B") ==
        "error: no template has the prefix or namespace 'a' (no template is loaded)");
}

TEST_CASE("A namespace that is taken is ignored with a warning") {
  Catalog catalog = sample();
  Diagnostics diagnostics;
  Template late = named("late", "Contoso.Sspr", {"Other"});
  late.name = "Late";
  catalog.add(late, diagnostics);
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(to_string(diagnostics.items[0]) ==
        "warning: the template 'Late' is ignored: its namespace 'Contoso.Sspr' is that of "
        "'File-Contoso.Sspr' [catalog.duplicate-namespace]");
  CHECK(catalog.templates().size() == 3);
  CHECK_FALSE(catalog.find("late:Other").has_value());
}

TEST_CASE("A string is found by its reference") {
  PolicyResources resources;
  resources.strings = {{"A", "first"}, {"B", "second"}};
  REQUIRE(resolve_string(resources, "$(string.B)") != nullptr);
  CHECK(*resolve_string(resources, "$(string.B)") == "second");
  CHECK(resolve_string(resources, "$(string.C)") == nullptr);
  CHECK(resolve_string(resources, "B") == nullptr);
  CHECK(resolve_string(resources, "$(presentation.B)") == nullptr);
}

TEST_CASE("Resources are those of the language, else of the fallback culture, else the first") {
  Template source;
  CHECK(resources_in(source, "en-US").language.empty());
  source.resources = {{.language = "de-DE"}, {.language = "sv-SE"}, {.language = "en-US"}};
  CHECK(resources_in(source, "SV-se").language == "sv-SE");
  CHECK(resources_in(source, "fr-FR").language == "en-US");
  source.definitions.fallback_culture = "sv-SE";
  CHECK(resources_in(source, "fr-FR").language == "sv-SE");
  source.definitions.fallback_culture = "nb-NO";
  CHECK(resources_in(source, "fr-FR").language == "de-DE");
}
