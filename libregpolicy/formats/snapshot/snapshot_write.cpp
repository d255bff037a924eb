#include <regpolicy/sha256.hpp>
#include <regpolicy/snapshot.hpp>
#include <regpolicy/text.hpp>

#include "formats/snapshot/snapshot_layout.hpp"

namespace regpolicy::snapshot {
namespace {

void add_line(std::string& lines, const Json& json) {
  lines += json.dump(-1, ' ', false, Json::error_handler_t::replace);
  lines += '\n';
}

Json value_json(const NamedValue& named) {
  Json json{{"name", name_to_json(named.name)}};
  const std::string type = to_string(named.value.type);
  if (type.starts_with("REG_")) {
    json["type"] = type;
  } else {
    json["type"] = static_cast<std::uint32_t>(named.value.type);
  }
  if (auto value = readable(named.value)) {
    json["value"] = *std::move(value);
  } else {
    json["data"] = to_hex(named.value.data);
  }
  return json;
}

void put_values(Json& json, const Values& values) {
  if (!values.present.empty()) {
    Json& list = json["values"] = Json::array();
    for (const NamedValue& named : values.present) list.push_back(value_json(named));
  }
  if (!values.missing.empty()) {
    Json& list = json["missing"] = Json::array();
    for (const std::u16string& name : values.missing) list.push_back(name_to_json(name));
  }
}

Json key_json(const Key& key) {
  Json json{{"kind", "key"}, {"key", name_to_json(key.path)}, {"state", to_string(key.state)}};
  put_values(json, key.values);
  if (key.all_values) json["all_values"] = true;
  if (!key.subkeys.empty()) {
    Json& list = json["subkeys"] = Json::array();
    for (const Subkey& subkey : key.subkeys) {
      Json& item = list.emplace_back(Json{{"name", name_to_json(subkey.name)}});
      put_values(item, subkey.values);
    }
  }
  if (key.all_subkeys) json["all_subkeys"] = true;
  return json;
}

void add_keys(std::string& lines, const Side& side) {
  for (const Key& key : side.keys) add_line(lines, key_json(key));
}

}  // namespace

std::string_view to_string(KeyState state) {
  switch (state) {
    case KeyState::present: return "present";
    case KeyState::absent: return "absent";
    case KeyState::not_told: return "not_told";
    case KeyState::denied: return "denied";
  }
  return "";
}

std::string write(const File& file) {
  std::string lines;
  add_line(lines, {{"schema", kSchema},
                   {"kind", "snapshot"},
                   {"tool", "regpolicy"},
                   {"version", file.version},
                   {"baseline", file.baseline},
                   {"baseline_sha256", file.baseline_sha256},
                   {"computer", text_or_null(file.computer)},
                   {"time", text_or_null(file.time)},
                   {"sources", file.sources}});
  add_line(lines, {{"kind", "machine"}, {"sources", file.machine.sources}});
  add_keys(lines, file.machine);
  for (const User& user : file.users) {
    add_line(lines, {{"kind", "user"},
                     {"user", user.name},
                     {"profile", text_or_null(user.profile)},
                     {"sources", user.side.sources}});
    add_keys(lines, user.side);
  }
  const std::string hash = sha256_hex(as_bytes(lines));
  add_line(lines, {{"kind", "end"}, {"sha256", hash}});
  return lines;
}

}  // namespace regpolicy::snapshot
