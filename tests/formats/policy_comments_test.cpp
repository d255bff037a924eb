#include <catch2/catch.hpp>

#include <string>

#include <regpolicy/policy_comments.hpp>
#include <regpolicy/text.hpp>

#include "support/random_records.hpp"

using namespace regpolicy;
using policy_comments::Comments;
using tests::below;
using tests::Random;

namespace {

constexpr std::string_view kNative =
    "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\r\n"
    "<policyComments xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" revision=\"1.0\" "
    "schemaVersion=\"1.0\" xmlns=\"http://www.microsoft.com/GroupPolicy/CommentDefinitions\">\r\n"
    "  <policyNamespaces>\r\n"
    "    <using prefix=\"ns0\" namespace=\"Microsoft.Policies.A\"></using>\r\n"
    "    <using prefix=\"ns1\" namespace=\"Contoso.B\"></using>\r\n"
    "  </policyNamespaces>\r\n"
    "  <comments>\r\n"
    "    <admTemplate>\r\n"
    "      <comment policyRef=\"ns0:First\" commentText=\"$(resource.ns0_First)\"></comment>\r\n"
    "      <comment policyRef=\"ns1:Second\" commentText=\"$(resource.ns1_Second)\"></comment>\r\n"
    "      <comment policyRef=\"ns0:Third\" commentText=\"$(resource.ns0_Third)\"></comment>\r\n"
    "    </admTemplate>\r\n"
    "  </comments>\r\n"
    "  <resources minRequiredRevision=\"1.0\">\r\n"
    "    <stringTable>\r\n"
    "      <string id=\"ns0_First\">why &quot;so&quot;</string>\r\n"
    "      <string id=\"ns1_Second\">\xC3\x85</string>\r\n"
    "      <string id=\"ns0_Third\">z</string>\r\n"
    "    </stringTable>\r\n"
    "  </resources>\r\n"
    "</policyComments>";

const Comments kComments = {{"Microsoft.Policies.A", "First", "why \"so\""},
                            {"Contoso.B", "Second", "\u00C5"},
                            {"Microsoft.Policies.A", "Third", "z"}};

std::string what_is_wrong(std::string text, std::string_view old, std::string_view by) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  text.replace(at, old.size(), by);
  const auto comments = policy_comments::read(as_bytes(text), "c");
  REQUIRE_FALSE(comments);
  return to_string(comments.error());
}

}  // namespace

TEST_CASE("comment.cmtx has the editor's form, and a namespace has one prefix") {
  const auto bytes = policy_comments::write(kComments);
  REQUIRE(bytes);
  CHECK(as_chars(*bytes) == kNative);
  CHECK(policy_comments::read(as_bytes(kNative)).value() == kComments);
  CHECK(policy_comments::write({{"A", "P", "\x01"}}).error().code == ErrorCode::not_representable);
}

TEST_CASE("Random comments are read again as they were written") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Comments comments;
    for (std::size_t i = below(random, 5); i > 0; --i) {
      std::string text;
      for (std::size_t n = below(random, 12); n > 0; --n) {
        constexpr std::string_view kParts[] = {"a",  " ",    "<",      "&",  "\"",
                                               "\n", "\r\n", "\u00E5", "]]>"};
        text += kParts[below(random, std::size(kParts))];
      }
      comments.push_back({std::string(1, static_cast<char>('A' + below(random, 3))),
                          "P" + std::to_string(i), text});
    }
    const auto bytes = policy_comments::write(comments);
    REQUIRE(bytes);
    CHECK(policy_comments::read(*bytes).value() == comments);
  }
}

TEST_CASE("Every truncation of a comment.cmtx is refused or tells its comments") {
  for (std::size_t size = 0; size < kNative.size(); ++size) {
    const auto comments = policy_comments::read(as_bytes(kNative.substr(0, size)));
    CHECK_FALSE(comments);
  }
}

TEST_CASE("A comment that leads nowhere is refused with its place") {
  const std::string native(kNative);
  CHECK(
      what_is_wrong(native, "ns1:Second", "ns2:Second") ==
      "c:10:7: error: found the policy 'ns2:Second', expected the prefix of a <using> and a name");
  CHECK(what_is_wrong(native, "ns1:Second", "Second") ==
        "c:10:7: error: found the policy 'Second', expected the prefix of a <using> and a name");
  CHECK(what_is_wrong(native, "$(resource.ns1_Second)", "$(resource.ns1_Other)") ==
        "c:10:7: error: found no <string> with the id 'ns1_Other'");
  CHECK(what_is_wrong("<x/>", "x", "y") ==
        "c:1:1: error: found the root <y>, expected <policyComments>");
  // A text that is no reference is the comment itself.
  std::string direct(kNative);
  direct.replace(direct.find("$(resource.ns1_Second)"), 22, "plain");
  CHECK(policy_comments::read(as_bytes(direct)).value().at(1).text == "plain");
}
