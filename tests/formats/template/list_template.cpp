// What the readers understood of ADMX and ADML files, one line a thing, for check_real_files.py.
// Also reads back what the writers make of it, and says so where that is not the same.
#include <algorithm>
#include <cstdio>
#include <string>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/element_kind.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n')
      result += "\\n";
    else if (c == '\r')
      result += "\\r";
    else if (c == '\\')
      result += "\\\\";
    else if (c == '|')
      result += "\\p";
    else
      result += c;
  }
  return result;
}

void line(const char* what, std::initializer_list<std::optional<std::string>> fields) {
  std::string text = what;
  for (const auto& field : fields) text += field ? "|=" + escaped(*field) : "|-";
  std::puts(text.c_str());
}

void list(const PolicyDefinitions& definitions) {
  line("target", {definitions.target.prefix, definitions.target.uri, definitions.revision});
  for (const auto& row : definitions.supported_on) line("definition", {row.name, row.display_name});
  for (const Category& row : definitions.categories) {
    line("category", {row.name, row.display_name, row.explain_text, row.parent_category});
  }
  constexpr const char* kClasses[] = {"Machine", "User", "Both"};
  for (const Policy& row : definitions.policies) {
    line("policy", {row.name, kClasses[static_cast<int>(row.policy_class)], row.display_name,
                    row.explain_text, row.presentation, row.key, row.value_name,
                    row.client_extension, row.parent_category, row.supported_on});
    for (const Element& element : row.elements) {
      line("element",
           {std::string(element_kind_row(kind_of(element)).admx_name), element.id, element.key});
      const auto* choices = std::get_if<EnumElement>(&element.detail);
      if (choices == nullptr) continue;
      for (const EnumItem& item : choices->items) line("item", {item.display_name});
    }
  }
}

void list(const PolicyResources& resources) {
  line("resources", {resources.revision, resources.display_name, resources.description});
  for (const ResourceString& row : resources.strings) line("string", {row.id, row.text});
  for (const Presentation& row : resources.presentations) {
    line("presentation", {row.id});
    for (const Control& control : row.controls) {
      line("control", {std::string(adml_name(kind_of(control))), std::string(ref_id_of(control))});
    }
  }
}

template <class File, class Read, class Write, class Content>
void show(ByteView bytes, const std::string& path, Read read, Write write, Content content) {
  Diagnostics diagnostics;
  const std::optional<File> file = read(bytes, path, diagnostics);
  for (const Diagnostic& item : diagnostics.items) {
    if (item.severity == Severity::error) line("error", {to_string(item)});
  }
  if (!file) return;
  Diagnostics ignored;
  const std::string text = write((*file).*content);
  const std::optional<File> again = read(as_bytes(text), path, ignored);
  const bool same = again && (*again).*content == (*file).*content;
  line(same ? "same" : "different", {});
  list((*file).*content);
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string path = arguments[i];
    const auto bytes = real_file_system().read(path);
    if (!bytes) return 1;
    line("file", {path});
    if (ascii_lower(path).ends_with(".admx")) {
      show<admx::File>(*bytes, path, admx::read, admx::write, &admx::File::definitions);
    } else {
      show<adml::File>(*bytes, path, adml::read, adml::write, &adml::File::resources);
    }
  }
  return 0;
}
