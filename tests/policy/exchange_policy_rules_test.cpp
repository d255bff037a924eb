#include <regpolicy/exchange.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/instruction.hpp>
#include <regpolicy/policy_file.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

// Through the bytes of the format and back.
Result<std::vector<SidedRecords>> through_policy_rules(const SidedRecords& records) {
  const auto file = records_to_policy_rules(records);
  if (!file) return std::unexpected(file.error());
  const auto bytes = policy_rules::write(*file);
  REQUIRE(bytes);  // records_to_policy_rules refuses all that cannot be written
  const auto back = policy_rules::read(*bytes);
  REQUIRE(back);
  const auto parts = records_from_policy_rules(*back);
  REQUIRE(parts);
  return parts;
}

policy_rules::File read(std::string_view body) {
  return policy_rules::read(as_bytes("<PolicyRules>" + std::string(body) + "</PolicyRules>"))
      .value();
}

constexpr std::string_view kMachine =
    "<ComputerConfig><Key>A</Key><Value>n</Value><RegType>REG_DWORD</RegType>"
    "<RegData>1</RegData></ComputerConfig>\n";
constexpr std::string_view kUser =
    "<UserConfig><Key>B</Key><Value>**del.n</Value><RegType>REG_SZ</RegType>"
    "<RegData> </RegData></UserConfig>\n";
constexpr std::string_view kTemplate =
    "<SecurityTemplate Section=\"System Access\"><LineItem>MinimumPasswordAge=0</LineItem>"
    "</SecurityTemplate>\n";
constexpr std::string_view kExtension =
    "<CSE-User><GUID>{35378eac-683f-11d2-a89a-00c04fbbcfa2}</GUID><Name>x</Name></CSE-User>\n";

const std::vector<SidedRecords> kParts = {{Side::machine, {}, {{u"A", u"n", make_dword(1)}}},
                                          {Side::user, {}, {encode(DeleteValue{u"B", u"n"})}}};

}  // namespace

TEST_CASE("the entries of a PolicyRules file are one part for each side") {
  const std::string text = std::string(kMachine) + std::string(kUser) + std::string(kExtension);
  CHECK(records_from_policy_rules(read(text)) == kParts);
}

TEST_CASE("an element of a PolicyRules file that is no registry setting is refused") {
  for (const auto& path : tests::fixtures("policy_rules", "bad-record-", ".PolicyRules")) {
    CAPTURE(path.filename());
    auto parts = records_from_policy_rules(policy_rules::read(tests::read_bytes(path)).value());
    REQUIRE_FALSE(parts);
    CHECK(parts.error().code == ErrorCode::not_representable);
    parts.error().location.source = "x.PolicyRules";
    CHECK(to_string(parts.error()) == tests::read_text(path.string() + ".expected"));
  }
}

TEST_CASE("elements of a PolicyRules file that are no registry settings may be left out") {
  const std::string text = std::string(kTemplate) + std::string(kMachine) + std::string(kTemplate) +
                           std::string(kUser) + std::string(kExtension);
  Diagnostics left_out;
  CHECK(records_from_policy_rules(read(text), left_out) == kParts);
  REQUIRE(left_out.items.size() == 2);
  CHECK(to_string(left_out.items[0]) ==
        "1: warning: left out: a Registry.pol has no words for this: SecurityTemplate "
        "'MinimumPasswordAge=0' (it is no registry setting) [loss.policyrules]");
  CHECK(left_out.items[1].location.line == 3);
}

TEST_CASE("every directive is an entry under its own name") {
  const Records records = {encode(DeleteValue{u"A", u"n"}),
                           encode(DeleteAllValues{u"A"}),
                           encode(DeleteValues{u"A", {u"n", u"m"}}),
                           encode(DeleteKeys{u"A", {u"B", u"C"}}),
                           encode(SecureKey{u"A", true}),
                           encode(SetIfAbsent{u"A", u"n", make_dword(1)}),
                           encode(CreateKey{u"A"}),
                           {u"A", u"**Comment: x", make_sz(u"y")},
                           {u"A", u"**del.n", make_dword(32)},
                           {u"A", u"**unheard of", make_sz(u"")},
                           {u"A", u"", make_sz(u"default")},
                           {u"", u"", make_sz(u"(Default)")}};
  const SidedRecords part{Side::user, {}, records};
  CHECK(through_policy_rules(part) == std::vector{part});
}

TEST_CASE("the entries are followed by the extension that applies them") {
  const auto file = records_to_policy_rules({Side::user, {}, {{u"A", u"n", make_dword(1)}}},
                                            {.source_file = "x.pol", .policy_name = "Base"});
  CHECK(as_chars(policy_rules::write(file.value()).value()) ==
        "\xEF\xBB\xBF<PolicyRules>\r\n"
        "<UserConfig><Key>A</Key><Value>n</Value><RegType>REG_DWORD</RegType><RegData>1</RegData>"
        "<SourceFile>x.pol</SourceFile><PolicyName>Base</PolicyName></UserConfig>\r\n"
        "<CSE-User><GUID>{35378EAC-683F-11D2-A89A-00C04FBBCFA2}</GUID>"
        "<Name>Registry Policy</Name></CSE-User>\r\n"
        "</PolicyRules>\r\n");
  CHECK(records_to_policy_rules({}).value().entries.empty());
}

TEST_CASE("a record that PolicyRules cannot say is refused by its number") {
  const SidedRecords part{
      Side::machine, {}, {{u"A", u"n", make_dword(1)}, {u"A", u"m", {Type::link, {}}}}};
  const auto file = records_to_policy_rules(part);
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::not_representable);
  CHECK(to_string(file.error()) ==
        "record 2: A\\m: error: PolicyRules has no words for this: set A\\m = REG_LINK \"\" (no "
        "file is known that spells data of type REG_LINK)");
}

TEST_CASE("PolicyRules speaks of all users only") {
  const auto file = records_to_policy_rules({Side::user, u"S-1-5-18", {}});
  REQUIRE_FALSE(file);
  CHECK(to_string(file.error()) ==
        "error: PolicyRules has no words for the user 'S-1-5-18' (its user entries are for every "
        "user)");
}

TEST_CASE("any records are refused by PolicyRules or come back the same") {
  const std::uint64_t seed = 20261123;
  CAPTURE(seed);
  tests::Random random(seed);
  std::size_t said = 0;
  for (int i = 0; i < 4000; ++i) {
    const SidedRecords part{tests::below(random, 2) == 0 ? Side::machine : Side::user,
                            {},
                            tests::random_records(random, 3)};
    const auto back = through_policy_rules(part);
    if (!back) {
      REQUIRE(back.error().code == ErrorCode::not_representable);
      REQUIRE(back.error().location.record.has_value());
      continue;
    }
    ++said;
    if (part.records.empty()) {
      CHECK(back->empty());
    } else {
      CHECK(back == std::vector{part});
    }
  }
  CHECK(said > 1000);
}

TEST_CASE("one PolicyRules file holds both sides, its other elements once at the end") {
  const std::vector<PolicySide> sides = {{Side::machine, {}, kParts[0].records},
                                         {Side::user, {}, kParts[1].records},
                                         {Side::machine, {}, kParts[0].records}};
  const auto bytes = encode_policy_file(PolicyFormat::policy_rules, sides);
  REQUIRE(bytes);
  CHECK(policy_format_of_content(*bytes) == PolicyFormat::policy_rules);
  const auto file = policy_rules::read(*bytes);
  REQUIRE(file);
  REQUIRE(file->entries.size() == 5);
  CHECK(std::get<policy_rules::Element>(file->entries[3]).name == "CSE-Machine");
  CHECK(std::get<policy_rules::Element>(file->entries[4]).name == "CSE-User");
  Records twice = kParts[0].records;
  twice.push_back(twice.front());
  CHECK(decode_policy_file(PolicyFormat::policy_rules, *bytes, "x.PolicyRules") ==
        std::vector<PolicySide>{{Side::machine, {}, twice}, sides[1]});
}

TEST_CASE("PolicyRules is known by its suffix and by its root element") {
  CHECK(policy_format_of_path("a/B.policyrules") == PolicyFormat::policy_rules);
  CHECK(parse_policy_format("policyrules") == PolicyFormat::policy_rules);
  const auto of = [](std::string_view text) { return policy_format_of_content(as_bytes(text)); };
  CHECK(of("\xEF\xBB\xBF <?xml version='1.0'?>\r\n<!-- <A> -->\n<PolicyRules a='b'>") ==
        PolicyFormat::policy_rules);
  CHECK(of("<PolicyRules/>") == PolicyFormat::policy_rules);
  CHECK_FALSE(of("<PolicyRule>"));
  CHECK_FALSE(of("<!-- <PolicyRules>"));
  CHECK_FALSE(of("<?xml"));
}
