#include <regpolicy/snapshot.hpp>

#include <cstddef>

#include <catch2/catch.hpp>

#include <regpolicy/sha256.hpp>

#include "support/files.hpp"

namespace regpolicy {
namespace {

using snapshot::KeyState;

snapshot::File sample() {
  snapshot::File file;
  file.version = "1.0";
  file.baseline = "Lösenord";
  file.baseline_sha256 = std::string(64, 'a');
  file.computer = "PC-17";
  file.time = "2026-11-29T15:00:00Z";
  file.sources = {"registry"};
  file.machine.sources = {"registry"};
  snapshot::Key key{.path = u"SOFTWARE\\Å", .state = KeyState::present};
  key.values.present = {{u"Level", make_dword(1)},
                        {u"", make_sz(u"\"å\n")},
                        {u"list", make_multi_string({u"a", u"b"})},
                        {u"big", make_qword(18446744073709551615U)},
                        {u"safe", make_qword(9007199254740991U)},
                        {u"bytes", make_binary({std::byte{0xAB}})},
                        {u"short", {Type::dword, {std::byte{1}}}},
                        {u"no NUL", {Type::sz, {std::byte{'a'}, std::byte{0}}}},
                        {u"surrogate", make_sz(u"\xD800")},
                        {u"\xDC00", {static_cast<Type>(77), {}}}};
  key.values.missing = {u"Gone"};
  key.all_subkeys = true;
  key.subkeys = {{u"Sub", {{{u"", make_sz(u"Title")}}, {u"x"}}}, {u"Empty", {}}};
  file.machine.keys = {{u"A", KeyState::absent}, key, {u"SYSTEM\\N", KeyState::not_told}};
  file.users = {{"S-1-5-21-7", "alice", {{"registry"}, {{u"Software\\D", KeyState::denied}}}},
                {"Default", "", {}}};
  return file;
}

Result<snapshot::File> read_text(std::string_view text) {
  return snapshot::read(as_bytes(text), "x.snapshot");
}

// The lines of the sample with one part replaced, and with the checksum that fits them: what a
// person could forge, or a defect could write.
std::string forged(const std::string& part, const std::string& by) {
  std::string text = snapshot::write(sample());
  text.resize(text.rfind("{\"kind\":\"end\""));
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  text.replace(at, part.size(), by);
  return text + "{\"kind\":\"end\",\"sha256\":\"" + sha256_hex(as_bytes(text)) + "\"}\n";
}

std::string refusal_of(const std::string& part, const std::string& by) {
  const auto file = read_text(forged(part, by));
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::malformed);
  return to_string(file.error());
}

TEST_CASE("a snapshot is written in the documented shape") {
  const std::string text = snapshot::write(sample());
  const std::string lines =
      R"({"schema":"regpolicy/snapshot/1","kind":"snapshot","tool":"regpolicy","version":"1.0","baseline":"Lösenord","baseline_sha256":")" +
      std::string(64, 'a') +
      R"(","computer":"PC-17","time":"2026-11-29T15:00:00Z","sources":["registry"]}
{"kind":"machine","sources":["registry"]}
{"kind":"key","key":"A","state":"absent"}
{"kind":"key","key":"SOFTWARE\\Å","state":"present","values":[{"name":"Level","type":"REG_DWORD","value":1},{"name":"","type":"REG_SZ","value":"\"å\n"},{"name":"list","type":"REG_MULTI_SZ","value":["a","b"]},{"name":"big","type":"REG_QWORD","data":"ffffffffffffffff"},{"name":"safe","type":"REG_QWORD","value":9007199254740991},{"name":"bytes","type":"REG_BINARY","data":"ab"},{"name":"short","type":"REG_DWORD","data":"01"},{"name":"no NUL","type":"REG_SZ","data":"6100"},{"name":"surrogate","type":"REG_SZ","data":"00d80000"},{"name":{"utf16le":"00dc"},"type":77,"data":""}],"missing":["Gone"],"subkeys":[{"name":"Sub","values":[{"name":"","type":"REG_SZ","value":"Title"}],"missing":["x"]},{"name":"Empty"}],"all_subkeys":true}
{"kind":"key","key":"SYSTEM\\N","state":"not_told"}
{"kind":"user","user":"S-1-5-21-7","profile":"alice","sources":["registry"]}
{"kind":"key","key":"Software\\D","state":"denied"}
{"kind":"user","user":"Default","profile":null,"sources":[]}
)";
  CHECK(text == lines + "{\"kind\":\"end\",\"sha256\":\"" + sha256_hex(as_bytes(lines)) + "\"}\n");
}

TEST_CASE("a snapshot comes back as it was written") {
  const auto file = read_text(snapshot::write(sample()));
  REQUIRE(file);
  CHECK(*file == sample());
}

TEST_CASE("snapshots that were written once are read, and written as they were") {
  for (const auto& path : tests::fixtures("snapshot", "ok-", ".snapshot")) {
    CAPTURE(path.filename());
    const std::string text = tests::read_text(path);
    const auto file = read_text(text);
    REQUIRE(file);
    CHECK(snapshot::write(*file) == text);
  }
}

TEST_CASE("every prefix of a snapshot is refused") {
  const std::string text = snapshot::write(sample());
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(read_text(text.substr(0, length)));
  }
}

TEST_CASE("a snapshot in which any byte was changed is refused") {
  const std::string text = snapshot::write(sample());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CAPTURE(at);
    CHECK_FALSE(read_text(changed));
  }
}

TEST_CASE("a snapshot that lost or gained a line is refused") {
  const std::string text = snapshot::write(sample());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    CAPTURE(text.substr(at, 40));
    CHECK_FALSE(read_text(text.substr(0, at) + text.substr(end)));
    CHECK_FALSE(read_text(text.substr(0, end) + text.substr(at)));
    at = end;
  }
}

TEST_CASE("what is refused of a snapshot is said with its place") {
  const std::string text = snapshot::write(sample());
  CHECK(to_string(read_text("").error()) ==
        "x.snapshot: error: this is no snapshot, expected a file that begins with "
        "{\"schema\":\"regpolicy/snapshot/ (regpolicy snapshot makes one)");
  CHECK(
      to_string(read_text(text.substr(0, text.size() - 1)).error()) ==
      "x.snapshot: error: the file was cut off: its last line is not of the kind \"end\" (take the "
      "snapshot again)");
  std::string changed = text;
  changed.replace(changed.find("PC-17"), 5, "PC-18");
  CHECK(to_string(read_text(changed).error())
            .starts_with("x.snapshot:9: sha256: error: the file was changed after it was written: "
                         "the SHA-256 of all "
                         "lines before this one is "));
}

TEST_CASE("a line that no snapshot has is refused even with a checksum that fits") {
  CHECK(refusal_of("snapshot/1", "snapshot/2") ==
        "x.snapshot:1: schema: error: found \"regpolicy/snapshot/2\", expected "
        "\"regpolicy/snapshot/1\" (a later version of regpolicy may read it)");
  CHECK(refusal_of(R"("state":"absent")", R"("state":"gone")") ==
        "x.snapshot:3: state: error: found 'gone', expected present, absent, not_told or denied");
  CHECK(refusal_of(R"("key":"A")", R"("key":"T")") ==
        "x.snapshot:4: key: error: the keys of a side stand in rising order of their names, each "
        "once");
  CHECK(refusal_of(R"("type":"REG_DWORD","value":1)", R"("type":"REG_DWORD","value":-1)") ==
        "x.snapshot:4: values[0].value: error: the value does not fit its type REG_DWORD");
  CHECK(
      refusal_of(R"("type":"REG_DWORD","value":1)", R"("type":"dword","value":1)") ==
      "x.snapshot:4: values[0].type: error: found \"dword\", expected a type such as \"REG_DWORD\" "
      "or a number of 32 bits");
  CHECK(refusal_of(R"("data":"ab")", R"("data":"a")") ==
        "x.snapshot:4: values[5].data: error: expected either 'value' or 'data' in hexadecimal "
        "digits");
  CHECK(refusal_of(R"("data":"ab")", R"("data":"ab","value":1)") ==
        "x.snapshot:4: values[5].data: error: expected either 'value' or 'data' in hexadecimal "
        "digits");
  CHECK(refusal_of(R"("missing":["Gone"])", R"("missing":[1])") ==
        "x.snapshot:4: missing: error: expected the names of values");
  CHECK(refusal_of(R"("state":"absent")", R"("state":"absent","all_values":true)") ==
        "x.snapshot:3: error: the line has members that this version of regpolicy does not know (1 "
        "of "
        "4) (read it with the version that wrote it, or a later one)");
  CHECK(refusal_of(R"("all_subkeys":true)", R"("all_subkeys":false)") ==
        "x.snapshot:4: all_subkeys: error: found false, expected true, or nothing");
  CHECK(refusal_of(R"("user":"Default")", R"("user":"s-1-5-21-7")") ==
        "x.snapshot:8: user: error: the user 's-1-5-21-7' stands there twice");
  CHECK(refusal_of(R"({"kind":"machine","sources":["registry"]})", R"({"kind":"machine"})") ==
        "x.snapshot:2: sources: error: 'sources' is missing, expected an array of texts");
  CHECK(refusal_of(R"({"kind":"machine","sources":["registry"]})", R"([1])") ==
        "x.snapshot:2: error: found an array, expected an object");
  CHECK(refusal_of(R"({"kind":"machine","sources":["registry"]}
)",
                   "") ==
        "x.snapshot:2: kind: error: a line of the kind 'key' does not stand here");
}

TEST_CASE("a text that is not UTF-8 is written with a replacement character") {
  snapshot::File file = sample();
  file.sources = {"reg:\xff.reg"};
  const auto again = read_text(snapshot::write(file));
  REQUIRE(again);
  CHECK(again->sources == std::vector<std::string>{"reg:\xEF\xBF\xBD.reg"});
}

TEST_CASE("a file too large for a snapshot is refused before it is read") {
  std::string text = snapshot::write(sample());
  text.resize((64U << 20) + 1, ' ');
  const auto file = read_text(text);
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace regpolicy
