#include <regpolicy/samba_xml.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/instruction.hpp>

#include "support/files.hpp"
#include "support/listing.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

Record record(Value value, std::u16string name = u"n") {
  return {u"A", std::move(name), std::move(value)};
}

// The lines of the record's <Value> elements.
std::string values_of(Value value) {
  const std::string text = samba_xml::write({record(std::move(value))}).value();
  const std::size_t start = text.find("</ValueName>\n") + 13;
  const std::size_t end = text.find("\t</Entry>");
  REQUIRE(end != std::string::npos);
  return text.substr(start, end - start);
}

std::string refusal(Record bad) {
  const auto text = samba_xml::write({record(make_dword(1)), std::move(bad)});
  REQUIRE_FALSE(text);
  CHECK(text.error().code == ErrorCode::not_representable);
  return to_string(text.error());
}

Bytes zeros(std::size_t count) { return Bytes(count); }

}  // namespace

TEST_CASE("every good XML of Samba is understood as recorded") {
  for (const auto& path : tests::fixtures("samba_xml", "ok-", ".xml")) {
    CAPTURE(path.filename());
    const auto records = samba_xml::read(tests::read_bytes(path));
    REQUIRE(records);
    CHECK(tests::listing(*records) == tests::expected_of(path));
  }
}

TEST_CASE("every broken XML of Samba is refused with its place and reason") {
  for (const auto& path : tests::fixtures("samba_xml", "bad-", ".xml")) {
    CAPTURE(path.filename());
    const auto records = samba_xml::read(tests::read_bytes(path), "x.xml");
    REQUIRE_FALSE(records);
    CHECK(records.error().code == ErrorCode::malformed);
    CHECK(to_string(records.error()) == tests::expected_of(path));
  }
}

TEST_CASE("every good XML of Samba is written and read back the same") {
  for (const auto& path : tests::fixtures("samba_xml", "ok-", ".xml")) {
    CAPTURE(path.filename());
    const auto records = samba_xml::read(tests::read_bytes(path)).value();
    const auto text = samba_xml::write(records);
    REQUIRE(text);
    CHECK(samba_xml::read(as_bytes(*text)) == records);
  }
}

TEST_CASE("every prefix of a good XML of Samba is refused") {
  for (const auto& path : tests::fixtures("samba_xml", "ok-", ".xml")) {
    std::string text = tests::read_text(path);
    while (text.ends_with('\n') || text.ends_with('\0')) text.pop_back();
    for (std::size_t length = 0; length < text.size(); ++length) {
      CAPTURE(path.filename(), length);
      CHECK_FALSE(samba_xml::read(as_bytes(std::string_view(text).substr(0, length))));
    }
  }
}

TEST_CASE("Samba's XML has an <Entry> for each record, in their order") {
  CHECK(samba_xml::write({record(make_sz(u"<å> & \"x\"\r\n")), encode(CreateKey{u"B"})}) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<PolFile num_entries=\"2\" signature=\"PReg\" version=\"1\">\n"
        "\t<Entry type=\"1\" type_name=\"REG_SZ\">\n"
        "\t\t<Key>A</Key>\n"
        "\t\t<ValueName>n</ValueName>\n"
        "\t\t<Value>&lt;å&gt; &amp; \"x\"&#13;\n</Value>\n"
        "\t</Entry>\n"
        "\t<Entry type=\"0\" type_name=\"REG_NONE\">\n"
        "\t\t<Key>B</Key>\n"
        "\t\t<ValueName/>\n"
        "\t\t<Value>None</Value>\n"
        "\t</Entry>\n"
        "</PolFile>\n");
  CHECK(samba_xml::write({}) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<PolFile num_entries=\"0\" signature=\"PReg\" version=\"1\"/>\n");
}

TEST_CASE("every type has its words in Samba's XML") {
  CHECK(values_of(make_sz(u"")) == "\t\t<Value/>\n");
  CHECK(values_of(make_dword(4294967295)) == "\t\t<Value>4294967295</Value>\n");
  CHECK(values_of(make_qword(18446744073709551615U)) ==
        "\t\t<Value>18446744073709551615</Value>\n");
  CHECK(values_of({Type::dword_big_endian, {std::byte{1}, {}, {}, std::byte{2}}}) ==
        "\t\t<Value>16777218</Value>\n");
  CHECK(values_of(make_multi_string({u"a", u"b"})) ==
        "\t\t<Value>a</Value>\n\t\t<Value>b</Value>\n");
  CHECK(values_of(make_binary({})) == "\t\t<Value/>\n");
  CHECK(values_of(make_binary(zeros(1))) == "\t\t<Value>AA==</Value>\n");
  CHECK(values_of({static_cast<Type>(77), zeros(2)}) == "\t\t<Value>AAA=</Value>\n");
  CHECK(values_of({Type::link, zeros(3)}) == "\t\t<Value>AAAA</Value>\n");
}

TEST_CASE("lists of nothing and of empty strings each have words of their own") {
  CHECK(values_of({Type::multi_sz, zeros(2)}) == "\t\t<Value/>\n");
  CHECK(values_of({Type::multi_sz, zeros(4)}) == "");
  CHECK(values_of({Type::multi_sz, zeros(6)}) == "\t\t<Value/>\n\t\t<Value/>\n");
  CHECK(values_of(make_multi_string({u"a", u""})) == "\t\t<Value>a</Value>\n\t\t<Value/>\n");
}

TEST_CASE("what Samba's XML has no words for is refused and named") {
  const std::string head = "record 2: A\\n: error: Samba's XML has no words for ";
  CHECK(refusal(record({Type::none, zeros(1)})) == head + "a REG_NONE with data");
  CHECK(refusal(record({Type::sz, {}})) == head + "a REG_SZ that does not end in a NUL");
  CHECK(refusal(record({Type::expand_sz, zeros(3)})) ==
        head + "a REG_EXPAND_SZ of 3 bytes, an odd size");
  CHECK(refusal(record({Type::sz, zeros(4)})) == head + "a REG_SZ with a NUL inside");
  CHECK(refusal(record({Type::multi_sz, {}})) ==
        head + "a REG_MULTI_SZ that does not end in two NULs");
  CHECK(refusal(record({Type::multi_sz, make_sz(u"a").data})) ==
        head + "a REG_MULTI_SZ that does not end in two NULs");
  CHECK(refusal(record({Type::dword, zeros(2)})) == head + "a REG_DWORD of 2 bytes");
  CHECK(refusal(record({Type::dword_big_endian, zeros(5)})) ==
        head + "a REG_DWORD_BIG_ENDIAN of 5 bytes");
  CHECK(refusal(record({Type::qword, zeros(4)})) == head + "a REG_QWORD of 4 bytes");
  CHECK(refusal(record(make_sz(u"\x01"))) == head + "a text with a character that XML 1.0 forbids");
  CHECK(refusal(record(make_multi_string({u"a", u"\xFFFF"}))) ==
        head + "a string with a character that XML 1.0 forbids");
  CHECK(refusal(record(make_dword(1), u"\xD800")) ==
        "record 2: A\\\\u{D800}: error: Samba's XML has no words for a value name with a character "
        "that XML 1.0 forbids");
  CHECK(refusal({u"\x1b", u"n", make_dword(1)}) ==
        "record 2: \\u{001B}\\n: error: Samba's XML has no words for a key with a character that "
        "XML 1.0 forbids");
}

TEST_CASE("random records come back the same from Samba's XML, or are refused") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  std::size_t written_files = 0;
  for (int round = 0; round < 4000; ++round) {
    CAPTURE(seed, round);
    const Records records = tests::random_records(random, 2);
    const auto text = samba_xml::write(records);
    if (!text) continue;
    ++written_files;
    CHECK(samba_xml::read(as_bytes(*text)) == records);
  }
  CHECK(written_files > 1000);
}
