#include <regpolicy/policy_rules.hpp>

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "support/files.hpp"
#include "support/listing.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using policy_rules::Element;
using policy_rules::Entry;
using policy_rules::File;
using policy_rules::RegistryEntry;

namespace {

RegistryEntry set(Value value, std::u16string name = u"n") {
  return {.key = u"A", .name = std::move(name), .value = std::move(value)};
}

std::string written(const File& file) {
  const auto bytes = policy_rules::write(file);
  REQUIRE(bytes);
  return std::string(as_chars(*bytes));
}

// The text of <RegData>.
std::string data_of(Value value) {
  const std::string text = written({{}, {set(std::move(value))}});
  const std::size_t start = text.find("<RegData>") + 9;
  return text.substr(start, text.find("</RegData>") - start);
}

std::string refusal(Entry entry) {
  const auto bytes = policy_rules::write({{}, {set(make_dword(1)), entry}});
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::not_representable);
  CHECK(bytes.error().location.record == 2);
  const auto checked = policy_rules::check(entry);
  REQUIRE_FALSE(checked);
  CHECK(bytes.error().message == "PolicyRules has no words for this: " + checked.error().message);
  return to_string(bytes.error());
}

void clear_lines(Element& element) {
  element.line = 0;
  for (Element& child : element.children) clear_lines(child);
}

File without_lines(File file) {
  for (Entry& entry : file.entries) {
    if (auto* registry = std::get_if<RegistryEntry>(&entry)) {
      registry->line = 0;
    } else {
      clear_lines(std::get<Element>(entry));
    }
  }
  return file;
}

Bytes bytes_of(std::initializer_list<int> numbers) {
  Bytes bytes;
  for (const int number : numbers) bytes.push_back(static_cast<std::byte>(number));
  return bytes;
}

}  // namespace

TEST_CASE("every good PolicyRules file is understood as recorded") {
  for (const auto& path : tests::fixtures("policy_rules", "ok-", ".PolicyRules")) {
    CAPTURE(path.filename());
    const auto file = policy_rules::read(tests::read_bytes(path));
    REQUIRE(file);
    CHECK(tests::listing(*file) == tests::expected_of(path));
  }
}

TEST_CASE("every broken PolicyRules file is refused with its place and reason") {
  for (const auto& path : tests::fixtures("policy_rules", "bad-", ".PolicyRules")) {
    if (path.filename().string().starts_with("bad-record-")) continue;  // the exchange's
    CAPTURE(path.filename());
    const auto file = policy_rules::read(tests::read_bytes(path), "x.PolicyRules");
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::malformed);
    CHECK(to_string(file.error()) == tests::expected_of(path));
  }
}

TEST_CASE("every good PolicyRules file is written and read back the same, and writing is stable") {
  for (const auto& path : tests::fixtures("policy_rules", "ok-", ".PolicyRules")) {
    CAPTURE(path.filename());
    const auto file = policy_rules::read(tests::read_bytes(path));
    const auto bytes = policy_rules::write(file.value());
    REQUIRE(bytes);
    const auto back = policy_rules::read(*bytes);
    REQUIRE(back);
    CHECK(without_lines(*back) == without_lines(*file));
    CHECK(policy_rules::write(*back) == bytes);
  }
}

TEST_CASE("a PolicyRules file as Microsoft's tools write it is written with the same bytes") {
  const auto path = tests::fixtures("policy_rules", "ok-as-the-tools-write", ".PolicyRules").at(0);
  const Bytes bytes = tests::read_bytes(path);
  CHECK(policy_rules::write(policy_rules::read(bytes).value()) == bytes);
}

TEST_CASE("no beginning of a PolicyRules file but the whole is accepted") {
  for (const auto& path : tests::fixtures("policy_rules", "ok-", ".PolicyRules")) {
    CAPTURE(path.filename());
    const Bytes bytes = tests::read_bytes(path);
    const auto whole = policy_rules::read(bytes);
    std::size_t accepted = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto part = policy_rules::read(ByteView(bytes).first(size));
      if (!part) continue;
      CAPTURE(size);
      CHECK(part == whole);  // only line ends behind the root are missing
      ++accepted;
    }
    CHECK(accepted <= 2);
  }
}

TEST_CASE("data are spelt as in the files of Microsoft's tools") {
  CHECK(data_of(make_dword(4294967295U)) == "4294967295");
  CHECK(data_of(make_sz(u"C:\\new\\registry")) == "C:\\new\\registry");
  CHECK(data_of(make_sz(u"a\r\nb")) == "a\\r\\nb");
  CHECK(data_of(make_sz(u" ")) == " ");
  CHECK(data_of(make_string(Type::expand_sz, u"%A% <&>\"'")) == "%A% &lt;&amp;&gt;&quot;'");
  CHECK(data_of(make_multi_string({u"a", u"b c"})) == "a\\0b c");
}

TEST_CASE("data that no known file holds are spelt so that nothing is lost") {
  CHECK(data_of(make_qword(18446744073709551615U)) == "18446744073709551615");
  CHECK(data_of(make_binary(bytes_of({0x00, 0xFF, 0x5D}))) == "00,ff,5d");
  CHECK(data_of(make_binary({})).empty());
  CHECK(data_of(make_multi_string({})).empty());
  CHECK(data_of(make_multi_string({u"a\r\nb", u"c"})) == "a\\r\\nb\\0c");
  CHECK(data_of({Type::none, {}}).empty());
  CHECK(data_of(make_sz(u"a\nb\rc\td")) == "a&#10;b&#13;c&#9;d");
}

TEST_CASE("data that would come back with other bytes are refused") {
  const auto of = [](Type type, std::initializer_list<int> bytes) {
    return refusal(set({type, bytes_of(bytes)}));
  };
  const std::string place = "record 2: A\\n: error: PolicyRules has no words for this: ";
  const std::string text = "it does not end in one NUL, or holds '\\r\\n' as such";
  const std::string list =
      "its terminators are not the usual ones, or a string holds '\\0' or '\\r\\n' as such";
  CHECK(of(Type::sz, {0x41, 0x00}) == place + text);
  CHECK(of(Type::sz, {}) == place + text);
  CHECK(refusal(set(make_sz(u"C:\\r\\new"))) == place + text);
  CHECK(of(Type::sz, {0x41}) == place + "found a REG_SZ of 1 bytes, expected an even number");
  CHECK(of(Type::multi_sz, {}) == place + list);
  CHECK(of(Type::multi_sz, {0, 0, 0, 0, 0, 0}) == place + list);
  CHECK(of(Type::multi_sz, {0x41, 0, 0, 0}) == place + list);
  CHECK(refusal(set(make_multi_string({u"C:\\0", u"b"}))) == place + list);
  CHECK(of(Type::dword, {1, 0}) == place + "found a REG_DWORD of 2 bytes, expected 4");
  CHECK(of(Type::qword, {1}) == place + "found a REG_QWORD of 1 bytes, expected 8");
  CHECK(of(Type::none, {1}) == place + "its data would be lost");
  CHECK(of(Type::link, {}) == place + "no file is known that spells data of type REG_LINK");
  CHECK(of(static_cast<Type>(99), {}) == place + "no file is known that spells data of type 99");
}

TEST_CASE("characters that XML 1.0 forbids are refused wherever they stand") {
  const auto at = [](std::string_view path, std::string_view what) {
    return fmt::format(
        "record 2: {}: error: PolicyRules has no words for this: its {} holds a character that XML "
        "1.0 forbids",
        path, what);
  };
  CHECK(refusal(set(make_sz(u"a\u0001"))) == at("A\\n", "data"));
  CHECK(refusal(set(make_sz(u"\uFFFE"))) == at("A\\n", "data"));
  CHECK(refusal(set(make_sz(std::u16string(1, 0xD800)))) == at("A\\n", "data"));
  CHECK(refusal(set(make_dword(1), std::u16string(u"a\0b", 3))) ==
        at("A\\a\\u{0000}b", "value name"));
  RegistryEntry entry = set(make_dword(1));
  entry.key = u"\u0008";
  CHECK(refusal(entry) == at("\\u{0008}\\n", "key"));
  entry = set(make_dword(1));
  entry.source_file = "\xff";
  CHECK(refusal(entry) == at("A\\n", "source file"));
}

TEST_CASE("elements that are no XML are refused") {
  const auto of = [](Element element) { return refusal(std::move(element)); };
  const auto at = [](std::string_view path, std::string_view why) {
    return fmt::format("record 2: {}: error: PolicyRules has no words for this: {}", path, why);
  };
  CHECK(of({.name = "a b"}) == at("a b", "'a b' is no name that XML 1.0 knows"));
  CHECK(of({.name = "a", .attributes = {{"1", "x"}}}) ==
        at("a", "'1' is no name that XML 1.0 knows"));
  CHECK(of({.name = "a", .attributes = {{"b", "x"}, {"b", "y"}}}) ==
        at("a", "it has the attribute 'b' twice"));
  CHECK(of({.name = "a", .text = "x", .children = {{.name = "b"}}}) ==
        at("a", "it holds a text beside elements"));
  CHECK(of({.name = "ComputerConfig"}) ==
        at("ComputerConfig", "an element named ComputerConfig would be a registry entry"));
  Element deep{.name = "a"};
  for (std::size_t i = 2; i < limits::kXmlDepth; ++i) deep = {.name = "a", .children = {deep}};
  CHECK(policy_rules::read(policy_rules::write({{}, {deep}}).value()));
  CHECK(of({.name = "a", .children = {deep}}) == at("a", "it nests elements deeper than 100"));
}

TEST_CASE("what is read from any file is written and read back the same") {
  // Good files with bytes changed: most are refused, some say something else.
  const std::uint64_t seed = 20261122;
  CAPTURE(seed);
  tests::Random random(seed);
  std::size_t accepted = 0;
  for (const auto& path : tests::fixtures("policy_rules", "ok-", ".PolicyRules")) {
    const Bytes good = tests::read_bytes(path);
    for (int i = 0; i < 200; ++i) {
      Bytes bytes = good;
      const std::size_t at = tests::below(random, bytes.size());
      bytes[at] = static_cast<std::byte>(tests::below(random, 256));
      const auto file = policy_rules::read(bytes);
      if (!file) continue;
      ++accepted;
      const auto again = policy_rules::write(*file);
      REQUIRE(again);
      const auto back = policy_rules::read(*again);
      REQUIRE(back);
      CHECK(without_lines(*back) == without_lines(*file));
    }
  }
  CHECK(accepted > 100);
}
