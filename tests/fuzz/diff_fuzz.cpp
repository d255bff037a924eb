// The laws of effect and diff, over two lists read from the input: applying an effect is applying
// its list; equal effects end the same and have no difference; a list has no difference to itself;
// the script from a to b, applied to a, gives b.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>

#include <regpolicy/diff_report.hpp>
#include <regpolicy/state.hpp>

using namespace regpolicy;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// Records of few keys and names, so that they meet: four bytes each.
Records records_from(std::span<const std::uint8_t> bytes) {
  static const std::u16string kKeys[] = {u"A",          u"a\\b", u"A\\B\\C", u"\\A\\\\B\\",
                                         u"A\\B\\C\\D", u"E",    u"",        u"A\\E"};
  static const std::u16string kNames[] = {
      u"",          u"x",         u"X",      u"**del.x",      u"**delvals.",   u"**DeleteValues",
      u"**soft.X",  u"**soft.y",  u"y",      u"**SecureKey",  u"**DeleteKeys", u"**Comment:",
      u"**Unknown", u"**DELVALS", u"**del.", u"**securekey=0"};
  static const std::u16string kTexts[] = {u"B", u"b\\c;C", u"x;Y", u"\\;E;;A", u"", u"D"};
  Records records;
  for (; bytes.size() >= 4; bytes = bytes.subspan(4)) {
    Value value = make_dword(bytes[3]);
    if (bytes[2] % 4 == 1) value = make_sz(kTexts[bytes[3] % std::size(kTexts)]);
    if (bytes[2] % 4 == 2) value = {Type::none, {}};
    records.push_back({kKeys[bytes[0] % std::size(kKeys)], kNames[bytes[1] % std::size(kNames)],
                       std::move(value)});
  }
  return records;
}

State after(const Instructions& instructions) {
  State state;
  for (const std::u16string_view key : {u"A", u"A\\B\\C\\D", u"A\\B\\Z", u"E", u"", u"C"}) {
    for (const std::u16string_view name : {u"", u"x", u"z"}) state.set(key, name, make_qword(9));
  }
  apply(state, instructions);
  return state;
}

// Without the spelling.
bool same_state(const State& a, const State& b) {
  return std::ranges::equal(a.keys(), b.keys(), [](const State::Key* one, const State::Key* other) {
    return same_name(one->path, other->path) &&
           std::ranges::equal(one->values, other->values, [](const auto& x, const auto& y) {
             return same_name(x.first, y.first) && x.second.value == y.second.value;
           });
  });
}

Records applied(const Records& a, const Records& b, const std::vector<RecordChange>& changes) {
  Records result;
  std::size_t at = 0;
  for (const RecordChange& change : changes) {
    require(change.a_first >= at);
    while (at < change.a_first) result.push_back(a[at++]);
    at += change.a_count;
    for (std::size_t i = 0; i < change.b_count; ++i) result.push_back(b[change.b_first + i]);
  }
  while (at < a.size()) result.push_back(a[at++]);
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  const std::size_t half = size / 8 * 4;
  const Records a = records_from(bytes.first(half));
  const Records b = records_from(bytes.subspan(half));
  const Effect of_a = effect_of(a);
  const Effect of_b = effect_of(b);
  const bool same = same_effect(of_a, of_b);

  require(same_state(after(decode(a)), after(to_instructions(of_a))));
  require(same_effect(effect_of(to_instructions(of_a)), of_a));
  if (same) require(same_state(after(decode(a)), after(decode(b))));
  require(diff_effects(of_a, of_b).empty() == same);
  require(diff_effects(a, a).empty());
  require(diff_records(a, a).empty());
  require(applied(a, b, diff_records(a, b)) == b);

  const auto files = diff_files({"a", {{Side::machine, {}, a}}}, {"b", {{Side::machine, {}, b}}});
  require(files.has_value());
  for (const DiffView view : {DiffView::effect, DiffView::records}) {
    const bool nothing = view == DiffView::effect ? same : a == b;
    require(to_text(*files, view).empty() == nothing);
    require(to_unified(*files, view).empty() == nothing);
    require(!to_json(*files, view).empty());
  }
  return 0;
}
