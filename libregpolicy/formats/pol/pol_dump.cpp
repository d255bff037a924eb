#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "formats/pol/pol_layout.hpp"

namespace regpolicy::pol {
namespace {

constexpr std::size_t kBytesPerLine = 16;

// Writes rows "offset  bytes  meaning" and keeps the offset.
class DumpWriter {
 public:
  explicit DumpWriter(ByteView bytes) : bytes_(bytes) {}

  // The next `count` bytes; the meaning stands on their first line.
  void field(std::size_t count, std::string_view meaning) {
    std::size_t done = 0;
    do {
      const std::size_t part = std::min(kBytesPerLine, count - done);
      std::string hex;
      for (const std::byte byte : bytes_.subspan(at_ + done, part)) {
        hex += fmt::format("{:02x} ", std::to_integer<unsigned>(byte));
      }
      const std::string line =
          fmt::format("{:08x}  {:<{}}{}", at_ + done, hex, 3 * kBytesPerLine + 2,
                      done == 0 ? meaning : std::string_view{});
      text_.append(line, 0, line.find_last_not_of(' ') + 1);
      text_ += '\n';
      done += part;
    } while (done < count);
    at_ += count;
  }

  void heading(std::string_view text) { text_ += fmt::format("-- {}\n", text); }

  void record(const RecordView& view, std::uint64_t number) {
    const auto shown = [](ByteView text) { return escape_for_display(from_utf16le(text)); };
    heading(fmt::format("record {}", number));
    field(kUnit, "'['");
    if (!view.key().empty()) field(view.key().size(), fmt::format("key \"{}\"", shown(view.key())));
    field(kUnit, view.key().empty() ? "NUL, the key is empty" : "NUL");
    field(kUnit, "';'");
    if (!view.name().empty()) {
      field(view.name().size(), fmt::format("value name \"{}\"", shown(view.name())));
    }
    field(kUnit, view.name().empty() ? "NUL, the value name is empty" : "NUL");
    field(kUnit, "';'");
    field(kNumber, fmt::format("type {}", to_string(view.type())));
    field(kUnit, "';'");
    field(kNumber, fmt::format("size {}", view.data().size()));
    field(kUnit, "';'");
    if (!view.data().empty()) field(view.data().size(), "data " + describe(view.value()));
    field(kUnit, "']'");
  }

  std::string finish() {
    if (at_ < bytes_.size()) {
      heading("not understood");
      field(bytes_.size() - at_, "");
    }
    return std::move(text_);
  }

 private:
  ByteView bytes_;
  std::size_t at_ = 0;
  std::string text_;
};

}  // namespace

Dump dump(ByteView bytes, const std::string& source) {
  DumpWriter writer(bytes);
  std::optional<Error> fault;
  auto cursor = Cursor::open(bytes);
  if (!cursor) {
    fault = cursor.error();
  } else {
    writer.field(4, "signature \"PReg\"");
    writer.field(4, "version 1");
    for (std::uint64_t number = 1;; ++number) {
      const auto next = cursor->next();
      if (!next) fault = next.error();
      if (!next || !*next) break;
      writer.record(**next, number);
    }
  }
  if (fault) fault->location.source = source;
  return {writer.finish(), std::move(fault)};
}

}  // namespace regpolicy::pol
