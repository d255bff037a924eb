#include "formats/json/json_object.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/source_text.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// Documents of this library nest some four levels; the bound protects the stack.
constexpr int kDocumentDepth = 16;

std::string syntax_defect(const Json::exception& error) {
  const std::string_view text = error.what();
  const std::size_t at = text.find("syntax error");
  return escape_for_display(at == std::string_view::npos ? text : text.substr(at));
}

}  // namespace

JsonObject::JsonObject(JsonReading& reading, const Json& json, std::string path)
    : reading_(&reading), json_(&json), path_(std::move(path)) {
  if (!json.is_object() && !reading.error) {
    reading.error = Error{
        ErrorCode::malformed, "expected an object", {.source = reading.source, .path = path_}, {}};
  }
}

std::string JsonObject::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void JsonObject::refuse(std::string_view key, std::string message) const {
  if (reading_->error) return;
  reading_->error = Error{ErrorCode::malformed,
                          std::move(message),
                          {.source = reading_->source, .path = path_of(key)},
                          {}};
}

const Json* JsonObject::find(std::string_view key) const {
  if (reading_->error) return nullptr;
  const auto found = json_->find(std::string(key));
  if (found != json_->end()) return &*found;
  refuse(key, "it is missing");
  return nullptr;
}

std::string JsonObject::text(std::string_view key) const {
  const Json* const json = find(key);
  if (json != nullptr && json->is_string()) return json->get<std::string>();
  refuse(key, "expected a text");
  return {};
}

std::optional<std::string> JsonObject::text_or_null(std::string_view key) const {
  const Json* const json = find(key);
  if (json == nullptr || json->is_null()) return std::nullopt;
  return text(key);
}

std::u16string JsonObject::name(std::string_view key) const {
  const Json* const json = find(key);
  if (json == nullptr) return {};
  if (json->is_string()) {
    auto text = to_utf16(json->get<std::string>());
    if (text) return *std::move(text);
  } else if (json->is_object() && json->contains("utf16le") && (*json)["utf16le"].is_string()) {
    const auto bytes = parse_hex((*json)["utf16le"].get<std::string>());
    if (bytes && bytes->size() % 2 == 0) return from_utf16le(*bytes);
  }
  refuse(key, R"(expected a text or {"utf16le": hex})");
  return {};
}

bool JsonObject::truth(std::string_view key) const {
  const Json* const json = find(key);
  if (json != nullptr && json->is_boolean()) return json->get<bool>();
  refuse(key, "expected true or false");
  return false;
}

std::uint64_t JsonObject::number(std::string_view key) const {
  const Json* const json = find(key);
  if (json != nullptr && json->is_number_unsigned()) return json->get<std::uint64_t>();
  refuse(key, "expected a whole number");
  return 0;
}

std::optional<std::uint64_t> JsonObject::number_or_null(std::string_view key) const {
  const Json* const json = find(key);
  if (json == nullptr || json->is_null()) return std::nullopt;
  return number(key);
}

std::vector<JsonObject> JsonObject::objects(std::string_view key) const {
  std::vector<JsonObject> list;
  const Json* const json = find(key);
  if (json == nullptr) return list;
  if (!json->is_array()) refuse(key, "expected an array");
  for (std::size_t i = 0; json->is_array() && i < json->size(); ++i) {
    list.emplace_back(*reading_, (*json)[i], fmt::format("{}[{}]", path_of(key), i));
  }
  // An element that is no object has been recorded; nothing may look into it.
  if (reading_->error) list.clear();
  return list;
}

std::vector<std::string> JsonObject::texts(std::string_view key) const {
  std::vector<std::string> list;
  const Json* const json = find(key);
  if (json == nullptr) return list;
  const bool fits = json->is_array() && std::ranges::all_of(*json, [](const Json& element) {
                      return element.is_string();
                    });
  if (!fits) {
    refuse(key, "expected an array of texts");
    return list;
  }
  for (const Json& element : *json) list.push_back(element.get<std::string>());
  return list;
}

Result<Json> parse_document(ByteView bytes, std::string_view schema, const std::string& source) {
  const auto text = decode_text_file(bytes);
  if (!text) {
    Error error = text.error();
    error.location.source = source;
    return std::unexpected(std::move(error));
  }
  bool too_deep = false;
  const auto watch = [&too_deep](int depth, Json::parse_event_t, const Json&) {
    if (depth > kDocumentDepth) too_deep = true;
    return !too_deep;
  };
  Json json;
  try {
    json = Json::parse(*text, watch);
  } catch (const Json::parse_error& error) {
    const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    return fail(ErrorCode::malformed, syntax_defect(error),
                location_at({source, *text}, std::min(offset, text->size())));
  } catch (const Json::exception& error) {  // a number out of range
    return fail(ErrorCode::malformed, syntax_defect(error), {.source = source});
  }
  if (too_deep) {
    return fail(ErrorCode::malformed, "the document is nested too deeply", {.source = source});
  }
  if (!json.is_object() || !json.contains("schema") || json["schema"] != schema) {
    return fail(ErrorCode::malformed,
                fmt::format("expected a document with \"schema\": \"{}\"", schema),
                {.source = source});
  }
  return json;
}

}  // namespace regpolicy
