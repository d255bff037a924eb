// Reading a whole template file: the way that ADMX and ADML share.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <regpolicy/diagnostics.hpp>

#include "formats/xml/template_schema.hpp"

namespace regpolicy::xml {

struct TemplateKind {
  TemplateHalf half;
  std::string_view root;  // the element's name
};

// False, and said, where the root is another element. Its namespace is looked at too.
[[nodiscard]] bool check_root(TemplateReading& reading, const TemplateKind& kind);

// Fills `target` and `text`. False where the file cannot be read at all: the reason is the last
// finding then.
template <class T>
[[nodiscard]] bool read_template(ByteView bytes, const std::string& source,
                                 const TemplateKind& kind, const Schema<T>& schema, T& target,
                                 SourceText& text, Diagnostics& diagnostics) {
  TemplateTree tree;
  TemplateFindings findings(kind.half);
  TemplateReading reading{tree, findings};
  const bool good = read_tree(bytes, source, tree, findings) && check_root(reading, kind);
  if (good) read_element(reading, tree.root, schema, target);
  findings.move_to(tree.source, diagnostics, !good);
  text = std::move(tree.source);
  return good;
}

}  // namespace regpolicy::xml
