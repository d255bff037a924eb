#include <regpolicy/policy_source.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/pol.hpp>

#include "support/backup_files.hpp"

using namespace regpolicy;

namespace {

void put_pol(tests::MemoryFileSystem& files, const std::string& path, std::uint32_t number) {
  const Records records = {{u"SOFTWARE\\A", u"N", make_dword(number)}};
  tests::put_file(files, path, pol::write(records).value());
}

void put_option(tests::MemoryFileSystem& files, const std::string& gpo, std::string_view line) {
  tests::put_text(files, gpo + "/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf",
                  "[Registry Values]\n" + std::string(line) + "\n");
}

// What HKLM\SOFTWARE\A\N is once the sources are applied.
std::optional<std::uint32_t> number_in(tests::MemoryFileSystem& files,
                                       const std::vector<audit::Source>& sources) {
  const auto observation = audit::observe(files, sources, {});
  REQUIRE(observation);
  const State::NamedValue* const value = observation->machine.state.find(u"SOFTWARE\\A", u"N");
  if (value == nullptr) return std::nullopt;
  return get_dword(value->value).value();
}

audit::Source gpt(const std::string& folder) { return {audit::SourceKind::gpt, folder}; }

}  // namespace

TEST_CASE("of several GPOs as sources the last one wins") {
  tests::MemoryFileSystem files;
  put_pol(files, "one/Machine/Registry.pol", 1);
  put_pol(files, "two/Machine/Registry.pol", 2);
  CHECK(number_in(files, {gpt("one"), gpt("two")}) == 2);
  CHECK(number_in(files, {gpt("two"), gpt("one")}) == 1);
}

TEST_CASE("a security option wins over the Registry.pol of its own and of every later GPO") {
  tests::MemoryFileSystem files;
  put_pol(files, "one/Machine/Registry.pol", 1);
  put_option(files, "one", "MACHINE\\SOFTWARE\\A\\N=4,7");
  put_pol(files, "two/Machine/Registry.pol", 2);
  CHECK(number_in(files, {gpt("one")}) == 7);
  CHECK(number_in(files, {gpt("one"), gpt("two")}) == 7);
  put_option(files, "two", "MACHINE\\SOFTWARE\\A\\N=4,8");
  CHECK(number_in(files, {gpt("one"), gpt("two")}) == 8);
}

TEST_CASE("a GPO tells about both sides, a Registry.pol about its own only") {
  tests::MemoryFileSystem files;
  put_pol(files, "one/Machine/Registry.pol", 1);
  const auto whole = audit::observe(files, {gpt("one")}, {});
  REQUIRE(whole);
  CHECK(whole->machine.coverage.whole);
  REQUIRE(whole->users.size() == 1);
  CHECK(whole->users[0].name == kEveryUser);
  CHECK(whole->users[0].registry.coverage.whole);
  CHECK(whole->sources == std::vector<std::string>{"gpt:one"});
  const auto half =
      audit::observe(files, {{audit::SourceKind::pol, "one/Machine/Registry.pol"}}, {});
  REQUIRE(half);
  CHECK(half->machine.coverage.whole);
  CHECK(half->users.empty());
}

TEST_CASE("a policy beside an export is applied to what that tells") {
  tests::MemoryFileSystem files;
  put_pol(files, "one/Machine/Registry.pol", 1);
  tests::put_text(files, "a.reg",
                  "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n\"N\"=dword:00000005\n"
                  "\"M\"=dword:00000006\n");
  tests::put_text(files, "b.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\B]\n");
  // Whatever the order on the command line: the policy comes after the state.
  CHECK(number_in(files, {gpt("one"), {audit::SourceKind::reg, "a.reg"}}) == 1);
  const auto both = audit::observe(files, {{audit::SourceKind::reg, "a.reg"}, gpt("one")}, {});
  REQUIRE(both);
  CHECK_FALSE(both->machine.coverage.whole);
  CHECK(both->machine.state.find(u"SOFTWARE\\A", u"M") != nullptr);
  CHECK(both->sources == std::vector<std::string>{"reg:a.reg", "gpt:one"});
  CHECK(both->machine.sources == std::vector<std::string>{"reg:a.reg", "gpt:one"});
  // What the policy sets is known, where the export tells nothing about it.
  const auto other = audit::observe(files, {{audit::SourceKind::reg, "b.reg"}, gpt("one")}, {});
  REQUIRE(other);
  CHECK(other->machine.coverage.covers_value(u"SOFTWARE\\A", u"N"));
  CHECK_FALSE(other->machine.coverage.covers_value(u"SOFTWARE\\A", u"M"));
}

TEST_CASE("a policy of the user side is that of every user of the state") {
  tests::MemoryFileSystem files;
  put_pol(files, "one/User/Registry.pol", 1);
  tests::put_text(files, "users.reg",
                  "REGEDIT4\n\n[HKEY_USERS\\S-1-5-21-1-2-3-1001\\SOFTWARE]\n\n"
                  "[HKEY_USERS\\S-1-5-21-1-2-3-1002\\SOFTWARE\\A]\n\"N\"=dword:00000009\n");
  const auto seen = audit::observe(files, {{audit::SourceKind::reg, "users.reg"}, gpt("one")}, {});
  REQUIRE(seen);
  REQUIRE(seen->users.size() == 2);
  for (const ObservedUser& user : seen->users) {
    const State::NamedValue* const value = user.registry.state.find(u"SOFTWARE\\A", u"N");
    REQUIRE(value != nullptr);
    CHECK(get_dword(value->value) == 1);
  }
}

TEST_CASE("the kind of a source that is a folder is told by what it holds") {
  tests::MemoryFileSystem files = tests::with_files(
      backup_files(
          {make_backup("Kiosk", Records{}, {}, {.id = "{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}"})},
          "backups")
          .value());
  put_pol(files, "gpo/User/registry.pol", 1);
  tests::put_text(files, "config/SOFTWARE", "regf");
  const auto kind_of = [&files](const std::string& text) {
    return audit::parse_source(files, text).value().kind;
  };
  CHECK(kind_of("backups") == audit::SourceKind::backup);
  CHECK(kind_of("backups/{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}") == audit::SourceKind::backup);
  CHECK(kind_of("gpo") == audit::SourceKind::gpt);
  CHECK(kind_of("config") == audit::SourceKind::hive);
  CHECK(audit::parse_source(files, "backup:anything") ==
        audit::Source{audit::SourceKind::backup, "anything"});
  CHECK(audit::to_string(gpt("gpo")) == "gpt:gpo");
}
