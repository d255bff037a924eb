#include <limits>

#include <fmt/format.h>

#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "formats/pol/pol_layout.hpp"

namespace regpolicy::pol {
namespace {

// What the format cannot hold; empty for a record that can be written.
std::string defect_of(const Record& record) {
  if (record.key.find(u'\0') != std::u16string::npos) return "the key holds a NUL";
  if (record.name.find(u'\0') != std::u16string::npos) return "the value name holds a NUL";
  if (record.value.data.size() > std::numeric_limits<std::uint32_t>::max()) {
    return fmt::format("the data has {} bytes, the format allows 4294967295",
                       record.value.data.size());
  }
  return {};
}

std::size_t size_of(const Record& record) {
  return kSmallestRecord + kUnit * (record.key.size() + record.name.size()) +
         record.value.data.size();
}

void append_record(Bytes& out, const Record& record) {
  append_le16(out, u'[');
  append_utf16le(out, record.key);
  append_le16(out, 0);
  append_le16(out, u';');
  append_utf16le(out, record.name);
  append_le16(out, 0);
  append_le16(out, u';');
  append_le32(out, static_cast<std::uint32_t>(record.value.type));
  append_le16(out, u';');
  append_le32(out, static_cast<std::uint32_t>(record.value.data.size()));
  append_le16(out, u';');
  append(out, record.value.data);
  append_le16(out, u']');
}

}  // namespace

Result<Bytes> write(const Records& records) {
  std::size_t total = kHeaderBytes;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string defect = defect_of(records[i]);
    if (!defect.empty()) {
      return fail(
          ErrorCode::not_representable, "a Registry.pol cannot hold this: " + defect,
          {.record = i + 1, .path = escape_for_display(records[i].key + u"\\" + records[i].name)});
    }
    total += size_of(records[i]);
  }
  Bytes out;
  out.reserve(total);
  append_le32(out, kSignature);
  append_le32(out, kVersion);
  for (const Record& record : records) append_record(out, record);
  return out;
}

}  // namespace regpolicy::pol
