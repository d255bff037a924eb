#include <algorithm>
#include <cstdlib>
#include <random>

#include <catch2/catch.hpp>
#include <regpolicy/template_source.hpp>

#include "formats/template_files.hpp"
#include "support/random_template.hpp"

using namespace regpolicy;
using namespace regpolicy::template_tests;

namespace {

std::string findings(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& row : diagnostics.items) {
    if (row.severity == Severity::error) lines += to_string(row) + '\n';
  }
  return lines;
}

// What a template is after it was written and read.
Template written_and_read(const Template& content) {
  const std::string text = template_source::write(content);
  INFO(text);
  Diagnostics diagnostics;
  const auto again = template_source::read(text, "written.toml", diagnostics);
  INFO(findings(diagnostics));
  REQUIRE(again);
  return template_source::in_string_order(*again);
}

}  // namespace

TEST_CASE("a random template is the same after it was written as a source and read") {
  const char* const given = std::getenv("REGPOLICY_TEST_SEED");
  const unsigned start = given ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  for (unsigned seed = start; seed != start + 400; ++seed) {
    INFO("REGPOLICY_TEST_SEED=" << seed);
    const Template content = template_source::in_string_order(RandomTemplate(seed).make());
    const Template again = written_and_read(content);
    REQUIRE(again.name == content.name);
    REQUIRE((again.definitions == content.definitions));
    REQUIRE(again.resources.size() == content.resources.size());
    for (std::size_t i = 0; i < content.resources.size(); ++i) {
      INFO(content.resources[i].language);
      REQUIRE((again.resources[i].strings == content.resources[i].strings));
      REQUIRE((again.resources[i].presentations == content.resources[i].presentations));
      REQUIRE((again.resources[i] == content.resources[i]));
    }
  }
}
