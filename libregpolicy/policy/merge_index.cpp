#include "policy/merge_index.hpp"

#include <algorithm>

#include <regpolicy/text.hpp>

namespace regpolicy::merging {

// Tells the index what one record says.
struct Speaker {
  Index& index;
  Place place;

  void operator()(const SetValue& i) const { value(i.key, i.name, Index::Says::set); }
  void operator()(const SetIfAbsent& i) const { value(i.key, i.name, Index::Says::soft); }
  void operator()(const DeleteValue& i) const { value(i.key, i.name, Index::Says::removes); }
  void operator()(const DeleteValues& i) const {
    const KeyTree::Id key = index.add_key(index.keys_.add(i.key));
    const MaybePlace removal = index.last_removal(key, KeyTree::kRoot);
    for (const std::u16string& name : i.names) {
      index.speak({MergeSubject::value, key, name}, Index::Says::removes, place, removal);
    }
  }
  void operator()(const DeleteAllValues& i) const {
    const KeyTree::Id key = of_key(MergeSubject::all_values, i.key);
    index.deletions_[key].values = place;
  }
  void operator()(const CreateKey& i) const { of_key(MergeSubject::key, i.key); }
  void operator()(const SecureKey& i) const { of_key(MergeSubject::permissions, i.key); }
  void operator()(const DeleteKeys& i) const {
    const KeyTree::Id key = index.add_key(index.keys_.add(i.key));
    const MaybePlace above = index.last_removal(key, KeyTree::kRoot);
    for (const std::u16string& name : i.names) {
      const KeyTree::Id deleted = index.add_key(index.keys_.add_below(key, name));
      if (deleted == key) continue;  // "" and "\" name no subkey
      const MaybePlace removal = std::max(above, index.last_removal(deleted, key));
      index.speak({MergeSubject::deleted_key, deleted, {}}, Index::Says::removes, place, removal);
      index.deletions_[deleted].key = place;
    }
  }
  void operator()(const Comment&) const {}
  void operator()(const Unknown&) const {}

 private:
  void value(std::u16string_view key, std::u16string_view name, Index::Says says) const {
    const KeyTree::Id id = index.add_key(index.keys_.add(key));
    index.speak({MergeSubject::value, id, name}, says, place,
                index.last_removal(id, KeyTree::kRoot));
  }

  KeyTree::Id of_key(MergeSubject subject, std::u16string_view key) const {
    const KeyTree::Id id = index.add_key(index.keys_.add(key));
    index.speak({subject, id, {}}, Index::Says::set, place, index.last_removal(id, KeyTree::kRoot));
    return id;
  }
};

Index::Index(const std::vector<MergeInput>& inputs) {
  std::size_t count = 0;
  for (const MergeInput& input : inputs) count += input.records.size();
  subjects_.reserve(count);
  histories_.reserve(count);
  mentions_.reserve(count);
  instructions_.reserve(inputs.size());
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    instructions_.push_back(decode(inputs[input].records));
    auto& first = first_mention_.emplace_back();
    first.reserve(instructions_.back().size() + 1);
    for (std::size_t record = 0; record < instructions_.back().size(); ++record) {
      first.push_back(mentions_.size());
      std::visit(Speaker{*this, {input, record}}, instructions_.back()[record]);
    }
    first.push_back(mentions_.size());
  }
  settle_all();
}

bool Index::is_void(Place place) const {
  const auto& first = first_mention_[place.input];
  const std::size_t begin = first[place.record], end = first[place.record + 1];
  // What says nothing that can be undone is kept.
  if (begin == end) return false;
  for (std::size_t i = begin; i < end; ++i) {
    const MaybePlace settled = histories_[mentions_[i]].settled;
    if (!settled || settled->input <= place.input) return false;
  }
  return true;
}

std::size_t Index::SubjectHash::operator()(const Subject& subject) const {
  const std::size_t owner = subject.key * std::size_t{8} + static_cast<std::size_t>(subject.kind);
  return NameHash{}(subject.name) ^ (owner * std::size_t{0x9e3779b97f4a7c15});
}

bool Index::SameSubject::operator()(const Subject& a, const Subject& b) const {
  return a.key == b.key && a.kind == b.kind && same_name(a.name, b.name);
}

KeyTree::Id Index::add_key(KeyTree::Id key) {
  if (deletions_.size() < keys_.size()) deletions_.resize(keys_.size());
  return key;
}

// The last deletion of the key or of one above it, as far up as `above`, which does not count.
MaybePlace Index::last_removal(KeyTree::Id key, KeyTree::Id above) const {
  MaybePlace last;
  for (; key != above; key = keys_.parent(key)) last = std::max(last, deletions_[key].key);
  return last;
}

// The last deletion that takes the subject with it; `removal` is that of its key.
MaybePlace Index::last_deletion(const Subject& subject, MaybePlace removal) const {
  if (subject.kind != MergeSubject::value) return removal;
  return std::max(removal, deletions_[subject.key].values);
}

void Index::speak(const Subject& subject, Says says, Place place, MaybePlace removal) {
  const auto [at, is_new] =
      subjects_.try_emplace(subject, static_cast<std::uint32_t>(histories_.size()));
  if (is_new) histories_.push_back({subject, {}, {}, false, false});
  const std::size_t number = at->second;
  mentions_.push_back(at->second);
  settle(number, last_deletion(subject, removal));
  History& history = histories_[number];
  if (history.winner == place) return;  // the record names it twice
  if (says == Says::soft && history.is_set) {
    losses_.push_back({number, place, false});
    return;
  }
  if (history.winner && !history.winner_takes_more) {
    losses_.push_back({number, *history.winner, true});
  }
  history.winner = place;
  history.winner_takes_more = false;
  history.is_set = says != Says::removes;
  if (says != Says::soft) history.settled = place;
}

// A deletion that is later than all that was said of the subject decides it.
void Index::settle(std::size_t subject, MaybePlace deletion) {
  History& history = histories_[subject];
  if (deletion <= history.settled) return;
  if (history.winner && !history.winner_takes_more) {
    losses_.push_back({subject, *history.winner, true});
  }
  history.settled = history.winner = deletion;
  history.winner_takes_more = true;
  history.is_set = false;
}

void Index::settle_all() {
  std::vector<MaybePlace> removals(keys_.size());
  for (KeyTree::Id key = KeyTree::kRoot + 1; key < keys_.size(); ++key) {
    removals[key] = std::max(removals[keys_.parent(key)], deletions_[key].key);
  }
  for (std::size_t i = 0; i < histories_.size(); ++i) {
    settle(i, last_deletion(histories_[i].subject, removals[histories_[i].subject.key]));
  }
}

}  // namespace regpolicy::merging
