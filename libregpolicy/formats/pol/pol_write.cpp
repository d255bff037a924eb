#include <algorithm>
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

// Fills memory that is there already, which is several times faster than appending unit by unit.
class Filler {
 public:
  explicit Filler(std::byte* at) : at_(at) {}

  void unit(char16_t unit) {
    at_[0] = static_cast<std::byte>(unit & 0xFF);
    at_[1] = static_cast<std::byte>(unit >> 8);
    at_ += kUnit;
  }

  void number(std::uint32_t number) {
    unit(static_cast<char16_t>(number & 0xFFFF));
    unit(static_cast<char16_t>(number >> 16));
  }

  void text_and_nul(std::u16string_view text) {
    for (const char16_t c : text) unit(c);
    unit(u'\0');
  }

  void data(const Bytes& data) { at_ = std::copy(data.begin(), data.end(), at_); }

 private:
  std::byte* at_;
};

void append_record(Bytes& out, const Record& record) {
  const std::size_t start = out.size();
  out.resize(start + size_of(record));
  Filler filler(out.data() + start);
  filler.unit(u'[');
  filler.text_and_nul(record.key);
  filler.unit(u';');
  filler.text_and_nul(record.name);
  filler.unit(u';');
  filler.number(static_cast<std::uint32_t>(record.value.type));
  filler.unit(u';');
  filler.number(static_cast<std::uint32_t>(record.value.data.size()));
  filler.unit(u';');
  filler.data(record.value.data);
  filler.unit(u']');
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
