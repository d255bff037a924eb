// comment.cmtx: what administrators noted about the policies of one side of a Group Policy object.
// The Group Policy editor writes it and shows it as the policy's comment; clients do not read it.
//
// Source: the files that the editor wrote in real backups.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::policy_comments {

// Texts are UTF-8.
struct Comment {
  std::string name_space;  // of the template
  std::string policy;      // its name there
  std::string text;

  [[nodiscard]] bool operator==(const Comment&) const = default;
};

using Comments = std::vector<Comment>;

// In the order of the file. Errors (malformed), with the line and column: what is no XML, another
// root, a policy without a namespace of its own, a text that the file does not hold.
[[nodiscard]] Result<Comments> read(ByteView bytes, const std::string& source = {});

// UTF-8 with byte order mark, CRLF. Prefixes are ns0, ns1 ... in the order of the namespaces' first
// comments. Error (not_representable): a text that XML 1.0 cannot hold. Read again, the comments
// are equal.
[[nodiscard]] Result<Bytes> write(const Comments& comments);

// The comment on a policy; null where there is none.
[[nodiscard]] const Comment* find(const Comments& comments, std::string_view name_space,
                                  std::string_view policy);

}  // namespace regpolicy::policy_comments
