// check_pol takes any bytes: it finds pol.malformed where and only where the reader refuses them,
// names records that exist and places within the file, and finds the same again.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/check.hpp>
#include <regpolicy/findings.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

void check_finding(const Diagnostic& item, std::size_t size, std::uint64_t records) {
  const Location& place = item.location;
  const std::uint64_t offset = place.offset.value_or(0);
  if (offset > size || place.length.value_or(0) > size - offset) std::abort();
  // A fault may be in the record behind the last that was read.
  if (place.record && (*place.record == 0 || *place.record > records + 1)) std::abort();
  if (place.record == records + 1 && item.rule != "pol.malformed") std::abort();
  if (item.rule.empty() || item.message.empty()) std::abort();
}

std::uint64_t count_records(ByteView bytes) {
  auto cursor = pol::Cursor::open(bytes);
  std::uint64_t count = 0;
  while (cursor) {
    const auto next = cursor->next();
    if (!next || !*next) break;
    ++count;
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes = std::as_bytes(std::span(data, size));
  const std::uint64_t records = count_records(bytes);
  for (const std::optional<Side> side : {std::optional<Side>(), std::optional(Side::machine)}) {
    const Diagnostics findings = check_pol(bytes, "x.pol", {.side = side});
    bool malformed = false;
    for (const Diagnostic& item : findings.items) {
      check_finding(item, size, records);
      malformed = malformed || item.rule == "pol.malformed";
    }
    if (malformed == pol::read_views(bytes).has_value()) std::abort();
    if (findings.items != check_pol(bytes, "x.pol", {.side = side}).items) std::abort();
    if (!is_valid_utf8(findings_json(findings))) std::abort();
    // Without the table of rules, which does not depend on the input and takes most of the time.
    if (!is_valid_utf8(sarif(findings, {}))) std::abort();
  }
  return 0;
}
