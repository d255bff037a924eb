#include <regpolicy/pol_recover.hpp>

#include <algorithm>
#include <cstring>

#include <regpolicy/text.hpp>

#include "formats/pol/nul_index.hpp"
#include "formats/pol/pol_scan.hpp"

namespace regpolicy::pol {
namespace {

// Records that follow one another without a gap.
struct Run {
  std::vector<ScannedRecord> records;
  std::size_t end = 0;
};

// Bytes from `start` on that belong to no record, while their end is being looked for.
struct Gap {
  std::size_t start;
  // Up to here a '[' may begin a record whatever stands before it.
  std::size_t free_to;
  // Where the next record begins if the size of the broken one is right; 0 where it tells nothing.
  std::size_t announced;
};

// True for what hardly ever is the first code unit of a key.
bool begins_other_field(std::uint16_t unit) { return unit == u'[' || unit == u']' || unit == u';'; }

class Salvage {
 public:
  explicit Salvage(ByteView bytes)
      : bytes_(bytes),
        nuls_(bytes),
        find_([this](const std::byte* at) { return nuls_.find(at); }) {}

  Recovery run(const Result<void>& header) {
    std::size_t fault = 0;
    std::size_t at = 0;
    if (header) {
      const Run first = run_from(kHeaderBytes);
      at = keep(first, believed(first, false), kHeaderBytes);
      fault = first.end;
    }
    while (at < bytes_.size()) {
      const bool in_header = at < kHeaderBytes;
      Error why = in_header ? header.error() : error_at(at, fault);
      const Gap gap{.start = at,
                    .free_to = in_header ? kHeaderBytes + 1 : at + 1,
                    .announced = in_header ? 0 : announced_end(at)};
      const auto [start, next] = find_run(gap);
      recovery_.dropped.push_back({at, start - at, std::move(why)});
      at = keep(next, believed(next, true), start);
      fault = next.end;
    }
    return std::move(recovery_);
  }

 private:
  [[nodiscard]] const std::byte* pointer(std::size_t at) const { return bytes_.data() + at; }
  [[nodiscard]] const std::byte* end() const { return bytes_.data() + bytes_.size(); }

  // The code unit at `at`; 0 where there is none.
  [[nodiscard]] std::uint16_t unit_at(std::size_t at) const {
    return bytes_.size() - at < kUnit ? 0 : load_le16(pointer(at));
  }

  [[nodiscard]] bool starts_with_header(std::size_t at) const {
    return bytes_.size() - at >= kHeaderBytes && load_le32(pointer(at)) == kSignature &&
           load_le32(pointer(at) + 4) == kVersion;
  }

  // True where the data are as long as their type wants, which rules out a damaged size.
  [[nodiscard]] bool size_fits_type(const RecordView& view) const {
    const ByteView data = view.data();
    const bool is_text = data.size() % kUnit == 0 && data.size() >= kUnit;
    switch (view.type()) {
      case Type::none: return data.empty();
      case Type::dword:
      case Type::dword_big_endian: return data.size() == 4;
      case Type::qword: return data.size() == 8;
      case Type::sz:
      case Type::expand_sz:
      case Type::link:
        return is_text && nuls_.find(data.data()) == data.data() + data.size() - kUnit;
      case Type::multi_sz:
        return is_text && data.size() >= 2 * kUnit &&
               load_le32(data.data() + data.size() - 2 * kUnit) == 0;
      default: return false;
    }
  }

  [[nodiscard]] ScannedRecord scan_behind_bracket(std::size_t key) const {
    const auto find = [this](const std::byte* text) { return nuls_.find(text); };
    return scan_after_bracket(pointer(key), end(), find, find);
  }

  [[nodiscard]] Run run_from(std::size_t start) const {
    Run run{{}, start};
    while (unit_at(run.end) == u'[') {
      const ScannedRecord record = scan_behind_bracket(run.end + kUnit);
      if (record.end == nullptr) break;
      run.records.push_back(record);
      run.end = static_cast<std::size_t>(record.end - bytes_.data());
    }
    return run;
  }

  // True where the end of a record at `at` is beyond doubt: the file ends there, or what follows is
  // a record, a record but for its '[', or the header of a file that was appended.
  [[nodiscard]] bool is_boundary(std::size_t at) const {
    if (bytes_.size() - at < 2 * kUnit) return true;
    if (unit_at(at) == u'[' && !begins_other_field(unit_at(at + kUnit))) return true;
    if (starts_with_header(at)) return true;
    for (std::size_t damaged = 1; damaged <= kUnit + 1; ++damaged) {
      const std::size_t key = std::min(at + damaged, bytes_.size());
      const std::uint16_t first = unit_at(key);
      if (first == 0 || begins_other_field(first)) continue;
      if (scan_behind_bracket(key).end != nullptr) return true;
    }
    return false;
  }

  // How many records of a run are kept. Behind the last one stands something else; where its size
  // was damaged, that is the rest of its data.
  [[nodiscard]] std::size_t believed(const Run& run, bool is_after_gap) const {
    const std::size_t count = run.records.size();
    if (count == 0 || is_boundary(run.end)) return count;
    // Records within the data of a damaged record are followed by its ']'.
    if (is_after_gap && (count == 1 || unit_at(run.end) == u']')) return 0;
    return size_fits_type(run.records.back().view()) ? count : count - 1;
  }

  // Gives the offset behind the last kept record.
  std::size_t keep(const Run& run, std::size_t count, std::size_t start) {
    std::size_t at = start;
    for (const ScannedRecord& record : std::span(run.records).first(count)) {
      recovery_.records.push_back(record.view().to_record());
      recovery_.offsets.push_back(at);
      at = static_cast<std::size_t>(record.end - bytes_.data());
    }
    return at;
  }

  [[nodiscard]] Error error_at(std::size_t dropped_from, std::size_t fault) const {
    const std::size_t number = recovery_.records.size() + recovery_.dropped.size() + 1;
    if (fault == dropped_from) return fault_of_record(bytes_, fault, number, find_).value();
    Error error = fault_of_record(bytes_, fault, number + 1, find_).value();
    error.hint = "the record before is left out, too: its size may be what is wrong";
    return error;
  }

  // Where the broken record at `at` ends by its own size; 0 where it is broken before that.
  [[nodiscard]] std::size_t announced_end(std::size_t at) const {
    const auto text_end = [this](std::size_t text) -> std::size_t {
      const std::byte* const nul = text < bytes_.size() ? nuls_.find(pointer(text)) : nullptr;
      if (nul == nullptr) return bytes_.size();
      const auto behind = static_cast<std::size_t>(nul - bytes_.data()) + kUnit;
      return unit_at(behind) == u';' ? behind + kUnit : bytes_.size();
    };
    if (unit_at(at) != u'[') return 0;
    const std::size_t numbers = text_end(text_end(at + kUnit));
    if (bytes_.size() - numbers < kNumbers || unit_at(numbers + kNumber) != u';' ||
        unit_at(numbers + kNumbers - kUnit) != u';') {
      return 0;
    }
    return numbers + kNumbers + load_le32(pointer(numbers + kNumber + kUnit)) + kUnit;
  }

  // A '[' within a key or value name is preceded by another character of it. Of two side by side
  // only one can be the right one, and nothing tells which.
  [[nodiscard]] bool may_start_record(std::size_t at, const Gap& gap) const {
    if (unit_at(at + kUnit) == u'[') return false;
    if (at <= gap.free_to || (at + kUnit >= gap.announced && at <= gap.announced + 1)) return true;
    const std::uint16_t before = unit_at(at - kUnit);
    return before == u']' || before == 0;
  }

  // True where between `key` and the next NUL stand no control character and no end of one record
  // with the start of another. Each byte is looked at once for each of both ways to pair bytes to
  // code units.
  [[nodiscard]] bool is_plausible_key(std::size_t key) {
    std::size_t& stop = key_stop_[key % 2];
    if (stop < key) {
      stop = key;
      while (bytes_.size() - stop >= kUnit && unit_at(stop) >= 0x20 && unit_at(stop) != 0x7F &&
             !(unit_at(stop) == u']' && unit_at(stop + kUnit) == u'[')) {
        stop += kUnit;
      }
    }
    return bytes_.size() - stop >= kUnit && unit_at(stop) == 0;
  }

  // The first run behind the gap's start of which something is kept, with its offset; an empty one
  // at the end of the file.
  [[nodiscard]] std::pair<std::size_t, Run> find_run(const Gap& gap) {
    for (std::size_t at = gap.start == 0 ? 0 : gap.start + 1; at < bytes_.size();) {
      const void* const bracket = std::memchr(pointer(at), '[', bytes_.size() - at);
      if (bracket == nullptr) break;
      at = static_cast<std::size_t>(static_cast<const std::byte*>(bracket) - bytes_.data());
      if (unit_at(at) != u'[' || !may_start_record(at, gap) || !is_plausible_key(at + kUnit)) {
        ++at;
        continue;
      }
      Run run = run_from(at);
      if (believed(run, true) > 0) return behind_nested(at, std::move(run), gap);
      at = run.records.size() > 1 ? run.end : at + 1;
    }
    return {bytes_.size(), {{}, bytes_.size()}};
  }

  // A run that ends before the place where the broken record's size says that it ends, and where a
  // record stands, lies within the data of the broken record: that next record is given instead.
  [[nodiscard]] std::pair<std::size_t, Run> behind_nested(std::size_t at, Run run,
                                                          const Gap& gap) const {
    if (run.end < gap.announced && gap.announced < bytes_.size()) {
      Run next = run_from(gap.announced);
      if (believed(next, true) > 0) return {gap.announced, std::move(next)};
    }
    return {at, std::move(run)};
  }

  ByteView bytes_;
  NulIndex nuls_;
  FindNul find_;
  std::size_t key_stop_[2] = {0, 0};  // by parity: where the last key looked at ends or goes wrong
  Recovery recovery_;
};

// UTF-8 that gives a whole Registry.pol when it is turned back says so.
Error with_way_back(Error error, ByteView bytes) {
  const std::string_view text = as_chars(bytes);
  if (!is_valid_utf8(text) || text.find("\xEF\xBF\xBD") != std::string_view::npos) return error;
  const auto units = to_utf16(text);
  if (!units) return error;
  Bytes back;
  append_utf16le(back, *units);
  if (read_views(back)) {
    error.hint = "turned back by iconv -f UTF-8 -t UTF-16LE it is a whole Registry.pol";
  }
  return error;
}

// What follows a byte order mark may be all there is.
void tell_what_follows_mark(Recovery& recovery, ByteView bytes) {
  if (recovery.dropped.size() != 1 || recovery.dropped.front().offset != 0) return;
  for (const std::size_t mark : {std::size_t{2}, std::size_t{3}}) {
    if (recovery.dropped.front().size == mark + kHeaderBytes && read_views(bytes.subspan(mark))) {
      recovery.dropped.front().why.hint = "what follows it is a whole Registry.pol";
    }
  }
}

}  // namespace

Result<Recovery> recover(ByteView bytes, const std::string& source) {
  const auto with_source = [&source](Error error) {
    error.location.source = source;
    return error;
  };
  const auto header = check_header(bytes);
  Recovery recovery = Salvage(bytes).run(header);
  if (!header && recovery.records.empty()) {
    return std::unexpected(with_source(with_way_back(header.error(), bytes)));
  }
  if (!header) tell_what_follows_mark(recovery, bytes);
  for (DroppedRange& range : recovery.dropped) range.why = with_source(std::move(range.why));
  return recovery;
}

}  // namespace regpolicy::pol
