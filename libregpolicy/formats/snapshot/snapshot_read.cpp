#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/sha256.hpp>
#include <regpolicy/snapshot.hpp>
#include <regpolicy/text.hpp>

#include "formats/snapshot/snapshot_fields.hpp"
#include "formats/snapshot/snapshot_layout.hpp"

namespace regpolicy::snapshot {
namespace {

std::optional<Json> parse_line(Reading& reading, std::string_view line) {
  try {
    return Json::parse(line);
  } catch (const Json::exception& error) {
    const std::string_view text = error.what();
    const std::size_t at = text.find("syntax error");
    reading.refuse(escape_for_display(at == std::string_view::npos ? text : text.substr(at)));
  }
  return std::nullopt;
}

// --- a key ---

Value read_value(Reading& reading, Fields& fields) {
  const Type type = fields.type("type");
  const Json* const data = fields.value_if_any("data");
  const Json* const text = fields.value_if_any("value");
  if (data != nullptr && text == nullptr && data->is_string()) {
    if (auto bytes = parse_hex(data->get_ref<const std::string&>())) return {type, *bytes};
  } else if (data == nullptr && text != nullptr) {
    if (auto value = from_readable(type, *text)) return *std::move(value);
    reading.refuse(fmt::format("the value does not fit its type {}", to_string(type)),
                   fields.path_of("value"));
  }
  reading.refuse("expected either 'value' or 'data' in hexadecimal digits", fields.path_of("data"));
  return {};
}

Values read_values(Reading& reading, Fields& fields) {
  Values values;
  std::size_t index = 0;
  for (const Json& element : fields.elements_if_any("values")) {
    const std::string path = fmt::format("{}[{}]", fields.path_of("values"), index++);
    Fields item(reading, element, path);
    NamedValue& named = values.present.emplace_back();
    named.name = item.name("name");
    named.value = read_value(reading, item);
    item.finish();
  }
  for (const Json& element : fields.elements_if_any("missing")) {
    auto name = name_of_json(element);
    if (!name) reading.refuse("expected the names of values", fields.path_of("missing"));
    values.missing.push_back(name ? *std::move(name) : std::u16string());
  }
  return values;
}

KeyState read_state(Reading& reading, Fields& fields) {
  constexpr KeyState kStates[] = {KeyState::present, KeyState::absent, KeyState::not_told,
                                  KeyState::denied};
  const std::string text = fields.text("state");
  const auto* const found =
      std::ranges::find(kStates, text, [](KeyState state) { return to_string(state); });
  if (found != std::end(kStates)) return *found;
  reading.refuse(fmt::format("found '{}', expected present, absent, not_told or denied",
                             escape_for_display(text)),
                 "state");
  return KeyState::not_told;
}

Key read_key(Reading& reading, Fields& fields) {
  Key key;
  key.path = fields.name("key");
  key.state = read_state(reading, fields);
  if (key.state != KeyState::present) return key;
  key.values = read_values(reading, fields);
  key.all_values = fields.true_if_any("all_values");
  std::size_t index = 0;
  for (const Json& element : fields.elements_if_any("subkeys")) {
    const std::string path = fmt::format("subkeys[{}]", index++);
    Fields item(reading, element, path);
    Subkey& subkey = key.subkeys.emplace_back();
    subkey.name = item.name("name");
    subkey.values = read_values(reading, item);
    item.finish();
  }
  key.all_subkeys = fields.true_if_any("all_subkeys");
  return key;
}

// --- the lines ---

void read_header(Reading& reading, Fields& fields, File& file) {
  const std::string schema = fields.text("schema");
  if (schema != kSchema) {
    reading.refuse(
        fmt::format("found \"{}\", expected \"{}\"", escape_for_display(schema), kSchema), "schema",
        "a later version of regpolicy may read it");
  }
  if (fields.text("kind") != "snapshot" || fields.text("tool") != "regpolicy") {
    reading.refuse("the first line is none of a snapshot");
  }
  file.version = fields.text("version");
  file.baseline = fields.text("baseline");
  file.baseline_sha256 = fields.text("baseline_sha256");
  file.computer = fields.text_or_null("computer");
  file.time = fields.text_or_null("time");
  file.sources = fields.texts("sources");
}

class LineReader {
 public:
  LineReader(Reading& reading, File& file) : reading_(reading), file_(file) {}

  void read(const Json& json) {
    Fields fields(reading_, json);
    if (reading_.line == 1) {
      read_header(reading_, fields, file_);
    } else {
      read_body(fields);
    }
    fields.finish();
  }

  // The lines that no file may lack.
  void finish() {
    if (side_ == nullptr) reading_.refuse("expected a line of the kind \"machine\"");
  }

 private:
  void read_body(Fields& fields) {
    const std::string kind = fields.text("kind");
    if (kind == "machine" && reading_.line == 2) {
      side_ = &file_.machine;
      side_->sources = fields.texts("sources");
    } else if (kind == "user" && side_ != nullptr) {
      read_user(fields);
    } else if (kind == "key" && side_ != nullptr) {
      add_key(read_key(reading_, fields));
    } else {
      reading_.refuse(
          fmt::format("a line of the kind '{}' does not stand here", escape_for_display(kind)),
          "kind");
    }
  }

  void read_user(Fields& fields) {
    User& user = file_.users.emplace_back();
    user.name = fields.text("user");
    user.profile = fields.text_or_null("profile");
    user.side.sources = fields.texts("sources");
    side_ = &user.side;
    const auto same_user = [&user](const User& other) {
      return ascii_lower(other.name) == ascii_lower(user.name);
    };
    if (std::ranges::count_if(file_.users, same_user) > 1) {
      reading_.refuse(
          fmt::format("the user '{}' stands there twice", escape_for_display(user.name)), "user");
    }
  }

  void add_key(Key&& key) {
    std::vector<Key>& keys = side_->keys;
    if (!keys.empty() && compare_names(keys.back().path, key.path) >= 0) {
      reading_.refuse("the keys of a side stand in rising order of their names, each once", "key");
    }
    keys.push_back(std::move(key));
  }

  Reading& reading_;
  File& file_;
  Side* side_ = nullptr;  // to which the keys belong
};

// The lines before the last one, where that says that they are what was written.
std::optional<std::string_view> checked_lines(Reading& reading, std::string_view text) {
  const bool whole = text.ends_with('\n');
  const std::size_t start = whole ? text.substr(0, text.size() - 1).rfind('\n') + 1 : 0;
  const std::string_view lines = text.substr(0, start);
  const std::string_view last = text.substr(start);
  if (!whole || start == 0 || !last.starts_with(R"({"kind":"end",)")) {
    reading.refuse("the file was cut off: its last line is not of the kind \"end\"", {},
                   "take the snapshot again");
    return std::nullopt;
  }
  reading.line = static_cast<std::uint32_t>(std::ranges::count(lines, '\n') + 1);
  const auto json = parse_line(reading, last);
  if (!json) return std::nullopt;
  Fields fields(reading, *json);
  (void)fields.text("kind");
  const std::string said = fields.text("sha256");
  fields.finish();
  const std::string hash = sha256_hex(as_bytes(lines));
  if (said != hash) {
    reading.refuse(
        fmt::format("the file was changed after it was written: the SHA-256 of all lines "
                    "before this one is {}, expected {}",
                    hash, escape_for_display(said)),
        "sha256", "take the snapshot again");
  }
  return lines;
}

}  // namespace

bool is_snapshot(ByteView bytes) { return as_chars(bytes).starts_with(kFirstLineStart); }

Result<File> read(ByteView bytes, const std::string& source) {
  if (bytes.size() > kGreatestFileBytes) {
    return fail(ErrorCode::limit_exceeded,
                fmt::format("the file has {} bytes; a snapshot has at most {}", bytes.size(),
                            kGreatestFileBytes),
                {.source = source});
  }
  if (!is_snapshot(bytes)) {
    return fail(
        ErrorCode::malformed,
        fmt::format("this is no snapshot, expected a file that begins with {}", kFirstLineStart),
        {.source = source}, "regpolicy snapshot makes one");
  }
  Reading reading{source, 0, {}};
  File file;
  LineReader reader(reading, file);
  std::string_view lines = checked_lines(reading, as_chars(bytes)).value_or(std::string_view());
  for (reading.line = reading.error ? 0 : 1; !lines.empty() && !reading.error; ++reading.line) {
    const std::size_t end = lines.find('\n');
    if (const auto json = parse_line(reading, lines.substr(0, end))) reader.read(*json);
    lines.remove_prefix(end + 1);
  }
  reader.finish();
  if (reading.error) return std::unexpected(*std::move(reading.error));
  return file;
}

}  // namespace regpolicy::snapshot
