#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <regpolicy/instructions_json.hpp>
#include <regpolicy/text.hpp>

#include "formats/json/json_layout.hpp"

namespace regpolicy::instructions_json {
namespace {

using Parsed = nlohmann::json;  // what was read; the order of names does not count

// The document, an instruction, a list of strings: nothing lies deeper.
constexpr int kDepth = 8;

std::unexpected<Error> malformed(std::string message, std::string path = {},
                                 std::string hint = {}) {
  return fail(ErrorCode::malformed, std::move(message), {.path = std::move(path)}, std::move(hint));
}

// --- syntax ---

// Line and column of the byte `offset` of a UTF-8 text.
Location locate(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return {.line = static_cast<std::uint32_t>(std::ranges::count(before, '\n') + 1),
          .column = static_cast<std::uint32_t>(
              std::ranges::count_if(before.substr(line_start), is_start) + 1)};
}

// The part of the library's message that speaks of the input.
std::string what_is_wrong(const Parsed::exception& error) {
  const std::string_view text = error.what();
  std::size_t at = text.find("syntax error while parsing ");
  if (at == std::string_view::npos) at = text.find("] ") + 2;  // behind "[json.exception...] "
  return escape_for_display(text.substr(at));
}

// Finds what the parser itself lets pass: a key given twice, and nesting without end.
class Watch {
 public:
  bool operator()(int depth, Parsed::parse_event_t event, const Parsed& parsed) {
    if (defect_.empty() && depth > kDepth) defect_ = "the document is nested too deeply";
    if (event == Parsed::parse_event_t::object_start) {
      keys_.emplace_back();
      if (keys_.size() == 2) ++instructions_;
    } else if (event == Parsed::parse_event_t::object_end) {
      keys_.pop_back();
    } else if (event == Parsed::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (defect_.empty() && !keys_.back().insert(key).second) {
        defect_ = fmt::format("the key '{}' stands twice in one object", escape_for_display(key));
        if (keys_.size() > 1) path_ = fmt::format("instructions[{}]", instructions_ - 1);
      }
    }
    return true;
  }

  [[nodiscard]] const std::string& defect() const { return defect_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::vector<std::set<std::string>> keys_;  // of the objects that are open
  std::size_t instructions_ = 0;             // objects of the second level so far
  std::string defect_;                       // the first one
  std::string path_;                         // where it is
};

Result<Parsed> parse(std::string_view text) {
  Watch watch;
  try {
    Parsed json = Parsed::parse(text, std::ref(watch));
    if (!watch.defect().empty()) return malformed(watch.defect(), watch.path());
    return json;
  } catch (const Parsed::parse_error& error) {
    const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    return fail(ErrorCode::malformed, what_is_wrong(error),
                locate(text, std::min(offset, text.size())));
  } catch (const Parsed::exception& error) {  // a number out of range
    return malformed(what_is_wrong(error));
  }
}

// --- fields ---

std::string found(const Parsed& json) {
  if (json.is_string()) {
    constexpr std::size_t kShown = 40;
    const auto& text = json.get_ref<const std::string&>();
    if (text.size() <= kShown) return fmt::format("\"{}\"", escape_for_display(text));
    return fmt::format("a text of {} bytes", text.size());
  }
  if (json.is_primitive()) return json.dump();
  return json.is_array() ? "an array" : "an object";
}

std::unexpected<Error> unexpected_in(const Parsed& json, std::string_view expected,
                                     const std::string& path) {
  return malformed(fmt::format("found {}, expected {}", found(json), expected), path);
}

// Every key of `object` is one of `known`.
Result<void> check_keys(const Parsed& object, const std::vector<std::string>& known,
                        const std::string& path) {
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    const std::string near = nearest_word(key, known);
    return malformed(fmt::format("unknown key '{}'", escape_for_display(key)), path,
                     near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  return {};
}

Result<Bytes> hex_bytes(const Parsed& json, const std::string& path) {
  constexpr std::string_view kExpected = "hexadecimal digits, two for every byte";
  if (!json.is_string()) return unexpected_in(json, kExpected, path);
  const std::string text = ascii_lower(json.get_ref<const std::string&>());
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (text.size() % 2 != 0 || text.find_first_not_of(kDigits) != std::string::npos) {
    return unexpected_in(json, kExpected, path);
  }
  Bytes bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] =
        static_cast<std::byte>(16 * kDigits.find(text[2 * i]) + kDigits.find(text[2 * i + 1]));
  }
  return bytes;
}

std::unexpected<Error> nul_inside(const std::string& path, std::string hint = {}) {
  return malformed("found a NUL (U+0000) inside the text", path, std::move(hint));
}

bool holds_nul(std::u16string_view text) { return text.find(u'\0') != std::u16string::npos; }

Result<std::u16string> units_from_json(const Parsed& json, const std::string& path) {
  if (json.is_string()) return to_utf16(json.get_ref<const std::string&>());
  if (!json.is_object() || !json.contains("utf16le")) {
    return unexpected_in(json, R"(a text or {"utf16le": hex})", path);
  }
  if (auto good = check_keys(json, {"utf16le"}, path); !good) return std::unexpected(good.error());
  const auto bytes = hex_bytes(json["utf16le"], path + ".utf16le");
  if (!bytes) return std::unexpected(bytes.error());
  if (bytes->size() % 2 != 0) {
    return malformed("found an odd number of bytes, expected UTF-16 code units of two",
                     path + ".utf16le");
  }
  return from_utf16le(*bytes);
}

// A key, name or user: a text, or {"utf16le": hex} for one that is not valid UTF-16. A
// Registry.pol ends it at a NUL.
Result<std::u16string> text_from_json(const Parsed& json, const std::string& path) {
  auto text = units_from_json(json, path);
  if (text && holds_nul(*text)) return nul_inside(path);
  return text;
}

Result<Type> type_from_json(const Parsed& json, const std::string& path) {
  if (json.is_number_unsigned() &&
      json.get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max()) {
    return static_cast<Type>(json.get<std::uint32_t>());
  }
  if (!json.is_string()) {
    return unexpected_in(json, "a type such as \"REG_DWORD\" or a number of 32 bits", path);
  }
  auto type = parse_type(json.get_ref<const std::string&>());
  if (type) return type;
  return malformed(type.error().message, path, type.error().hint);
}

// A string of a value that is given as text.
Result<std::u16string> string_from_json(const Parsed& json, const std::string& path) {
  if (!json.is_string()) return unexpected_in(json, "a text", path);
  auto text = to_utf16(json.get_ref<const std::string&>());
  if (text && holds_nul(*text)) return nul_inside(path, "give the bytes as 'data'");
  return text;
}

Result<Value> number_from_json(Type type, const Parsed& json, const std::string& path) {
  const std::uint64_t greatest = type == Type::dword ? std::numeric_limits<std::uint32_t>::max()
                                                     : std::numeric_limits<std::uint64_t>::max();
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > greatest) {
    return unexpected_in(json, fmt::format("a whole number from 0 to {}", greatest), path);
  }
  const auto number = json.get<std::uint64_t>();
  return type == Type::dword ? make_dword(static_cast<std::uint32_t>(number)) : make_qword(number);
}

Result<Value> list_from_json(const Parsed& json, const std::string& path) {
  if (!json.is_array()) return unexpected_in(json, "an array of texts", path);
  std::vector<std::u16string> strings;
  for (std::size_t i = 0; i < json.size(); ++i) {
    auto text = string_from_json(json[i], fmt::format("{}[{}]", path, i));
    if (!text) return std::unexpected(text.error());
    if (text->empty()) {
      return malformed("found an empty text, which ends a REG_MULTI_SZ",
                       fmt::format("{}[{}]", path, i), "give the bytes as 'data'");
    }
    strings.push_back(std::move(*text));
  }
  return make_multi_string(strings);
}

// The value that the convenience "value" says; for instructions written by hand.
Result<Value> value_from_json(Type type, const Parsed& json, const std::string& path) {
  if (type == Type::dword || type == Type::qword) return number_from_json(type, json, path);
  if (type == Type::multi_sz) return list_from_json(json, path);
  if (type == Type::sz || type == Type::expand_sz) {
    const auto text = string_from_json(json, path);
    if (!text) return std::unexpected(text.error());
    return make_string(type, *text);
  }
  return malformed(fmt::format("a {} is given as 'data', not as 'value'", to_string(type)), path);
}

// --- instructions ---

Result<Record> record_from_json(const Parsed& json, const std::string& path) {
  if (!json.is_object()) return unexpected_in(json, "an object", path);
  if (auto good = check_keys(json, {"key", "name", "type", "data", "value"}, path); !good) {
    return std::unexpected(good.error());
  }
  for (const char* const needed : {"key", "name", "type"}) {
    if (!json.contains(needed)) return malformed(fmt::format("'{}' is missing", needed), path);
  }
  Record record;
  for (const auto& [name, target] : {std::pair{"key", &record.key}, {"name", &record.name}}) {
    auto text = text_from_json(json[name], path + "." + name);
    if (!text) return std::unexpected(text.error());
    *target = std::move(*text);
  }
  const auto type = type_from_json(json["type"], path + ".type");
  if (!type) return std::unexpected(type.error());
  if (json.contains("data")) {
    auto bytes = hex_bytes(json["data"], path + ".data");
    if (!bytes) return std::unexpected(bytes.error());
    record.value = {*type, std::move(*bytes)};
    return record;
  }
  if (!json.contains("value")) return malformed("'data' is missing, and 'value' too", path);
  auto value = value_from_json(*type, json["value"], path + ".value");
  if (!value) return std::unexpected(value.error());
  record.value = std::move(*value);
  return record;
}

Result<void> read_head(const Parsed& json, File& file) {
  if (!json.is_object()) return unexpected_in(json, "an object", "");
  if (auto good = check_keys(json, {"schema", "side", "user", "instructions"}, ""); !good) {
    return good;
  }
  for (const char* const needed : {"schema", "instructions"}) {
    if (!json.contains(needed)) return malformed(fmt::format("'{}' is missing", needed));
  }
  if (json["schema"] != kInstructionsSchema) {
    return unexpected_in(json["schema"], fmt::format("\"{}\"", kInstructionsSchema), "schema");
  }
  if (json.contains("side")) {
    const Parsed& side = json["side"];
    if (side.is_string()) file.side = parse_side(side.get_ref<const std::string&>());
    if (!file.side) return unexpected_in(side, R"("machine" or "user")", "side");
  }
  if (json.contains("user")) {
    auto user = text_from_json(json["user"], "user");
    if (!user) return std::unexpected(user.error());
    if (file.side != Side::user) return malformed(R"('user' needs "side": "user")", "user");
    file.user = std::move(*user);
  }
  return {};
}

Result<File> file_from_json(const Parsed& json) {
  File file;
  if (auto done = read_head(json, file); !done) return std::unexpected(done.error());
  const Parsed& instructions = json["instructions"];
  if (!instructions.is_array()) return unexpected_in(instructions, "an array", "instructions");
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    auto record = record_from_json(instructions[i], fmt::format("instructions[{}]", i));
    if (!record) return std::unexpected(record.error());
    file.records.push_back(std::move(*record));
  }
  return file;
}

}  // namespace

Result<File> read(ByteView bytes, const std::string& source) {
  const auto in_source = [&source](Error error) {
    error.location.source = source;
    return std::unexpected(std::move(error));
  };
  const auto text = decode_text_file(bytes);
  if (!text) return in_source(text.error());
  const auto json = parse(*text);
  if (!json) return in_source(json.error());
  auto file = file_from_json(*json);
  if (!file) return in_source(file.error());
  return file;
}

}  // namespace regpolicy::instructions_json
