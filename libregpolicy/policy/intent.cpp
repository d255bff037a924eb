#include <regpolicy/intent.hpp>

#include <fmt/format.h>

#include <regpolicy/edit.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

struct IntentRow {
  Intent intent;
  std::string_view word;
};
constexpr IntentRow kIntents[] = {
    {Intent::merge, "merge"}, {Intent::replace, "replace"}, {Intent::remove, "remove"}};

}  // namespace

std::string_view to_string(Intent intent) {
  for (const IntentRow& row : kIntents) {
    if (row.intent == intent) return row.word;
  }
  return "";
}

std::optional<Intent> parse_intent(std::string_view text) {
  for (const IntentRow& row : kIntents) {
    if (row.word == text) return row.intent;
  }
  return std::nullopt;
}

Result<Records> with_intent(const Records& there, Intent intent, const Records& wanted) {
  switch (intent) {
    case Intent::merge: {
      auto edited = set(there, decode(wanted));
      if (!edited) return std::unexpected(edited.error());
      return std::move(edited->records);
    }
    case Intent::replace: return wanted;
    case Intent::remove: return unset(there, decode(wanted)).records;
  }
  return there;
}

Result<void> check_wanted(const Records& wanted) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Record& record = wanted[i];
    Location location{.record = i + 1,
                      .path = escape_for_display(record.key + u'\\' + record.name)};
    if (const std::string defect = key_defect(record.key); !defect.empty()) {
      return fail(ErrorCode::invalid_argument, defect, std::move(location),
                  split_root(record.key) ? "leave it out: the side decides the hive" : "");
    }
    if (record.value.type == Type::link) {
      return fail(ErrorCode::invalid_argument,
                  "found a REG_LINK, which makes one key stand for another", std::move(location),
                  "nothing in Group Policy needs one; take it out");
    }
  }
  return {};
}

}  // namespace regpolicy
