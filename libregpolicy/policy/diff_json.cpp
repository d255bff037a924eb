#include <regpolicy/diff_report.hpp>
#include <regpolicy/side.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy {
namespace {

constexpr const char* kDiffSchema = "regpolicy/diff/1";

std::string_view what_word(EffectDifference::What what) {
  switch (what) {
    case EffectDifference::What::key: return "key";
    case EffectDifference::What::permissions: return "permissions";
    case EffectDifference::What::value: return "value";
  }
  return "";
}

std::string_view kind_word(const EffectDifference& difference) {
  if (difference.b.outcome == Outcome::untouched) return "only-in-a";
  if (difference.a.outcome == Outcome::untouched) return "only-in-b";
  return "changed";
}

Json outcome_json(const OutcomeOnSide& side) {
  Json json{{"outcome", to_string(side.outcome)}};
  if (side.outcome == Outcome::set || side.outcome == Outcome::set_if_absent) {
    put_value(json, side.value);
  }
  if (side.by) json["record"] = *side.by + 1;
  return json;
}

Json effect_json(const SideDiff& side) {
  Json list = Json::array();
  for (const EffectDifference& difference : side.effect) {
    Json json{{"kind", kind_word(difference)},
              {"what", what_word(difference.what)},
              {"key", name_to_json(difference.key)}};
    if (difference.what == EffectDifference::What::value) {
      json["name"] = name_to_json(difference.name);
    }
    json["a"] = outcome_json(difference.a);
    json["b"] = outcome_json(difference.b);
    list.push_back(std::move(json));
  }
  return list;
}

Json records_json(const Records& records, std::size_t first, std::size_t count) {
  Json list = Json::array();
  for (std::size_t i = first; i < first + count; ++i) {
    Json json{{"record", i + 1},
              {"key", name_to_json(records[i].key)},
              {"name", name_to_json(records[i].name)}};
    put_value(json, records[i].value);
    list.push_back(std::move(json));
  }
  return list;
}

Json changes_json(const SideDiff& side) {
  Json list = Json::array();
  for (const RecordChange& change : side.records) {
    list.push_back({{"removed", records_json(side.a, change.a_first, change.a_count)},
                    {"added", records_json(side.b, change.b_first, change.b_count)}});
  }
  return list;
}

}  // namespace

std::string to_json(const FileDiff& diff, DiffView view) {
  Json sides = Json::array();
  for (const SideDiff& side : diff.sides) {
    Json json = Json::object();
    json["side"] = side.side ? Json(to_string(*side.side)) : Json();
    if (!side.user.empty()) json["user"] = name_to_json(side.user);
    if (view == DiffView::effect) {
      json["differences"] = effect_json(side);
    } else {
      json["changes"] = changes_json(side);
    }
    sides.push_back(std::move(json));
  }
  const Json json{{"schema", kDiffSchema},
                  {"view", view == DiffView::effect ? "effect" : "records"},
                  {"a", diff.a},
                  {"b", diff.b},
                  {"same_effect", same_effect(diff)},
                  {"same_records", same_records(diff)},
                  {"sides", std::move(sides)}};
  // Replaces what is no UTF-8: the name of a file may hold any bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
