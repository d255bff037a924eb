#include "formats/snapshot/snapshot_fields.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::snapshot {
namespace {

constexpr std::string_view kNameForm = R"(a text or {"utf16le": hex})";

std::string in_words(const Json& json) {
  if (json.is_object()) return "an object";
  if (json.is_array()) return "an array";
  constexpr std::size_t kShownBytes = 80;
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= kShownBytes ? escape_for_display(text) : "a long text";
}

}  // namespace

void Reading::refuse(std::string message, std::string path, std::string hint) {
  if (error) return;
  Location place{.source = source, .path = std::move(path)};
  if (line > 0) place.line = line;
  error = Error{ErrorCode::malformed, std::move(message), std::move(place), std::move(hint)};
}

std::optional<std::u16string> name_of_json(const Json& json) {
  if (json.is_string()) {
    auto text = to_utf16(json.get_ref<const std::string&>());
    if (text) return *std::move(text);
  } else if (json.is_object() && json.size() == 1 && json.contains("utf16le") &&
             json["utf16le"].is_string()) {
    const auto bytes = parse_hex(json["utf16le"].get_ref<const std::string&>());
    if (bytes && bytes->size() % 2 == 0) return from_utf16le(*bytes);
  }
  return std::nullopt;
}

Fields::Fields(Reading& reading, const Json& object, std::string_view path)
    : reading_(reading), object_(object), path_(path) {
  if (!object.is_object()) {
    reading.refuse(fmt::format("found {}, expected an object", in_words(object)),
                   std::string(path));
  }
}

std::string Fields::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void Fields::expect(std::string_view key, std::string_view what) {
  if (reading_.error) return;
  const auto found = object_.find(key);
  reading_.refuse(found == object_.end()
                      ? fmt::format("'{}' is missing, expected {}", key, what)
                      : fmt::format("found {}, expected {}", in_words(*found), what),
                  path_of(key));
}

const Json* Fields::find(std::string_view key) {
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(key);
  if (found == object_.end()) return nullptr;
  ++read_;
  return &*found;
}

std::string Fields::text(std::string_view key) {
  const Json* const json = find(key);
  if (json != nullptr && json->is_string()) return json->get_ref<const std::string&>();
  expect(key, "a text");
  return {};
}

std::string Fields::text_or_null(std::string_view key) {
  const Json* const json = find(key);
  if (json != nullptr && json->is_null()) return {};
  if (json != nullptr && json->is_string() && !json->get_ref<const std::string&>().empty()) {
    return json->get_ref<const std::string&>();
  }
  expect(key, "a text or null");
  return {};
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> list;
  const Json* const json = find(key);
  if (json == nullptr || !json->is_array() ||
      !std::ranges::all_of(*json, [](const Json& element) { return element.is_string(); })) {
    expect(key, "an array of texts");
    return list;
  }
  for (const Json& element : *json) list.push_back(element.get_ref<const std::string&>());
  return list;
}

std::u16string Fields::name(std::string_view key) {
  const Json* const json = find(key);
  if (json != nullptr) {
    if (auto text = name_of_json(*json)) return *std::move(text);
  }
  expect(key, kNameForm);
  return {};
}

Type Fields::type(std::string_view key) {
  const Json* const json = find(key);
  if (json != nullptr && json->is_number_unsigned() &&
      json->get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max()) {
    return static_cast<Type>(json->get<std::uint32_t>());
  }
  if (json != nullptr && json->is_string()) {
    const auto& text = json->get_ref<const std::string&>();
    if (const auto known = parse_type(text); known && to_string(*known) == text) return *known;
  }
  expect(key, "a type such as \"REG_DWORD\" or a number of 32 bits");
  return Type::none;
}

const Json::array_t& Fields::elements_if_any(std::string_view key) {
  static const Json::array_t kNone;
  const Json* const json = find(key);
  if (json == nullptr) return kNone;
  if (json->is_array()) return json->get_ref<const Json::array_t&>();
  expect(key, "an array");
  return kNone;
}

const Json* Fields::value_if_any(std::string_view key) { return find(key); }

bool Fields::true_if_any(std::string_view key) {
  const Json* const json = find(key);
  if (json == nullptr) return false;
  if (json->is_boolean() && json->get<bool>()) return true;
  expect(key, "true, or nothing");
  return false;
}

void Fields::finish() {
  if (!object_.is_object() || read_ == object_.size()) return;
  reading_.refuse(
      fmt::format("the line has members that this version of regpolicy does not know ({} of {})",
                  object_.size() - read_, object_.size()),
      std::string(path_), "read it with the version that wrote it, or a later one");
}

}  // namespace regpolicy::snapshot
