// Hives that are damaged, or were made to harm their reader: an error, never a crash or a walk
// without an end.
#include <catch2/catch.hpp>

#include <string_view>

#include <regpolicy/hive.hpp>
#include <regpolicy/text.hpp>

#include "support/hives.hpp"

namespace regpolicy {
namespace {

using test::hive_files;
using test::message_of;

void store_number(Bytes& bytes, std::size_t at, std::uint32_t number) {
  for (unsigned i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::byte>(number >> (8 * i));
}

// The file offset of the n-th cell whose content begins with `signature`, at its size field.
std::size_t cell_of(const Bytes& hive, std::string_view signature, std::size_t nth = 0) {
  std::size_t at = as_chars(hive).find(signature, 4096);
  for (; nth > 0; --nth) at = as_chars(hive).find(signature, at + 1);
  REQUIRE(at != std::string_view::npos);
  return at - 4;
}

// The message for odd.hive after a change, without the name of the file.
template <class Change>
std::string message_after(const Change& change) {
  hive::Files files = hive_files("odd.hive");
  change(files.content);
  const std::string message = message_of(files);
  return message.substr(message.find("error: ") + 7);
}

constexpr std::string_view kSave = " (save the hive anew with 'reg save')";

std::string damage(std::string_view what) {
  return "the hive is damaged: " + std::string(what) + std::string(kSave);
}

TEST_CASE("a hive that was cut off is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) { hive.resize(8000); }) ==
        damage("its header speaks of 4096 bytes of bins, and 3904 follow: it was cut off"));
}

TEST_CASE("a bin without its signature, its place or its size is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) { hive[4096] = std::byte{'H'}; }) ==
        damage("a bin has no signature \"hbin\""));
  CHECK(message_after([](Bytes& hive) { store_number(hive, 4100, 4096); }) ==
        damage("a bin says that it belongs to another place"));
  CHECK(message_after([](Bytes& hive) { store_number(hive, 4104, 8192); }) ==
        damage("a bin has the size 8192"));
}

TEST_CASE("a cell that runs past its bin is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) { store_number(hive, 4128, 0U - 8000); }) ==
        damage("a cell runs past its bin"));
  CHECK(message_after([](Bytes& hive) { store_number(hive, 4128, 0); }) ==
        damage("a cell has the size 0"));
}

TEST_CASE("a root that is no key is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) {
          const std::size_t root = as_chars(hive).find("$$$ROOT") - 0x4C;
          hive[root] = std::byte{'x'};
        }) == damage("its header refers to what is no key"));
}

TEST_CASE("a list of subkeys that names a key twice is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) {
          const std::size_t list = cell_of(hive, "lh");
          store_number(hive, list + 16, load_le32(hive.data() + list + 8));
        }) == damage("a list of subkeys names a key twice"));
}

TEST_CASE("a list of lists of subkeys that holds itself is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) {
          const std::size_t list = cell_of(hive, "lh");
          hive[list + 4] = std::byte{'r'};
          hive[list + 5] = std::byte{'i'};
          store_number(hive, list + 8, static_cast<std::uint32_t>(list - 4096));
        }) == damage("a list of subkeys has an unknown form"));
}

TEST_CASE("a list of subkeys that is longer than its cell is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) { hive[cell_of(hive, "lh") + 7] = std::byte{0x7F}; }) ==
        damage("a list of subkeys is longer than it can be"));
}

TEST_CASE("a key that says it has more subkeys than a file can hold is refused", "[hive]") {
  CHECK(message_after([](Bytes& hive) {
          store_number(hive, as_chars(hive).find("$$$ROOT") - 0x50 + 0x18, 0x7FFFFFFF);
        }) == damage("a key says that it has more subkeys than the file can hold"));
}

TEST_CASE("a value that refers to data outside the cells is refused", "[hive]") {
  // The second value's data stand in itself; the first one's in a cell.
  CHECK(message_after([](Bytes& hive) { store_number(hive, cell_of(hive, "vk") + 0x0C, 2); }) ==
        damage("the data of a value are no cell in use"));
  CHECK(message_after([](Bytes& hive) { store_number(hive, cell_of(hive, "vk") + 8, 5000); }) ==
        damage("the data of a value are longer than their cell"));
}

TEST_CASE("a key that is its own subkey ends where the path ends", "[hive]") {
  hive::Files files = hive_files("odd.hive");
  const std::size_t list = cell_of(files.content, "lh");
  const std::size_t root = as_chars(files.content).find("$$$ROOT") - 0x50;
  store_number(files.content, list + 8, static_cast<std::uint32_t>(root - 4096));
  std::u16string path = u"$$$ROOT";
  for (int i = 0; i < 100; ++i) path += u"\\$$$ROOT";
  const auto contents = hive::read(files, {path});
  REQUIRE(contents);
  CHECK(contents->keys.size() == 5);
}

TEST_CASE("subkeys that share their values cannot multiply the file", "[hive]") {
  hive::Files files = hive_files("large.hive");
  Bytes& hive = files.content;
  const std::size_t root = as_chars(hive).find("$$$ROOT") - 0x50;
  // Every subkey takes the root's values for its own.
  for (std::size_t nth = 0; nth < 4; ++nth) {
    const std::size_t key = cell_of(hive, "nk", nth);
    store_number(hive, key + 0x28, load_le32(hive.data() + root + 0x28));
    store_number(hive, key + 0x2C, load_le32(hive.data() + root + 0x2C));
  }
  CHECK(message_of(files).find("its values claim more bytes than the file has") !=
        std::string::npos);
}

// Reads it; what comes out is a hive or an error.
void expect_no_harm(const hive::Files& files) {
  const auto contents = hive::read(files, {u"", u"Ключ"}, {.accept_dirty = true});
  if (!contents) CHECK_FALSE(contents.error().message.empty());
}

TEST_CASE("no truncation of a hive or of its log does harm", "[hive]") {
  for (const std::string name : {"large.hive", "new.hive", "old.hive"}) {
    const hive::Files whole = hive_files(name);
    for (std::size_t size = 0; size < whole.content.size(); size += 199) {
      hive::Files files = whole;
      files.content.resize(size);
      expect_no_harm(files);
    }
    if (whole.logs.empty()) continue;
    for (std::size_t size = 0; size < whole.logs.front().content.size(); size += 199) {
      hive::Files files = whole;
      files.logs.front().content.resize(size);
      expect_no_harm(files);
    }
  }
}

TEST_CASE("no changed byte of a hive does harm", "[hive]") {
  const hive::Files whole = hive_files("odd.hive");
  for (std::size_t at = 0; at < whole.content.size(); ++at) {
    // The rest of the header is not looked at.
    if (at >= 512 && at < 4096) continue;
    for (const std::byte flip : {std::byte{0x01}, std::byte{0x80}, std::byte{0xFF}}) {
      hive::Files files = whole;
      files.content[at] ^= flip;
      expect_no_harm(files);
    }
  }
}

}  // namespace
}  // namespace regpolicy
