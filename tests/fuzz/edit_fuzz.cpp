// Edits of any Registry.pol: the first record is the edit of the others. Records that it does not
// concern stay as they are, a value ends as it says, and making it twice changes nothing.
#include <cstdint>
#include <cstdlib>
#include <optional>

#include <regpolicy/edit.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/state.hpp>

using namespace regpolicy;

namespace {

// Fails where a record that stayed has lost its place or its content.
void check_changes(const Records& before, const EditedRecords& edited) {
  if (edited.changes.empty() != (edited.records == before)) std::abort();
  Records left = before;
  Records right = edited.records;
  for (auto change = edited.changes.rbegin(); change != edited.changes.rend(); ++change) {
    Records& side = change->added ? right : left;
    if (side.at(change->record - 1) != change->content) std::abort();
    side.erase(side.begin() + static_cast<std::ptrdiff_t>(change->record - 1));
  }
  if (left != right) std::abort();
}

void check_effect(const Records& records, const Instruction& edit) {
  State state;
  regpolicy::apply(state, decode(records));
  if (const auto* const set_value = std::get_if<SetValue>(&edit)) {
    const auto* const value = state.find(set_value->key, set_value->name);
    if (value == nullptr || value->value != set_value->value) std::abort();
  } else if (const auto* const deleted = std::get_if<DeleteValue>(&edit)) {
    if (state.find(deleted->key, deleted->name) != nullptr) std::abort();
  } else if (const auto* const list = std::get_if<DeleteValues>(&edit)) {
    for (const auto& name : list->names) {
      if (state.find(list->key, name) != nullptr) std::abort();
    }
  } else if (std::holds_alternative<CreateKey>(edit)) {
    if (state.find_key(key_of(edit)) == nullptr) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto records = pol::read(std::as_bytes(std::span(data, size)));
  if (!records || records->empty()) return 0;
  const Instruction edit = decode(records->front());
  records->erase(records->begin());
  const auto edited = set(*records, {edit});
  if (!edited) return 0;
  check_changes(*records, *edited);
  check_effect(edited->records, edit);
  const auto twice = set(edited->records, {edit});
  if (!twice || !twice->changes.empty() || twice->records != edited->records) std::abort();
  const EditedRecords without = unset(edited->records, {edit});
  check_changes(edited->records, without);
  if (!unset(without.records, {edit}).changes.empty()) std::abort();
  check_changes(*records, unset_key(*records, key_of(edit), true));
  return 0;
}
