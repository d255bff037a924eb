#include <regpolicy/check.hpp>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/pol.hpp>

#include "policy/check/rule_row.hpp"

namespace regpolicy {
namespace check {
namespace {

constexpr RuleRow kFileRows[] = {
    {{"pol.malformed", Severity::error, "Broken file",
      "The bytes are no Registry.pol from here on. What a client does with such a file is not "
      "documented; one with a wrong signature is skipped and no one is told. Restore it from a "
      "backup, or save the intact records with 'regpolicy convert --recover'."}},
    {{"pol.file-over-100-mib", Severity::error, "File over 100 MiB",
      "Windows 8.1 and later do not take a larger Registry.pol. Split the GPO."}},
    {{"pol.no-records", Severity::note, "File without records",
      "The file has a header and nothing else, so the GPO changes nothing on this side. Nothing to "
      "do where all its settings were taken out."}},
};

// Goes through the records; a fault ends it and is found.
void check_records(ByteView bytes, const CheckOptions& options, Collector& collector) {
  const auto fault = [&collector](const Error& error) {
    collector.add("pol.malformed", error.location, error.message, error.hint);
  };
  auto cursor = pol::Cursor::open(bytes);
  if (!cursor) {
    fault(cursor.error());
    return;
  }
  History history;
  for (std::uint64_t number = 1;; ++number) {
    const std::uint64_t offset = cursor->offset();
    const auto view = cursor->next();
    if (!view) fault(view.error());
    if (!view || !*view) {
      if (view && number == 1) {
        collector.add("pol.no-records", {.offset = offset},
                      "the file holds a header and no records");
      }
      return;
    }
    Entry entry{.number = number,
                .offset = offset,
                .record = (*view)->to_record(),
                .side = options.side,
                .history = &history};
    entry.instruction = decode(entry.record);
    entry.before = history.find(entry.record.key);
    collector.check(entry);
    history.add(entry.instruction, number, (*view)->value());
  }
}

}  // namespace

std::span<const RuleRow> file_rules() { return kFileRows; }

}  // namespace check

const std::vector<Rule>& pol_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all;
    for (const check::RuleRow& row : check::all_rules()) all.push_back(row.rule);
    return all;
  }();
  return rules;
}

Diagnostics check_pol(ByteView bytes, const std::string& source, const CheckOptions& options) {
  check::Collector collector(source);
  if (bytes.size() > limits::kPolFileBytes) {
    collector.add("pol.file-over-100-mib", {},
                  fmt::format("the file has {} bytes, expected at most {}", bytes.size(),
                              limits::kPolFileBytes));
  }
  check::check_records(bytes, options, collector);
  return collector.finish();
}

}  // namespace regpolicy
