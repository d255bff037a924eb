#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/policy_comments.hpp>

#include "formats/gpo_backup/markup.hpp"
#include "formats/gpo_backup/report_markup.hpp"

namespace regpolicy::policy_comments {

const Comment* find(const Comments& comments, std::string_view name_space,
                    std::string_view policy) {
  const auto found = std::ranges::find_if(comments, [&](const Comment& comment) {
    return comment.name_space == name_space && comment.policy == policy;
  });
  return found == comments.end() ? nullptr : &*found;
}

Result<Bytes> write(const Comments& comments) {
  std::vector<std::string> spaces;
  for (const Comment& comment : comments) {
    if (std::ranges::find(spaces, comment.name_space) == spaces.end()) {
      spaces.push_back(comment.name_space);
    }
  }
  const auto prefix_of = [&spaces](const Comment& comment) {
    return fmt::format("ns{}", std::ranges::find(spaces, comment.name_space) - spaces.begin());
  };
  gpo_report::IndentedXml out;
  out.open("policyComments",
           " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" revision=\"1.0\" "
           "schemaVersion=\"1.0\" "
           "xmlns=\"http://www.microsoft.com/GroupPolicy/CommentDefinitions\"");
  out.open("policyNamespaces");
  for (std::size_t i = 0; i < spaces.size(); ++i) {
    out.add("using", "",
            fmt::format(" prefix=\"ns{}\" namespace=\"{}\"", i, out.escaped(spaces[i])));
  }
  out.close("policyNamespaces");
  out.open("comments");
  out.open("admTemplate");
  for (const Comment& comment : comments) {
    out.add("comment", "",
            fmt::format(" policyRef=\"{0}:{1}\" commentText=\"$(resource.{0}_{1})\"",
                        prefix_of(comment), out.escaped(comment.policy)));
  }
  out.close("admTemplate");
  out.close("comments");
  out.open("resources", " minRequiredRevision=\"1.0\"");
  out.open("stringTable");
  for (const Comment& comment : comments) {
    out.add("string", comment.text,
            fmt::format(" id=\"{}_{}\"", prefix_of(comment), out.escaped(comment.policy)));
  }
  out.close("stringTable");
  out.close("resources");
  out.close("policyComments");
  const auto text = out.text();
  if (!text) return std::unexpected(text.error());
  return gpo_backup::to_bytes("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\r\n" + *text);
}

}  // namespace regpolicy::policy_comments
