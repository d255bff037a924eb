#include <algorithm>

#include <regpolicy/plan.hpp>

#include "formats/json/json_parts.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

Json json_of_hash(const std::optional<std::string>& hash) { return hash ? Json(*hash) : Json(); }

Json change_json(const PlannedChange& change, bool show_secrets) {
  const bool is_masked =
      !show_secrets && (!change.masked_before.empty() || !change.masked_after.empty());
  const auto shown = [show_secrets](const std::string& text, const std::string& mask) {
    return show_secrets || mask.empty() ? text : mask;
  };
  const auto mask = [show_secrets](const std::string& text) {
    return show_secrets ? text_or_null(text) : Json();
  };
  return {{"side", to_string(change.side)},
          {"user", name_to_json(change.user)},
          {"what", word_of(change.what)},
          {"key", name_to_json(change.key)},
          {"name", name_to_json(change.name)},
          {"before", shown(change.before, change.masked_before)},
          {"after", shown(change.after, change.masked_after)},
          {"why", change.why},
          {"masked", is_masked},
          {"masked_before", mask(change.masked_before)},
          {"masked_after", mask(change.masked_after)}};
}

}  // namespace

std::string_view word_of(EffectDifference::What what) {
  switch (what) {
    case EffectDifference::What::key: return "key";
    case EffectDifference::What::permissions: return "permissions";
    case EffectDifference::What::value: return "value";
  }
  return "";
}

std::string to_json(const Plan& plan, bool show_secrets) {
  Json changes = Json::array();
  for (const PlannedChange& change : plan.changes) {
    changes.push_back(change_json(change, show_secrets));
  }
  Json versions = Json::array();
  for (const PlannedVersion& version : plan.versions) {
    versions.push_back(
        {{"path", version.path},
         {"before", version.before ? Json(gpt_ini::to_number(*version.before)) : Json()},
         {"after", gpt_ini::to_number(version.after)}});
  }
  Json extensions = Json::array();
  for (const PlannedExtensions& list : plan.extensions) {
    extensions.push_back({{"path", list.path},
                          {"side", to_string(list.side)},
                          {"before", list.before},
                          {"after", list.after}});
  }
  Json files = Json::array();
  for (const PlannedFile& file : plan.files) {
    const bool shows_content = file.content && (show_secrets || !file.has_secret);
    files.push_back({{"path", file.path},
                     {"before", json_of_hash(file.before)},
                     {"after", json_of_hash(file.after)},
                     {"has_secret", file.has_secret},
                     {"content", shows_content ? Json(to_hex(*file.content)) : Json()}});
  }
  const Json json{{"schema", kPlanSchema},
                  {"target", to_string(plan.target)},
                  {"deed", plan.deed},
                  {"undoes", text_or_null(plan.undoes)},
                  {"changes", std::move(changes)},
                  {"versions", std::move(versions)},
                  {"extensions", std::move(extensions)},
                  {"files", std::move(files)},
                  {"warnings", plan.warnings}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
