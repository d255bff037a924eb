// Hives and their logs: whatever the files hold is read or refused, and what is read is read again
// alike, by the library's own walk too. An input is a hive, or a hive and a log one after the
// other. Checksums and hashes are made valid first, so that mutations reach what is behind them.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include <regpolicy/hive.hpp>

namespace {

using regpolicy::Bytes;
using regpolicy::ByteView;

void store(Bytes& bytes, std::size_t at, std::uint64_t number, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) {
    bytes[at + i] = static_cast<std::byte>(number >> (8 * i));
  }
}

void mend_header(Bytes& file) {
  if (file.size() < 512) return;
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < 508; at += 4) sum ^= regpolicy::load_le32(file.data() + at);
  store(file, 508, sum, 4);
}

std::uint64_t marvin32_of(ByteView bytes) {
  std::uint32_t low = 0x7A4E55C5;
  std::uint32_t high = 0x82EF4D88;
  const auto mix = [&](std::uint32_t word) {
    low += word;
    high ^= low;
    low = std::rotl(low, 20) + high;
    high = std::rotl(high, 9) ^ low;
    low = std::rotl(low, 27) + high;
    high = std::rotl(high, 19);
  };
  // Entries are whole sectors and heads 32 bytes: there is no rest.
  for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
    mix(regpolicy::load_le32(bytes.data() + at));
  }
  mix(0x80);
  mix(0);
  return (std::uint64_t{high} << 32) | low;
}

// The hashes of every entry, as far as their sizes lead.
void mend_entries(Bytes& log) {
  for (std::size_t at = 512; at + 40 <= log.size();) {
    const std::size_t size = regpolicy::load_le32(log.data() + at + 4);
    if (size < 40 || size % 512 != 0 || size > log.size() - at) return;
    store(log, at + 24, marvin32_of(ByteView(log).subspan(at + 40, size - 40)), 8);
    store(log, at + 32, marvin32_of(ByteView(log).subspan(at, 32)), 8);
    at += size;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace regpolicy;
  const ByteView input = std::as_bytes(std::span(data, size));
  const std::size_t second = as_chars(input).rfind("regf");
  const bool has_log = second != std::string_view::npos && second >= 4096;
  const ByteView hive = has_log ? input.first(second) : input;
  hive::Files files{.name = "fuzz", .content = Bytes(hive.begin(), hive.end())};
  // A byte of its reserved part says that the header shall stay as it is: it may be a lost one.
  if (files.content.size() < 512 || files.content[500] != std::byte{0xEE}) {
    mend_header(files.content);
  }
  if (has_log) {
    const ByteView log = input.subspan(second);
    files.logs.push_back({"fuzz.LOG1", Bytes(log.begin(), log.end())});
    mend_header(files.logs.front().content);
    mend_entries(files.logs.front().content);
  }
  for (const bool accept_dirty : {false, true}) {
    const auto contents =
        hive::read(files, {u"", u"Microsoft\\Windows"}, {.accept_dirty = accept_dirty});
    const auto again =
        hive::read(files, {u"", u"Microsoft\\Windows"}, {.accept_dirty = accept_dirty});
    if (contents && (!again || *again != *contents)) std::abort();
    const auto own = hive::read(files, {u"", u"Microsoft\\Windows"},
                                {.accept_dirty = accept_dirty, .without_hivex = true});
    if (contents && (!own || *own != *contents)) std::abort();
    if (!contents && (again || contents.error() != again.error())) std::abort();
  }
  return 0;
}
