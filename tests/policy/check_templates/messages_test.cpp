// What every rule about templates says, whole: tests/data/check_templates/messages.txt holds the
// findings of all samples.
#include <catch2/catch.hpp>

#include "policy/check_templates/samples.hpp"
#include "support/files.hpp"

TEST_CASE("every rule about templates says what was found and how to mend it") {
  std::string text;
  for (const tests::TemplateSample& sample : tests::template_samples()) {
    text += tests::template_findings(sample.files, sample.options) + '\n';
  }
  CHECK(text == tests::read_text(tests::data_folder() / "check_templates" / "messages.txt"));
}
