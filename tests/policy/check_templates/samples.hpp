// The smallest change to a good template that shows each rule of check_store.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/check_templates.hpp>

namespace tests {

// Texts of files by their paths: "A.admx", "sv-SE/A.adml".
using TemplateFiles = std::map<std::string, std::string>;

// Of which there is nothing to say: A.admx, en-US/A.adml and sv-SE/A.adml.
[[nodiscard]] TemplateFiles good_template();
// Another good template, of the namespace and name that are given.
[[nodiscard]] TemplateFiles small_template(const std::string& name, const std::string& uri);

// Replaces text that stands once in its file; throws where it does not.
void change(TemplateFiles& files, const std::string& path, std::string_view from,
            std::string_view to);

// As the store loader would put them together.
[[nodiscard]] regpolicy::TemplateStore store_of(const TemplateFiles& files);

struct TemplateSample {
  std::string_view rule;
  TemplateFiles files;
  regpolicy::CheckTemplatesOptions options{};
  std::string_view place;  // "A.admx:12:3", where the finding has to be
};

// In the order of template_rules(), without the rules of the readers.
[[nodiscard]] std::vector<TemplateSample> template_samples();

// The findings as the command prints them, a line each.
[[nodiscard]] std::string template_findings(const TemplateFiles& files,
                                            const regpolicy::CheckTemplatesOptions& options = {});
// The ids of the rules that find something, in byte order: "admx.a, store.b".
[[nodiscard]] std::string template_rules_found(
    const TemplateFiles& files, const regpolicy::CheckTemplatesOptions& options = {});

}  // namespace tests
