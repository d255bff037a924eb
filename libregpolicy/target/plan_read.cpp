#include <limits>

#include <regpolicy/plan.hpp>
#include <regpolicy/sha256.hpp>

#include "formats/json/json_object.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

Side side_field(const JsonObject& object) {
  const auto side = parse_side(object.text("side"));
  if (!side) object.refuse("side", R"(expected "machine" or "user")");
  return side.value_or(Side::machine);
}

EffectDifference::What what_field(const JsonObject& object) {
  using What = EffectDifference::What;
  const std::string word = object.text("what");
  for (const What what : {What::key, What::permissions, What::value}) {
    if (word == word_of(what)) return what;
  }
  object.refuse("what", R"(expected "key", "permissions" or "value")");
  return What::value;
}

gpt_ini::Version version_field(const JsonObject& object, std::uint64_t number,
                               std::string_view key) {
  if (number > std::numeric_limits<std::uint32_t>::max()) {
    object.refuse(key, "expected a number of 32 bits");
  }
  return gpt_ini::from_number(static_cast<std::uint32_t>(number));
}

PlannedChange change_from(const JsonObject& object) {
  return {.side = side_field(object),
          .user = object.name("user"),
          .what = what_field(object),
          .key = object.name("key"),
          .name = object.name("name"),
          .before = object.text("before"),
          .after = object.text("after"),
          .why = object.text("why"),
          .masked_before = object.text_or_null("masked_before").value_or(""),
          .masked_after = object.text_or_null("masked_after").value_or("")};
}

PlannedFile file_from(const JsonObject& object) {
  PlannedFile file{object.text("path"),
                   object.text_or_null("before"),
                   object.text_or_null("after"),
                   {},
                   object.truth("has_secret")};
  const auto hex = object.text_or_null("content");
  if (!hex) return file;
  auto content = parse_hex(*hex);
  if (!content) {
    object.refuse("content", "expected hexadecimal digits, two for every byte");
    return file;
  }
  if (file.after != sha256_hex(*content)) {
    object.refuse("content", "it has not the hash that 'after' gives");
  }
  file.content = *std::move(content);
  return file;
}

}  // namespace

Result<Plan> read_plan(ByteView bytes, const std::string& source) {
  const auto json = parse_document(bytes, kPlanSchema, source);
  if (!json) return std::unexpected(json.error());
  JsonReading reading{source, {}};
  const JsonObject root(reading, *json, "");
  Plan plan;
  const auto target = parse_target(root.text("target"));
  if (!target) root.refuse("target", target.error().message);
  plan.target = target.value_or(Target());
  plan.deed = root.text("deed");
  plan.undoes = root.text_or_null("undoes").value_or("");
  for (const JsonObject& object : root.objects("changes")) {
    plan.changes.push_back(change_from(object));
  }
  for (const JsonObject& object : root.objects("versions")) {
    PlannedVersion version{object.text("path"), {}, {}};
    if (const auto before = object.number_or_null("before")) {
      version.before = version_field(object, *before, "before");
    }
    version.after = version_field(object, object.number("after"), "after");
    plan.versions.push_back(std::move(version));
  }
  for (const JsonObject& object : root.objects("extensions")) {
    plan.extensions.push_back(
        {object.text("path"), side_field(object), object.text("before"), object.text("after")});
  }
  for (const JsonObject& object : root.objects("files")) plan.files.push_back(file_from(object));
  plan.warnings = root.texts("warnings");
  if (reading.error) return std::unexpected(*reading.error);
  return plan;
}

}  // namespace regpolicy
