#include "target/changes.hpp"

#include <map>
#include <utility>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/secret.hpp>
#include <regpolicy/text.hpp>

#include "policy/outcome_text.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

// The names that a record speaks of: one value, or the listed ones.
std::vector<std::u16string> names_spoken_of(const Instruction& instruction) {
  return std::visit(
      [](const auto& deed) -> std::vector<std::u16string> {
        if constexpr (requires { deed.names; }) {
          return deed.names;
        } else if constexpr (requires { deed.name; }) {
          return {deed.name};
        } else {
          return {};
        }
      },
      instruction);
}

// Who asks for what: by key and name, and by key alone.
class Reasons {
 public:
  explicit Reasons(const WantedSide& wanted) {
    for (const WantedRecord& record : wanted.records) {
      const Instruction instruction = decode(record.record);
      const std::u16string key = upcase(key_of(instruction));
      for (const std::u16string& name : names_spoken_of(instruction)) {
        by_value_[{key, upcase(name)}] = record.why;
      }
      by_key_[key] = record.why;
    }
  }

  [[nodiscard]] std::string of(const PlannedChange& change, const std::string& otherwise) const {
    const std::u16string key = upcase(change.key);
    const auto value = by_value_.find({key, upcase(change.name)});
    if (change.what == EffectDifference::What::value && value != by_value_.end()) {
      return value->second;
    }
    // A directive on the key, or on one above it.
    for (std::u16string_view above = key; !above.empty(); above = parent_path(above)) {
      const auto found = by_key_.find(std::u16string(above));
      if (found != by_key_.end()) return found->second;
    }
    return otherwise;
  }

 private:
  std::map<std::pair<std::u16string, std::u16string>, std::string> by_value_;
  std::map<std::u16string, std::string> by_key_;
};

std::string masked_words(const OutcomeOnSide& side, std::u16string_view name,
                         EffectDifference::What what) {
  const bool has_value = side.outcome == Outcome::set || side.outcome == Outcome::set_if_absent;
  if (what != EffectDifference::What::value || !has_value) return {};
  return is_secret(name, side.value) ? masked(side.value) : std::string();
}

constexpr std::string_view kThere = "there";

std::string value_words(const ImageValue& value) {
  if (!value.value) return std::string(kAbsent);
  return outcome_words({Outcome::set, *value.value, {}}, EffectDifference::What::value);
}

std::string masked_words(const ImageValue& value) {
  return value.value && is_secret(value.name, *value.value) ? masked(*value.value) : std::string();
}

// Strings with and without their final NUL, long binary data.
void tell_apart(PlannedChange& change, ByteView before, ByteView after) {
  if (change.before != change.after) return;
  change.before += " [" + to_hex(before) + "]";
  change.after += " [" + to_hex(after) + "]";
}

ByteView data_of(const ImageValue& value) {
  return value.value ? ByteView(value.value->data) : ByteView();
}

}  // namespace

std::vector<PlannedChange> planned_changes(const Records& before, const Records& after,
                                           const WantedSide& wanted, const std::string& reason) {
  const Reasons reasons(wanted);
  std::vector<PlannedChange> changes;
  for (const EffectDifference& difference : diff_effects(before, after)) {
    PlannedChange change{
        .side = wanted.side,
        .user = wanted.user,
        .what = difference.what,
        .key = difference.key,
        .name = difference.name,
        .before = outcome_words(difference.a, difference.what),
        .after = outcome_words(difference.b, difference.what),
        .why = {},
        .masked_before = masked_words(difference.a, difference.name, difference.what),
        .masked_after = masked_words(difference.b, difference.name, difference.what)};
    tell_apart(change, difference.a.value.data, difference.b.value.data);
    change.why = reasons.of(change, reason);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<PlannedChange> image_changes(const RegistryImage& before, const RegistryImage& after,
                                         const WantedSide& wanted, const std::string& reason) {
  using What = EffectDifference::What;
  const Reasons reasons(wanted);
  std::vector<PlannedChange> changes;
  const auto add = [&](PlannedChange change) {
    change.why = reasons.of(change, reason);
    changes.push_back(std::move(change));
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    const ImageKey& was = before[i];
    const ImageKey& becomes = after[i];
    // A key that comes is told by its values, and by a key that comes below it.
    const bool has_below =
        i + 1 < after.size() && after[i + 1].exists && is_within(after[i + 1].key, becomes.key);
    const bool tells_key = !becomes.exists || (becomes.values.empty() && !has_below);
    if (was.exists != becomes.exists && tells_key) {
      add({.side = wanted.side,
           .user = wanted.user,
           .what = What::key,
           .key = was.key,
           .name = {},
           .before = std::string(was.exists ? kThere : kAbsent),
           .after = std::string(becomes.exists ? kThere : kAbsent),
           .why = {},
           .masked_before = {},
           .masked_after = {}});
    }
    for (std::size_t at = 0; at < was.values.size(); ++at) {
      const ImageValue& old_value = was.values[at];
      const ImageValue& new_value = becomes.values[at];
      if (old_value == new_value) continue;
      PlannedChange change{.side = wanted.side,
                           .user = wanted.user,
                           .what = What::value,
                           .key = was.key,
                           .name = old_value.name,
                           .before = value_words(old_value),
                           .after = value_words(new_value),
                           .why = {},
                           .masked_before = masked_words(old_value),
                           .masked_after = masked_words(new_value)};
      tell_apart(change, data_of(old_value), data_of(new_value));
      add(std::move(change));
    }
  }
  return changes;
}

}  // namespace regpolicy
