#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/diff_baselines.hpp>
#include <regpolicy/text.hpp>

#include "policy/option_json.hpp"

namespace regpolicy {
namespace {

constexpr const char* kBaselineDiffSchema = "regpolicy/baseline-diff/1";

template <class Change>
std::string_view kind_of(const Change& change) {
  if (change.b == nullptr) return "only-in-a";
  return change.a == nullptr ? "only-in-b" : "changed";
}

char mark_of(std::string_view kind) {
  if (kind == "only-in-a") return '-';
  return kind == "only-in-b" ? '+' : '~';
}

const OptionValue* option_of(const BaselineSetting* item, const std::string& id) {
  if (item == nullptr) return nullptr;
  const auto found = item->setting.options.find(id);
  return found == item->setting.options.end() ? nullptr : &found->second;
}

std::string shown(const OptionValue* option) {
  if (option == nullptr) return "not given";
  return escape_for_display(
      option_to_json(*option).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string traits_text(const AuditTraits& traits) {
  return fmt::format("severity {}{}", to_string(traits.severity),
                     traits.applies_to ? ", with applies_to" : "");
}

// In the baseline's first language in the order of tags; no two baselines share a list of them.
std::string comment_text(const BaselineSetting& item) {
  if (item.comment.empty()) return "none";
  return Json(item.comment.begin()->second).dump(-1, ' ', false, Json::error_handler_t::replace);
}

class Text {
 public:
  explicit Text(bool color) : color_(color) {}

  void add(const SettingChange& change) {
    const Setting& setting = (change.a != nullptr ? change.a : change.b)->setting;
    std::string line = fmt::format("setting {} ({} side)", escape_for_display(setting.policy),
                                   to_string(setting.side));
    if (change.a == nullptr || change.b == nullptr) {
      line += fmt::format(": {}", to_string(setting.state));
    } else if (change.state) {
      line += fmt::format(": {} -> {}", to_string(change.a->setting.state),
                          to_string(change.b->setting.state));
    }
    put(kind_of(change), line);
    if (change.a == nullptr || change.b == nullptr) {
      for (const auto& [id, option] : setting.options) {
        out_ += fmt::format("    {}: {}\n", escape_for_display(id), shown(&option));
      }
      return;
    }
    for (const std::string& id : change.options) {
      out_ += fmt::format("    {}: {} -> {}\n", escape_for_display(id),
                          shown(option_of(change.a, id)), shown(option_of(change.b, id)));
    }
    if (change.traits) {
      out_ += fmt::format("    audit: {} -> {}\n", traits_text(change.a->audit),
                          traits_text(change.b->audit));
    }
    if (change.comment) {
      out_ +=
          fmt::format("    comment: {} -> {}\n", comment_text(*change.a), comment_text(*change.b));
    }
  }

  void add(const BaselineChange<BaselineValue>& change) {
    const BaselineValue& value = change.a != nullptr ? *change.a : *change.b;
    std::string line =
        fmt::format("value ({} side): {}", to_string(value.side), describe(value.instruction));
    const bool both = change.a != nullptr && change.b != nullptr;
    if (both && change.a->instruction != change.b->instruction) {
      line += fmt::format(" -> {}", describe(change.b->instruction));
    }
    put(kind_of(change), line);
    if (both && change.a->instruction == change.b->instruction) {
      out_ += fmt::format("    audit: {} -> {}\n", traits_text(change.a->audit),
                          traits_text(change.b->audit));
    }
  }

  void add(const BaselineChange<Check>& change) {
    put(kind_of(change),
        fmt::format("check {}",
                    escape_for_display((change.a != nullptr ? change.a : change.b)->id)));
  }

  std::string take() && { return std::move(out_); }

 private:
  void put(std::string_view kind, const std::string& line) {
    const char mark = mark_of(kind);
    if (!color_) {
      out_ += fmt::format("{} {}\n", mark, line);
      return;
    }
    const int code = mark == '-' ? 31 : mark == '+' ? 32 : 33;
    out_ += fmt::format("\x1b[{}m{} {}\x1b[0m\n", code, mark, line);
  }

  bool color_;
  std::string out_;
};

Json traits_json(const AuditTraits& traits) {
  return {{"severity", to_string(traits.severity)}, {"applies_to", traits.applies_to.has_value()}};
}

Json setting_json(const BaselineSetting* item) {
  if (item == nullptr) return nullptr;
  Json options = Json::object();
  for (const auto& [id, option] : item->setting.options) options[id] = option_to_json(option);
  return {{"state", to_string(item->setting.state)},
          {"options", std::move(options)},
          {"audit", traits_json(item->audit)},
          {"comment", Json(item->comment)}};
}

Json value_json(const BaselineValue* value) {
  if (value == nullptr) return nullptr;
  const Record record = encode(value->instruction);
  Json json{{"key", name_to_json(record.key)}, {"name", name_to_json(record.name)}};
  put_value(json, record.value);
  json["audit"] = traits_json(value->audit);
  return json;
}

}  // namespace

std::string to_text(const BaselineDiff& diff, bool color) {
  Text text(color);
  for (const SettingChange& change : diff.settings) text.add(change);
  for (const auto& change : diff.values) text.add(change);
  for (const auto& change : diff.checks) text.add(change);
  return std::move(text).take();
}

std::string to_json(const BaselineDiff& diff, const std::string& a, const std::string& b) {
  Json settings = Json::array(), values = Json::array(), checks = Json::array();
  for (const SettingChange& change : diff.settings) {
    const Setting& setting = (change.a != nullptr ? change.a : change.b)->setting;
    settings.push_back({{"kind", kind_of(change)},
                        {"policy", setting.policy},
                        {"side", to_string(setting.side)},
                        {"changed_options", change.options},
                        {"a", setting_json(change.a)},
                        {"b", setting_json(change.b)}});
  }
  for (const auto& change : diff.values) {
    values.push_back({{"kind", kind_of(change)},
                      {"side", to_string((change.a != nullptr ? change.a : change.b)->side)},
                      {"a", value_json(change.a)},
                      {"b", value_json(change.b)}});
  }
  for (const auto& change : diff.checks) {
    checks.push_back(
        {{"kind", kind_of(change)}, {"id", (change.a != nullptr ? change.a : change.b)->id}});
  }
  const Json json{{"schema", kBaselineDiffSchema},
                  {"a", a},
                  {"b", b},
                  {"same", is_same(diff)},
                  {"settings", std::move(settings)},
                  {"values", std::move(values)},
                  {"checks", std::move(checks)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
