#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/policy_comments.hpp>
#include <regpolicy/text.hpp>

#include "formats/gpo_backup/markup.hpp"

namespace regpolicy::policy_comments {
namespace {

using gpo_backup::attribute_of;
using gpo_backup::local_part;

constexpr std::string_view kResource = "$(resource.";

// The elements of that name below a chain of others, which may be missing.
std::vector<pugi::xml_node> elements_at(pugi::xml_node root,
                                        std::initializer_list<std::string_view> path) {
  std::vector<pugi::xml_node> found{root};
  for (const std::string_view name : path) {
    std::vector<pugi::xml_node> below;
    for (const pugi::xml_node parent : found) {
      for (const pugi::xml_node child : parent.children()) {
        if (child.type() == pugi::node_element && local_part(child.name()) == name) {
          below.push_back(child);
        }
      }
    }
    found = std::move(below);
  }
  return found;
}

class CommentsReader {
 public:
  explicit CommentsReader(const xml::Document& document) : document_(document) {}

  Result<Comments> read() {
    for (const auto element : elements_at(document_.root, {"policyNamespaces", "using"})) {
      spaces_.emplace(attribute_of(element, "prefix"), attribute_of(element, "namespace"));
    }
    for (const auto element : elements_at(document_.root, {"resources", "stringTable", "string"})) {
      texts_.emplace(attribute_of(element, "id"), element);
    }
    Comments comments;
    for (const auto element : elements_at(document_.root, {"comments", "admTemplate", "comment"})) {
      auto comment = read_comment(element);
      if (!comment) return std::unexpected(comment.error());
      comments.push_back(*std::move(comment));
    }
    return comments;
  }

 private:
  Result<Comment> read_comment(pugi::xml_node element) const {
    const std::string_view policy = attribute_of(element, "policyRef");
    const std::size_t colon = policy.find(':');
    const auto space = spaces_.find(policy.substr(0, colon));
    if (colon == std::string_view::npos || space == spaces_.end()) {
      return xml::fail_at(
          document_, element,
          fmt::format("found the policy '{}', expected the prefix of a <using> and a name",
                      escape_for_display(policy)));
    }
    auto text = text_of(element);
    if (!text) return std::unexpected(text.error());
    return Comment{std::string(space->second), std::string(policy.substr(colon + 1)),
                   *std::move(text)};
  }

  // A reference to the table of strings, or the text itself.
  Result<std::string> text_of(pugi::xml_node element) const {
    std::string_view text = attribute_of(element, "commentText");
    if (!text.starts_with(kResource) || !text.ends_with(')')) return std::string(text);
    text.remove_prefix(kResource.size());
    text.remove_suffix(1);
    const auto string = texts_.find(text);
    auto content = string == texts_.end() ? std::nullopt : xml::text_of(string->second);
    if (content) return *std::move(content);
    return xml::fail_at(
        document_, element,
        fmt::format("found no <string> with the id '{}'", escape_for_display(text)));
  }

  const xml::Document& document_;
  std::map<std::string_view, std::string_view> spaces_;
  std::map<std::string_view, pugi::xml_node> texts_;
};

}  // namespace

Result<Comments> read(ByteView bytes, const std::string& source) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (local_part(document->root.name()) != "policyComments") {
    return xml::fail_at(*document, document->root,
                        fmt::format("found the root <{}>, expected <policyComments>",
                                    escape_for_display(document->root.name())));
  }
  return CommentsReader(*document).read();
}

}  // namespace regpolicy::policy_comments
