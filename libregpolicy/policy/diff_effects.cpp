#include <regpolicy/diff.hpp>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "policy/created_keys.hpp"
#include "policy/key_order.hpp"

namespace regpolicy {
namespace {

// Walks one effect in key order and says what it does to any key on the way, named in it or not.
class Walk {
 public:
  explicit Walk(const Effect& effect) : effect_(effect), next_created_(next_created_keys(effect)) {}

  [[nodiscard]] const KeyEffect* next() const {
    return at_ < effect_.keys.size() ? &effect_.keys[at_] : nullptr;
  }
  // To `key`, which is not behind next(). Keys come in ascending order.
  void enter(std::u16string_view key);
  void leave() { at_ += here_ != nullptr ? 1 : 0; }

  [[nodiscard]] const KeyEffect* here() const { return here_; }
  [[nodiscard]] std::optional<std::size_t> removed_by() const { return removed_by_; }
  [[nodiscard]] std::optional<std::size_t> values_removed_by() const {
    return here_ != nullptr ? here_->values_removed_by : std::nullopt;
  }
  [[nodiscard]] std::optional<std::size_t> created_by() const { return created_by_; }
  // Named in the effect, and there for no value, permission or key below.
  [[nodiscard]] bool only_creates() const { return only_creates_; }
  [[nodiscard]] bool names_a_delete() const {
    return here_ != nullptr && (here_->removed_by || here_->values_removed_by);
  }
  [[nodiscard]] OutcomeOnSide value(const ValueEffect* explicitly) const;
  [[nodiscard]] OutcomeOnSide permissions() const;
  [[nodiscard]] OutcomeOnSide key(bool with_creation) const;

 private:
  const Effect& effect_;
  std::vector<const KeyEffect*> next_created_;
  std::size_t at_ = 0;
  const KeyEffect* last_removed_ = nullptr;  // those below it come directly after it
  const KeyEffect* here_ = nullptr;          // what the effect says of the key entered
  std::optional<std::size_t> removed_by_;
  std::optional<std::size_t> created_by_;
  bool only_creates_ = false;
};

void Walk::enter(std::u16string_view key) {
  const KeyEffect* const following = next();
  here_ = following != nullptr && compare_keys(following->key, key) == 0 ? following : nullptr;
  if (here_ != nullptr && here_->removed_by) last_removed_ = here_;
  const bool is_gone = last_removed_ != nullptr && is_within(key, last_removed_->key);
  removed_by_ = is_gone ? last_removed_->removed_by : std::nullopt;

  const KeyEffect* const below = next_created_[at_ + (here_ != nullptr ? 1 : 0)];
  const bool is_above_created = below != nullptr && creates(below->key, key);
  const bool is_created = here_ != nullptr && here_->created_by;
  created_by_ = is_created         ? here_->created_by
                : is_above_created ? below->created_by
                                   : std::nullopt;
  only_creates_ = is_created && !is_above_created && !here_->secure && !sets_a_value(*here_);
}

OutcomeOnSide Walk::value(const ValueEffect* explicitly) const {
  if (explicitly != nullptr) {
    switch (explicitly->kind) {
      case ValueEffect::Kind::set: return {Outcome::set, explicitly->value, explicitly->by};
      case ValueEffect::Kind::set_if_absent:
        return {Outcome::set_if_absent, explicitly->value, explicitly->by};
      case ValueEffect::Kind::removed: return {Outcome::deleted, {}, explicitly->by};
    }
  }
  if (removed_by_) return {Outcome::deleted, {}, removed_by_};
  if (values_removed_by()) return {Outcome::deleted, {}, values_removed_by()};
  return {};
}

OutcomeOnSide Walk::permissions() const {
  if (here_ == nullptr || !here_->secure) return {};
  return {*here_->secure ? Outcome::secured : Outcome::permissions_reset, {}, here_->secured_by};
}

OutcomeOnSide Walk::key(bool with_creation) const {
  const bool is_created = with_creation && created_by_.has_value();
  if (removed_by_) {
    return is_created ? OutcomeOnSide{Outcome::deleted_and_created, {}, created_by_}
                      : OutcomeOnSide{Outcome::deleted, {}, removed_by_};
  }
  if (const auto by = values_removed_by()) {
    return is_created ? OutcomeOnSide{Outcome::values_deleted_and_created, {}, created_by_}
                      : OutcomeOnSide{Outcome::values_deleted, {}, by};
  }
  return is_created ? OutcomeOnSide{Outcome::created, {}, created_by_} : OutcomeOnSide{};
}

bool same_outcome(const OutcomeOnSide& a, const OutcomeOnSide& b) {
  return a.outcome == b.outcome && a.value == b.value;
}

class Comparison {
 public:
  Comparison(const Effect& a, const Effect& b) : a_(a), b_(b) {}

  [[nodiscard]] std::vector<EffectDifference> run() &&;

 private:
  void compare_key();
  void compare_values();
  void add(EffectDifference::What what, const std::u16string& name, OutcomeOnSide a,
           OutcomeOnSide b);
  void add_value(const ValueEffect* a, const ValueEffect* b);

  Walk a_;
  Walk b_;
  std::u16string key_;
  std::vector<EffectDifference> differences_;
};

void Comparison::add(EffectDifference::What what, const std::u16string& name, OutcomeOnSide a,
                     OutcomeOnSide b) {
  if (same_outcome(a, b)) return;
  differences_.push_back({what, key_, name, std::move(a), std::move(b)});
}

void Comparison::add_value(const ValueEffect* a, const ValueEffect* b) {
  if (a != nullptr && b != nullptr && same_effect(*a, *b)) return;
  add(EffectDifference::What::value, a != nullptr ? a->name : b->name, a_.value(a), b_.value(b));
}

void Comparison::compare_key() {
  // Where a delete of a key above it differs, that one is told, and not each key below.
  const bool compares_deletes = a_.names_a_delete() || b_.names_a_delete();
  const bool compares_creation = a_.created_by().has_value() != b_.created_by().has_value() &&
                                 (a_.only_creates() || b_.only_creates());
  if (compares_deletes || compares_creation) {
    add(EffectDifference::What::key, {}, a_.key(compares_creation), b_.key(compares_creation));
  }
  add(EffectDifference::What::permissions, {}, a_.permissions(), b_.permissions());
}

void Comparison::compare_values() {
  static const std::vector<ValueEffect> kNone;
  const std::vector<ValueEffect>& left = a_.here() != nullptr ? a_.here()->values : kNone;
  const std::vector<ValueEffect>& right = b_.here() != nullptr ? b_.here()->values : kNone;
  auto a = left.begin();
  auto b = right.begin();
  while (a != left.end() || b != right.end()) {
    const auto order = a == left.end()    ? std::strong_ordering::greater
                       : b == right.end() ? std::strong_ordering::less
                                          : compare_names(a->name, b->name);
    add_value(order <= 0 ? &*a : nullptr, order >= 0 ? &*b : nullptr);
    if (order <= 0) ++a;
    if (order >= 0) ++b;
  }
}

std::vector<EffectDifference> Comparison::run() && {
  while (a_.next() != nullptr || b_.next() != nullptr) {
    const bool a_is_first =
        b_.next() == nullptr ||
        (a_.next() != nullptr && compare_keys(a_.next()->key, b_.next()->key) <= 0);
    key_ = a_is_first ? a_.next()->key : b_.next()->key;
    a_.enter(key_);
    b_.enter(key_);
    compare_key();
    compare_values();
    a_.leave();
    b_.leave();
  }
  return std::move(differences_);
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::untouched: return "untouched";
    case Outcome::set: return "set";
    case Outcome::set_if_absent: return "set-if-absent";
    case Outcome::deleted: return "deleted";
    case Outcome::created: return "created";
    case Outcome::values_deleted: return "values-deleted";
    case Outcome::values_deleted_and_created: return "values-deleted-and-created";
    case Outcome::deleted_and_created: return "deleted-and-created";
    case Outcome::secured: return "secured";
    case Outcome::permissions_reset: return "permissions-reset";
  }
  return "";
}

std::vector<EffectDifference> diff_effects(const Effect& a, const Effect& b) {
  return Comparison(a, b).run();
}

std::vector<EffectDifference> diff_effects(const Records& a, const Records& b) {
  return diff_effects(effect_of(a), effect_of(b));
}

}  // namespace regpolicy
