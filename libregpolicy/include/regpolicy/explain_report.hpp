// Explanations for people and programs: what the Group Policy editor would show, as text in a
// language of the templates, and as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/baseline_write.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/explain.hpp>
#include <regpolicy/gpo_report.hpp>
#include <regpolicy/policy_comments.hpp>

namespace regpolicy {

// One side of one input.
struct ExplainedSide {
  std::string source;   // the input's name
  std::string object;   // the Group Policy object's name, where the input tells it
  std::u16string user;  // empty: every user
  Instructions instructions;
  Explanation explanation;
  policy_comments::Comments comments;  // that administrators made on policies of this side
};

struct ExplainReportOptions {
  std::string language =
      "en-US";  // of the templates' texts; Swedish words around them for "sv-..."
  bool color = false;
};

// A policy as its template shows it.
struct SettingText {
  struct Option {
    std::string id;
    std::string label;                // the control's, else the id
    std::vector<std::string> values;  // one a line; for a list that names its values "name = data"
    bool is_list = false;
  };
  std::string display_name;           // else the policy's name
  std::vector<std::string> category;  // outermost first
  std::vector<Option> options;        // in the order of the template
};

// The comment on the setting's policy; null where there is none.
[[nodiscard]] const policy_comments::Comment* comment_on(const policy_comments::Comments& comments,
                                                         const NamedSetting& setting);

[[nodiscard]] SettingText text_of(const NamedSetting& setting, const Catalog& catalog,
                                  std::string_view language);

// The settings of an explanation for gpreport.xml, in their order; what stays raw is the values of
// gpo_report::Side.
[[nodiscard]] std::vector<gpo_report::Policy> report_policies(
    const Explanation& explanation, const Catalog& catalog, std::string_view language,
    const policy_comments::Comments& comments = {});

// By side, category and policy, with what stays raw behind it. Safe to print.
[[nodiscard]] std::string to_text(const std::vector<ExplainedSide>& sides, const Catalog& catalog,
                                  const ExplainReportOptions& options = {});

// {"schema":"regpolicy/settings/1", ...}; docs/explain.md describes it.
[[nodiscard]] std::string to_json(const std::vector<ExplainedSide>& sides, const Catalog& catalog,
                                  const ExplainReportOptions& options = {});

// The settings and values as a baseline of those languages and templates, with display names as
// comments. Users' sides are the user side.
struct ExplainedBaseline {
  Baseline baseline;
  baseline::Comments comments;
};
[[nodiscard]] ExplainedBaseline to_baseline(const std::vector<ExplainedSide>& sides,
                                            const Catalog& catalog,
                                            const ExplainReportOptions& options = {});

}  // namespace regpolicy
