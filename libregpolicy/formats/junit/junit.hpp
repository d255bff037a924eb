// JUnit XML, which build servers show as test results; written only. There is no standard: this is
// what Jenkins' schema and the readers of GitLab, Azure DevOps and GitHub have in common.
#pragma once

#include <string>
#include <vector>

namespace regpolicy::junit {

enum class Outcome { passed, failure, error, skipped };

struct TestCase {
  std::string name;
  Outcome outcome = Outcome::passed;
  std::string type;     // of a failure or an error, in one word
  std::string message;  // of what has not passed, in one line
  std::string text;     // and in as many as it takes
};

struct TestSuite {
  std::string name;       // of the suite, and the class of every case
  std::string timestamp;  // ISO 8601; left out where it is empty
  std::vector<TestCase> cases;
};

// UTF-8. Control characters, which XML cannot hold, are shown as \u{XXXX}.
[[nodiscard]] std::string write(const TestSuite& suite);

}  // namespace regpolicy::junit
