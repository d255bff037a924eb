#include <regpolicy/policy_file.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

namespace {

Record text(std::u16string_view value, std::u16string key = u"A") {
  return {std::move(key), u"n", make_sz(value)};
}

std::string encoded(PolicyFormat format, const std::vector<PolicySide>& sides,
                    const EncodeOptions& options = {}) {
  return std::string(as_chars(encode_policy_file(format, sides, options).value()));
}

std::string refusal(PolicyFormat format, const std::vector<PolicySide>& sides,
                    const EncodeOptions& options) {
  const auto bytes = encode_policy_file(format, sides, options);
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::not_representable);
  return to_string(bytes.error());
}

// The second record of the second side is the one that Windows-1252 has no words for.
const std::vector<PolicySide> kTwoSides{{Side::machine, {}, {text(u"a"), text(u"b", u"B")}},
                                        {Side::user, {}, {text(u"å"), text(u"Ж")}}};

}  // namespace

TEST_CASE("options choose the version of .reg and the encoding of LGPO text") {
  const std::vector<PolicySide> sides{{Side::user, {}, {text(u"å")}}};
  CHECK(encoded(PolicyFormat::reg, sides, {.reg_version = reg::Version::regedit4}) ==
        "REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\A]\r\n\"n\"=\"\xE5\"\r\n");
  CHECK(encoded(PolicyFormat::lgpo, sides, {.lgpo_encoding = lgpo::Encoding::ansi}) ==
        "User\r\nA\r\nn\r\nSZ:\xE5\r\n\r\n");
}

TEST_CASE("a byte order mark stands once, however many sides are written") {
  const std::string written = encoded(
      PolicyFormat::lgpo, {{Side::machine, {}, {text(u"a")}}, {Side::user, {}, {text(u"b")}}},
      {.lgpo_encoding = lgpo::Encoding::utf8});
  CHECK(written ==
        "\xEF\xBB\xBF"
        "Computer\r\nA\r\nn\r\nSZ:a\r\n\r\nUser\r\nA\r\nn\r\nSZ:b\r\n\r\n");
}

TEST_CASE("what an encoding cannot hold is named by the record of its side") {
  const std::string character = "the character 'Ж' (U+0416) is not in Windows-1252 ";
  CHECK(refusal(PolicyFormat::reg, kTwoSides, {.reg_version = reg::Version::regedit4}) ==
        "record 2: A\\n: error: " + character + "(version 5.00 has words for it)");
  CHECK(refusal(PolicyFormat::lgpo, kTwoSides, {.lgpo_encoding = lgpo::Encoding::ansi}) ==
        "record 2: A\\n: error: " + character + "(UTF-16 has words for it)");
}

TEST_CASE("what an encoding cannot hold is left out where that is allowed") {
  Diagnostics left_out;
  const auto rest = without_unsayable(PolicyFormat::lgpo, kTwoSides,
                                      {.lgpo_encoding = lgpo::Encoding::ansi}, left_out);
  REQUIRE(left_out.items.size() == 1);
  CHECK(left_out.items.front().location.record == 2);
  CHECK(rest[0].records.size() == 2);
  CHECK(rest[1].records == Records{text(u"å")});
}

TEST_CASE("Samba's XML holds one side and is known by its suffix and its root element") {
  const std::vector<PolicySide> side{{std::nullopt, {}, {text(u"a")}}};
  const std::string xml = encoded(PolicyFormat::samba_xml, side);
  CHECK(policy_format_of_content(as_bytes(xml)) == PolicyFormat::samba_xml);
  CHECK(policy_format_of_content(as_bytes(" <!-- x -->\n<PolFile>")) == PolicyFormat::samba_xml);
  CHECK(policy_format_of_content(as_bytes("<PolFiles/>")) == std::nullopt);
  CHECK(policy_format_of_content(as_bytes("<!-- <PolFile/>")) == std::nullopt);
  CHECK(policy_format_of_path("Registry.pol.XML") == PolicyFormat::samba_xml);
  CHECK(decode_policy_file(PolicyFormat::samba_xml, as_bytes(xml)) == side);
  CHECK(decode_policy_file(PolicyFormat::samba_xml, as_bytes(xml), "User/Registry.xml")
            .value()
            .front()
            .side == Side::user);
  CHECK_FALSE(encode_policy_file(PolicyFormat::samba_xml, kTwoSides));
}

TEST_CASE("CSV is written and not read") {
  CHECK(encoded(PolicyFormat::csv, kTwoSides) == records_to_csv(kTwoSides));
  const std::vector<PolicySide> formula{{Side::user, {}, {text(u"=1")}}};
  CHECK(encoded(PolicyFormat::csv, formula, {.csv_raw = true}) ==
        records_to_csv(formula, {.raw = true}));
  CHECK_FALSE(can_be_read(PolicyFormat::csv));
  const auto sides = decode_policy_file(PolicyFormat::csv, as_bytes("a,b"), "x.csv");
  REQUIRE_FALSE(sides);
  CHECK(to_string(sides.error()) ==
        "x.csv: error: CSV is written only, regpolicy does not read it (JSON holds the same and is "
        "read)");
}

TEST_CASE("the suffixes for a record name every format that says it and gives it back") {
  CHECK(suffixes_for(text(u"a")) == ".pol, .reg, .txt, .json, .PolicyRules and .xml");
  CHECK(suffixes_for({u"A", u"**SecureKey", make_dword(1)}) ==
        ".pol, .json, .PolicyRules and .xml");
}
