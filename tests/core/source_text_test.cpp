#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <regpolicy/source_text.hpp>

using namespace regpolicy;

namespace {

// "line:column" of an offset.
std::string at(const SourceText& source, std::size_t offset) {
  const Location place = location_at(source, offset);
  return std::to_string(place.line.value()) + ":" + std::to_string(place.column.value());
}

std::string at(const Location& place) {
  return std::to_string(place.line.value()) + ":" + std::to_string(place.column.value());
}

}  // namespace

TEST_CASE("lines end with LF, CRLF or a lone CR, and columns count code points") {
  const SourceText source{"a.admx", "ab\ncd\r\nef\rg\xC3\xA5h"};
  CHECK(at(source, 0) == "1:1");
  CHECK(at(source, 4) == "2:2");
  CHECK(at(source, 7) == "3:1");
  CHECK(at(source, 10) == "4:1");
  CHECK(at(source, 13) == "4:3");
  CHECK(at(source, 999) == "4:4");
  CHECK(location_at(source, 0).source == "a.admx");
}

TEST_CASE("an element is found by its place, and an attribute within its start tag") {
  const SourceText source{"a.admx", "<a>\n  <b key='x > key=\"1\"'\n     name = \"n\"/></a>"};
  const TemplatePlace place{6};
  CHECK(at(location_of(source, place)) == "2:3");
  CHECK(at(location_of(source, place, "key")) == "2:6");
  CHECK(at(location_of(source, place, "name")) == "3:6");
}

TEST_CASE("an attribute that is not there has the place of its element") {
  const SourceText source{"a.admx", "<b/><c name='n'/>"};
  CHECK(at(location_of(source, TemplatePlace{0}, "name")) == "1:1");
}

TEST_CASE("what stands in no file has the name of its source only") {
  const Location place = location_of({"a.toml", "x"}, {}, "name");
  CHECK(place == Location{.source = "a.toml"});
}

TEST_CASE("an index finds the places that one look after the other finds, in any order") {
  std::mt19937 random(7);
  const auto below = [&random](std::size_t end) {
    return static_cast<std::size_t>(random()) % end;
  };
  constexpr const char* kParts[] = {
      "\n", "\r\n", "\r", "word", " ", "\xC3\xA5", "\xF0\x9F\x98\x80"};
  for (int round = 0; round < 200; ++round) {
    SourceText source{"a.admx", ""};
    for (std::size_t i = below(80); i > 0; --i) source.text += kParts[below(std::size(kParts))];
    LineIndex lines(source);
    std::vector<std::size_t> offsets(below(30));
    for (std::size_t& offset : offsets) offset = below(source.text.size() + 3);
    if (round % 2 == 0) std::ranges::sort(offsets);
    for (const std::size_t offset : offsets) {
      std::uint32_t line = 1, column = 1;
      const std::string_view before = std::string_view(source.text).substr(0, offset);
      for (std::size_t i = 0; i < before.size(); ++i) {
        const char c = source.text[i];
        if (c == '\n' || (c == '\r' && source.text.compare(i + 1, 1, "\n") != 0)) {
          ++line;
          column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
          ++column;
        }
      }
      INFO("round " << round << ", offset " << offset);
      CHECK(at(lines.location_at(offset)) == std::to_string(line) + ":" + std::to_string(column));
    }
  }
}
