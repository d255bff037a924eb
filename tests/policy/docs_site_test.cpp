#include <regpolicy/docs_site.hpp>

#include <algorithm>
#include <set>

#include <regpolicy/text.hpp>

#include "formats/template_files.hpp"

using namespace regpolicy;
using namespace regpolicy::template_tests;

namespace {

std::vector<SiteFile> site_of(std::vector<Template> templates, DocsSiteOptions options = {}) {
  Diagnostics diagnostics;
  Catalog catalog;
  for (Template& one : templates) catalog.add(std::move(one), diagnostics);
  return docs_site(catalog, options);
}

std::vector<SiteFile> site_of(Template one, DocsSiteOptions options = {}) {
  return site_of(std::vector<Template>{std::move(one)}, std::move(options));
}

const std::string& content_of(const std::vector<SiteFile>& files, const std::string& path) {
  const auto found = std::ranges::find(files, path, &SiteFile::path);
  INFO(path);
  REQUIRE(found != files.end());
  return found->content;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// One policy in one category, with its texts in English.
Template small() {
  Template one;
  one.name = "Small";
  one.definitions.target = {"small", "Contoso.Small"};
  one.definitions.categories.push_back({.name = "Top", .display_name = "$(string.Top)"});
  Policy policy;
  policy.name = "Level";
  policy.display_name = "$(string.Level)";
  policy.key = "SOFTWARE\\Policies\\Contoso";
  policy.value_name = "Level";
  policy.parent_category = "Top";
  one.definitions.policies.push_back(policy);
  PolicyResources english;
  english.language = "en-US";
  english.strings = {{.id = "Top", .text = "The top"}, {.id = "Level", .text = "The level"}};
  one.resources.push_back(english);
  return one;
}

const std::string kPage = "en-US/c-small-Top.html";

}  // namespace

TEST_CASE("A site has a first page, assets, and for every language an overview and its data") {
  std::vector<std::string> paths;
  for (const SiteFile& file : site_of(small())) paths.push_back(file.path);
  CHECK(paths == std::vector<std::string>{"assets/site.css", "assets/site.js",
                                          "en-US/c-small-Top.html", "en-US/index.html",
                                          "en-US/search.js", "en-US/tree.js", "index.html"});
}

TEST_CASE("A policy's section says what each state writes") {
  const auto files = site_of(small());
  const std::string& page = content_of(files, kPage);
  CHECK(holds(page, "<h2><a href=\"#p-Level\"><bdi>The level</bdi></a></h2>"));
  CHECK(holds(page,
              "<th scope=\"row\">Enabled</th><td><code translate=\"no\">Level</code></td>"
              "<td><code translate=\"no\">REG_DWORD</code></td>"
              "<td><code translate=\"no\">1</code></td>"));
  CHECK(holds(page,
              "<th scope=\"row\">Disabled</th><td><code translate=\"no\">Level</code></td>"
              "<td></td><td>the value is removed</td>"));
  CHECK(holds(page, "HKLM\\<wbr>SOFTWARE\\<wbr>Policies\\<wbr>Contoso"));
}

TEST_CASE("An element's value is not said to be the policy's") {
  Template one = small();
  Element element{.id = "Number", .value_name = "LEVEL", .detail = DecimalElement{}};
  one.definitions.policies[0].elements.push_back(element);
  const std::string page = content_of(site_of(one), kPage);
  CHECK(holds(
      page, "<th scope=\"row\">Enabled</th><td colspan=\"3\">What the options above write.</td>"));
  CHECK(holds(page, "A number from 0 to 9999"));
}

TEST_CASE("What a template gets wrong is said on the page") {
  Template one = small();
  one.definitions.policies[0].key = "HKLM\\SOFTWARE\\Policies";
  const std::string page = content_of(site_of(one), kPage);
  CHECK(holds(page, "The template is defective here: the template&#39;s key"));
}

TEST_CASE("A text that a language lacks stands in the fallback language, and says so") {
  Template one = small();
  PolicyResources swedish;
  swedish.language = "sv-SE";
  swedish.strings = {{.id = "Top", .text = "Toppen"}};
  one.resources.push_back(swedish);
  const auto files = site_of(one);
  const std::string& page = content_of(files, "sv-SE/c-small-Top.html");
  CHECK(holds(page, "<h1><bdi>Toppen</bdi></h1>"));
  CHECK(holds(page, "<bdi lang=\"en-US\">The level</bdi>"));
  CHECK(holds(page, "<th scope=\"row\">Inaktiverad</th>"));
}

TEST_CASE("A reference to a text that nothing defines stands as it is") {
  Template one = small();
  one.definitions.policies[0].display_name = "$(string.Lost)";
  CHECK(holds(content_of(site_of(one), kPage), "<bdi>$(string.Lost)</bdi>"));
}

TEST_CASE("Only the languages asked for are written, in whatever case") {
  Template one = small();
  one.resources.push_back(one.resources[0]);
  one.resources[1].language = "sv-se";
  const auto files = site_of(one, {.languages = {"SV-SE"}});
  for (const SiteFile& file : files) CHECK_FALSE(file.path.starts_with("en-US/"));
  CHECK(holds(content_of(files, "sv-SE/index.html"), "<html lang=\"sv-SE\">"));
}

TEST_CASE("Languages of one name are told apart, and many of them are a list to open") {
  Template one = small();
  for (const char* language : {"en-GB", "sv-SE", "de-DE"}) {
    one.resources.push_back(one.resources[0]);
    one.resources.back().language = language;
  }
  const std::string few = content_of(site_of(one), kPage);
  CHECK(holds(few, ">English (en-GB)</a>"));
  CHECK(holds(few, ">svenska</a>"));
  CHECK_FALSE(holds(few, "<details>"));
  one.resources.push_back(one.resources[0]);
  one.resources.back().language = "fr-FR";
  CHECK(holds(content_of(site_of(one), kPage), "<details><summary>English (en-US)</summary>"));
}

TEST_CASE("A category that another template defines has its place and its note") {
  Template one = small();
  one.definitions.using_namespaces.push_back({"windows", "Microsoft.Policies.Windows"});
  one.definitions.categories[0].parent_category = "windows:WindowsComponents";
  const auto files = site_of(one);
  const std::string& page =
      content_of(files, "en-US/c-Microsoft_Policies_Windows-WindowsComponents.html");
  CHECK(holds(page, "Windows Components</bdi></h1>"));
  CHECK(holds(page, "is not part of this reference"));
  CHECK(holds(content_of(files, "en-US/tree.js"),
              "[\"Windows Components\",\"c-Microsoft_Policies_Windows-WindowsComponents\",0,1],"));
}

TEST_CASE("Categories of two templates join in one tree") {
  Template base = small();
  base.definitions.policies.clear();
  Template one = small();
  one.definitions.target = {"one", "Contoso.One"};
  one.definitions.using_namespaces.push_back({"base", "Contoso.Small"});
  one.definitions.categories.clear();
  one.definitions.policies[0].parent_category = "base:Top";
  const auto files = site_of({one, base});
  CHECK(holds(content_of(files, kPage), "id=\"p-Level\""));
}

TEST_CASE("Categories in a circle and policies without one are shown all the same") {
  Template one = small();
  one.definitions.categories[0].parent_category = "Second";
  one.definitions.categories.push_back(
      {.name = "Second", .display_name = "$(string.Top)", .parent_category = "Top"});
  Policy lost = one.definitions.policies[0];
  lost.name = "Lost";
  lost.parent_category.reset();
  one.definitions.policies.push_back(lost);
  lost.parent_category = "Second";
  one.definitions.policies.push_back(lost);
  const auto files = site_of(one);
  CHECK(holds(content_of(files, kPage), "id=\"p-Level\""));
  CHECK(holds(content_of(files, "en-US/c.html"), "<h1>Without a category</h1>"));
  CHECK(holds(content_of(files, "en-US/tree.js"), "c-small-Second"));
}

TEST_CASE("Names of files are safe and differ without regard to case") {
  Template one = small();
  const std::vector<std::string> names = {"../../etc/passwd",    "top", "TOP", "CON", "å\\ä",
                                          std::string(400, 'x'), ""};
  for (const std::string& name : names) {
    one.definitions.categories.push_back({.name = name, .display_name = name});
    Policy policy = one.definitions.policies[0];
    policy.parent_category = name;
    one.definitions.policies.push_back(policy);
  }
  one.resources[0].language = "../En-us";
  std::set<std::string> seen;
  for (const SiteFile& file : site_of(one)) {
    INFO(file.path);
    CHECK(seen.insert(ascii_lower(file.path)).second);
    CHECK(file.path.find("..") == std::string::npos);
    CHECK(file.path.size() < 130);
    CHECK(file.path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789-_./") == std::string::npos);
    CHECK(std::ranges::count(file.path, '/') <= 1);
  }
}

TEST_CASE("Texts stay texts in HTML and in the data") {
  Template one = small();
  one.resources[0].strings[1].text = "</script><script>x(\"'&\\\n\x01\xFF";
  const auto files = site_of(one);
  CHECK(holds(content_of(files, kPage),
              "&lt;/script&gt;&lt;script&gt;x(&quot;&#39;&amp;\\\n"
              "\xEF\xBF\xBD\xEF\xBF\xBD</bdi>"));
  CHECK(holds(content_of(files, "en-US/search.js"),
              "[\"\\u003c/script\\u003e\\u003cscript\\u003ex(\\\"'\\u0026\\\\\\u000a"
              "\xEF\xBF\xBD\xEF\xBF\xBD\","));
}

TEST_CASE("A policy below a key that MDM services refuse says so, any other has its node") {
  Template one = small();
  CHECK(holds(content_of(site_of(one), kPage),
              "./<wbr>Device/<wbr>Vendor/<wbr>MSFT/<wbr>Policy/<wbr>Config/<wbr>Small~<wbr>Policy~"
              "<wbr>Top/<wbr>Level"));
  one.definitions.policies[0].key = "Software\\POLICIES\\Microsoft\\Windows";
  CHECK(holds(content_of(site_of(one), kPage), "they write nothing below"));
  one.definitions.policies[0].key = "Software\\Policies\\Microsoft\\Office\\16.0";
  CHECK_FALSE(holds(content_of(site_of(one), kPage), "they write nothing below"));
}

TEST_CASE("The same templates give the same bytes") {
  const Template one = read_good(file_text(template_data() / "ok-everything.toml"));
  CHECK(site_of(one) == site_of(one));
}
