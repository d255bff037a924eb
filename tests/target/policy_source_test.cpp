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

TEST_CASE("a policy is no source beside an export") {
  tests::MemoryFileSystem files;
  put_pol(files, "one/Machine/Registry.pol", 1);
  const auto both = audit::observe(files, {{audit::SourceKind::reg, "a.reg"}, gpt("one")}, {});
  REQUIRE_FALSE(both);
  CHECK(to_string(both.error()) ==
        "error: reg:a.reg and gpt:one cannot be sources of one audit (a policy stands for all that "
        "it sets; audit it by itself)");
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
