// What holds of every edit of every file, tried with random ones.
#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/edit.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/state.hpp>
#include <regpolicy/text.hpp>

#include "support/random_records.hpp"

using namespace regpolicy;
using tests::below;
using tests::Random;

namespace {

constexpr int kRounds = 4000;

// Few keys and names, in several spellings, so that records meet.
std::u16string random_key(Random& random) {
  static constexpr const char16_t* kKeys[] = {u"K",       u"k",       u"K\\S",    u"k\\s\\T",
                                              u"K\\s",    u"K\\S\\T", u"K\\S2",   u"L",
                                              u"\\K\\\\", u"L\\S",    u"k\\S\\T", u""};
  return kKeys[below(random, std::size(kKeys))];
}

std::u16string random_name(Random& random) {
  static constexpr const char16_t* kNames[] = {u"a", u"A", u"b", u"S", u"s", u"T", u"", u"c d"};
  return kNames[below(random, std::size(kNames))];
}

std::vector<std::u16string> random_names(Random& random) {
  std::vector<std::u16string> names(1 + below(random, 3));
  for (std::u16string& name : names) {
    do name = random_name(random);
    while (name.empty());
  }
  return names;
}

Instruction random_edit(Random& random) {
  const std::u16string key = random_key(random);
  const Value value = make_dword(static_cast<std::uint32_t>(below(random, 3)));
  switch (below(random, 14)) {
    case 0: return SetIfAbsent{key, random_name(random), value};
    case 1:
    case 2: return DeleteValue{key, random_name(random)};
    case 3: return DeleteAllValues{key};
    case 4: return DeleteValues{key, random_names(random)};
    case 5:
    case 6: return DeleteKeys{key, random_names(random)};
    case 7: return SecureKey{key, below(random, 2) == 1};
    case 8: return CreateKey{key};
    case 9: return Comment{{key, u"**Comment: x", value}};
    case 10: return Unknown{{key, u"**Future", value}};
    default: return SetValue{key, random_name(random), value};
  }
}

Records random_file(Random& random) {
  Records records(below(random, 14));
  for (Record& record : records) {
    record = below(random, 8) == 0 ? tests::random_record(random) : encode(random_edit(random));
    // Spellings that nobody writes and everybody reads.
    if (below(random, 8) == 0 && record.name.starts_with(u"**")) record.name = upcase(record.name);
    if (below(random, 8) == 0 && record.value.type == Type::sz) record.value.data.clear();
  }
  return records;
}

// The same key, by the rule of State.
bool same_key(std::u16string_view a, std::u16string_view b) {
  State state;
  state.set(a, u"v", {});
  return state.find(b, u"v") != nullptr;
}

const std::u16string* name_of(const Instruction& instruction) {
  if (const auto* i = std::get_if<SetValue>(&instruction)) return &i->name;
  if (const auto* i = std::get_if<SetIfAbsent>(&instruction)) return &i->name;
  if (const auto* i = std::get_if<DeleteValue>(&instruction)) return &i->name;
  return nullptr;
}

// May an edit change the record? Where it names the same value, or is the same directive of the
// same key.
bool concerns(const Instruction& edit, const Record& record) {
  const Instruction instruction = decode(record);
  if (!same_key(key_of(edit), record.key)) return false;
  const auto* const name = name_of(edit);
  const auto* const other = name_of(instruction);
  if (name != nullptr) return other != nullptr && same_name(*name, *other);
  if (const auto* list = std::get_if<DeleteValues>(&edit); list != nullptr && other != nullptr) {
    return std::ranges::any_of(list->names, [&](const auto& n) { return same_name(n, *other); });
  }
  if (instruction.index() != edit.index()) return false;
  if (const auto* comment = std::get_if<Comment>(&edit)) {
    return same_name(comment->record.name, record.name);
  }
  if (const auto* unknown = std::get_if<Unknown>(&edit)) {
    return same_name(unknown->record.name, record.name);
  }
  return true;
}

Records others(const Records& records, const Instruction& edit) {
  Records kept;
  for (const Record& record : records) {
    if (!concerns(edit, record)) kept.push_back(record);
  }
  return kept;
}

Records edited(const Records& records, const Instruction& edit) {
  return set(records, {edit}).value().records;
}

State random_state(Random& random) {
  State state;
  for (std::size_t i = below(random, 10); i > 0; --i) {
    state.set(random_key(random), random_name(random), make_dword(7));
  }
  return state;
}

State after(State state, const Records& records) {
  regpolicy::apply(state, decode(records));
  return state;
}

// One law tried on random files and edits.
template <class Law>
void for_random_edits(Law law) {
  for (std::uint64_t seed = 1; seed <= kRounds; ++seed) {
    Random random(seed);
    const Records file = random_file(random);
    const Instruction edit = random_edit(random);
    if (!can_encode(edit)) continue;
    CAPTURE(seed, describe(edit));
    law(random, file, edit);
  }
}

}  // namespace

TEST_CASE("an edit leaves every record that it does not name, in the same order") {
  for_random_edits([](Random&, const Records& file, const Instruction& edit) {
    REQUIRE(others(edited(file, edit), edit) == others(file, edit));
  });
}

TEST_CASE("an edit made twice changes nothing the second time") {
  for_random_edits([](Random&, const Records& file, const Instruction& edit) {
    const Records once = edited(file, edit);
    const auto twice = set(once, {edit});
    REQUIRE(twice->records == once);
    REQUIRE(twice->changes.empty());
  });
}

TEST_CASE("a value ends as edited, whatever the client held before") {
  int tried = 0;
  for_random_edits([&](Random& random, const Records& file, const Instruction& edit) {
    const auto* const name = name_of(edit);
    if (name == nullptr) return;
    ++tried;
    const State before = random_state(random);
    const Records records = edited(file, edit);
    const State state = after(before, records);
    const auto* const value = state.find(key_of(edit), *name);
    if (const auto* const wanted = std::get_if<SetValue>(&edit)) {
      REQUIRE(value != nullptr);
      REQUIRE(value->value == wanted->value);
    } else if (const auto* const soft = std::get_if<SetIfAbsent>(&edit)) {
      REQUIRE(value != nullptr);
      const auto* const held = before.find(key_of(edit), *name);
      REQUIRE((value->value == soft->value || (held != nullptr && value->value == held->value)));
      REQUIRE(after({}, records).find(key_of(edit), *name)->value == soft->value);
    } else {
      REQUIRE(value == nullptr);
    }
  });
  CHECK(tried > kRounds / 3);
}

TEST_CASE("values deleted by a list end deleted") {
  for_random_edits([](Random& random, const Records& file, const Instruction& edit) {
    const auto* const list = std::get_if<DeleteValues>(&edit);
    if (list == nullptr) return;
    const State state = after(random_state(random), edited(file, edit));
    for (const std::u16string& name : list->names) {
      REQUIRE(state.find(list->key, name) == nullptr);
    }
  });
}

TEST_CASE("a key whose values are deleted ends the same whatever it held before") {
  for_random_edits([](Random& random, const Records& file, const Instruction& edit) {
    if (!std::holds_alternative<DeleteAllValues>(edit)) return;
    const Records records = edited(file, edit);
    const auto values = [&](const State& state) {
      const auto* const key = state.find_key(key_of(edit));
      return key == nullptr ? decltype(key->values){} : key->values;
    };
    const auto one = values(after(random_state(random), records));
    const auto other = values(after({}, records));
    // Names keep the spelling that was there first.
    REQUIRE(std::ranges::equal(one, other, [](const auto& a, const auto& b) {
      return same_name(a.first, b.first) && a.second.value == b.second.value;
    }));
  });
}

TEST_CASE("what a file sets stays set where keys or all values are deleted for the first time") {
  for_random_edits([](Random&, const Records& file, const Instruction& edit) {
    if (!std::holds_alternative<DeleteAllValues>(edit) &&
        !std::holds_alternative<DeleteKeys>(edit)) {
      return;
    }
    REQUIRE(after({}, edited(file, edit)) == after({}, file));
  });
}

TEST_CASE("a deleted key holds nothing but what the file makes there") {
  for_random_edits([](Random& random, const Records& file, const Instruction& edit) {
    const auto* const list = std::get_if<DeleteKeys>(&edit);
    if (list == nullptr) return;
    const Records records = edited(file, edit);
    for (const std::u16string& name : list->names) {
      const std::u16string key = list->key + u"\\" + name;
      State held = random_state(random);
      held.set(key + u"\\Held", u"only before", make_dword(9));
      REQUIRE(after(held, records).find_key(key + u"\\Held") == nullptr);
    }
  });
}

TEST_CASE("a key that is created or secured ends there") {
  for_random_edits([](Random& random, const Records& file, const Instruction& edit) {
    if (!std::holds_alternative<CreateKey>(edit) && !std::holds_alternative<SecureKey>(edit)) {
      return;
    }
    REQUIRE(after(random_state(random), edited(file, edit)).find_key(key_of(edit)) != nullptr);
  });
}

TEST_CASE("unset takes back a set that named what nothing named") {
  int tried = 0;
  for_random_edits([&](Random&, const Records& file, const Instruction& edit) {
    if (std::ranges::any_of(file, [&](const Record& r) { return concerns(edit, r); })) return;
    if (unset(file, {edit}).not_found.empty()) return;  // a list names the value
    ++tried;
    const EditedRecords back = unset(edited(file, edit), {edit});
    REQUIRE(back.not_found.empty());
    REQUIRE(back.records == file);
  });
  CHECK(tried > kRounds / 4);
}

TEST_CASE("after unset no record names it, and all others are as they were") {
  for_random_edits([](Random&, const Records& file, const Instruction& edit) {
    const EditedRecords once = unset(file, {edit});
    const EditedRecords twice = unset(once.records, {edit});
    REQUIRE(twice.changes.empty());
    REQUIRE(twice.not_found.size() == 1);
    const auto kept = [&](const Records& records) {
      Records result;
      for (const Record& record : others(records, edit)) {
        const bool is_list = std::holds_alternative<DeleteValues>(decode(record));
        if (!is_list || !same_key(record.key, key_of(edit))) result.push_back(record);
      }
      return result;
    };
    REQUIRE(kept(once.records) == kept(file));
  });
}

TEST_CASE("the changes lead from the old records to the new ones") {
  for_random_edits([](Random& random, const Records& file, const Instruction& edit) {
    Instructions edits = {edit, random_edit(random), random_edit(random)};
    std::erase_if(edits, [](const Instruction& i) { return !can_encode(i); });
    const bool sets = below(random, 2) == 0;
    const EditedRecords result = sets ? set(file, edits).value() : unset(file, edits);
    REQUIRE(result.changes.empty() == (result.records == file));
    Records left = file;
    Records right = result.records;
    for (auto change = result.changes.rbegin(); change != result.changes.rend(); ++change) {
      Records& side = change->added ? right : left;
      REQUIRE(side.at(change->record - 1) == change->content);
      side.erase(side.begin() + static_cast<std::ptrdiff_t>(change->record - 1));
    }
    REQUIRE(left == right);
  });
}

TEST_CASE("all records that an edit does not name keep their bytes in the file") {
  const auto bytes_of_others = [](ByteView file, const Instruction& edit) {
    std::vector<std::string> kept;
    const auto views = pol::read_views(file);
    REQUIRE(views);
    for (const pol::RecordView& view : *views) {
      if (!concerns(edit, view.to_record())) kept.emplace_back(as_chars(view.bytes()));
    }
    return kept;
  };
  for_random_edits([&](Random&, const Records& file, const Instruction& edit) {
    const auto before = pol::write(file);
    REQUIRE(before);
    const auto after_edit = pol::write(edited(pol::read(*before).value(), edit));
    REQUIRE(after_edit);
    REQUIRE(bytes_of_others(*after_edit, edit) == bytes_of_others(*before, edit));
  });
}
