#include <regpolicy/plan.hpp>

#include <catch2/catch.hpp>

#include "target/apply_builders.hpp"

using namespace regpolicy;
using tests::dword;
using tests::wanted;

namespace {

constexpr std::string_view kDomainIni = "[General]\r\nVersion=65538\r\ndisplayName=New\r\n";

std::string error_of_plan(const Target& target, const std::vector<WantedSide>& sides) {
  auto open = open_target(target, {.to_change = false});
  if (!open) return to_string(open.error());
  const auto plan = make_plan(*open, sides, Intent::merge);
  return plan ? "no error" : to_string(plan.error());
}

}  // namespace

TEST_CASE("a plan tells what is there, what will be and why, and changes nothing") {
  const tests::TemporaryFolder folder("plan");
  folder.write("Machine/Registry.pol",
               *pol::write({dword(u"SOFTWARE\\A", u"Level", 1), dword(u"SOFTWARE\\A", u"x", 7)}));
  folder.write("GPT.INI", as_bytes(kDomainIni));
  const auto before = folder.contents();
  const Plan plan = tests::planned(
      tests::gpt_in(folder),
      {wanted(Side::machine, {dword(u"Software\\a", u"LEVEL", 2), dword(u"B", u"new", 3)})});
  CHECK(folder.contents() == before);
  const std::string text = to_text(plan);
  CAPTURE(text);
  CHECK_THAT(text, Catch::Contains("machine side\n"));
  CHECK_THAT(text, Catch::Contains("SOFTWARE\\A\n  ~ Level: REG_DWORD 1 -> REG_DWORD 2\n"
                                   "      the test\n"));
  CHECK_THAT(text, Catch::Contains("  + new: untouched -> REG_DWORD 3\n      the test\n"));
  CHECK_THAT(text, Catch::Contains(
                       "GPT.INI: version 65538 (machine 2, user 1) -> 65539 (machine 3, user 1)"));
  CHECK_THAT(text, Catch::Contains("warning: of a GPO in a domain the directory has to follow"));
  REQUIRE(plan.files.size() == 2);
  CHECK(plan.files[0].path == "Machine/Registry.pol");
  CHECK(plan.files[1].path == "GPT.INI");
}

TEST_CASE("a plan read back from its JSON is that plan, where secrets are shown") {
  const tests::TemporaryFolder folder("plan-json");
  folder.write("gpt.ini", as_bytes(kDomainIni));
  const Record secret{u"SOFTWARE\\W", u"DefaultPassword", make_sz(u"hunter2")};
  const Plan plan = tests::planned(
      tests::gpt_in(folder),
      {wanted(Side::machine, {secret}), wanted(Side::user, {dword(u"U", u"\xD800", 1)})});
  CHECK(has_secrets(plan));
  CHECK(read_plan(as_bytes(to_json(plan, true))).value() == plan);
  const std::string masked = to_json(plan);
  CHECK_THAT(masked, !Catch::Contains("hunter2"));
  CHECK_THAT(masked, Catch::Contains("REG_SZ ******"));
  CHECK_THAT(masked, !Catch::Contains(to_hex(as_bytes(std::string_view("h\0u\0n\0", 6)))));
  CHECK_THAT(to_text(plan), !Catch::Contains("hunter2"));
  CHECK_THAT(to_text(plan, {.show_secrets = true}), Catch::Contains("hunter2"));
  auto open = tests::opened(tests::gpt_in(folder));
  const auto refused = apply(open, read_plan(as_bytes(masked)).value());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "the plan was saved without its secrets");
}

TEST_CASE("a plan that was tampered with is refused with the place") {
  const tests::TemporaryFolder folder("plan-tampered");
  const Plan plan =
      tests::planned(tests::gpt_in(folder), {wanted(Side::machine, {dword(u"A", u"n", 1)})});
  const std::string good = to_json(plan);
  const auto with = [&good](std::string_view old_text, std::string_view new_text) {
    std::string text = good;
    text.replace(text.find(old_text), old_text.size(), new_text);
    const auto read = read_plan(as_bytes(text), "p.json");
    return read ? std::string("no error") : to_string(read.error());
  };
  CHECK(with("5052656701", "5052656702") ==
        "p.json: files[0].content: error: it has not the hash that 'after' gives");
  CHECK(with("\"deed\"", "\"dead\"") == "p.json: deed: error: it is missing");
  CHECK(with("\"machine\"", "\"engine\"") ==
        "p.json: changes[0].side: error: expected \"machine\" or \"user\"");
  CHECK(with("regpolicy/plan/1", "regpolicy/plan/9") ==
        "p.json: error: expected a document with \"schema\": \"regpolicy/plan/1\"");
  for (std::size_t size = 0; size < good.size() - 1; ++size) {
    CHECK_FALSE(read_plan(as_bytes(std::string_view(good).substr(0, size))));
  }
}

TEST_CASE("a plan refuses what must not get in and what is not there") {
  const tests::TemporaryFolder folder("plan-refused");
  const Target target = tests::gpt_in(folder);
  CHECK(error_of_plan(target, {wanted(Side::machine, {dword(u"HKLM\\A", u"n", 1)})}) ==
        "the test: HKLM\\A\\n: error: the key begins with a hive ('HKLM'), which does not belong "
        "there (leave it out: the side decides the hive)");
  CHECK(error_of_plan({TargetKind::gpt, folder.path("none")}, {}) ==
        folder.path("none") + ": error: cannot open the folder: it does not exist");
  WantedSide of_user = wanted(Side::user, {dword(u"A", u"n", 1)});
  of_user.user = u"S-1-5-21-1";
  CHECK_THAT(error_of_plan(target, {of_user}),
             Catch::Contains("has no place for the settings of the user 'S-1-5-21-1'"));
  folder.write("Machine/Registry.pol", as_bytes("not a policy"));
  CHECK_THAT(error_of_plan(target, {wanted(Side::machine, {dword(u"A", u"n", 1)})}),
             Catch::StartsWith(folder.path("Machine/Registry.pol") + ": offset 0"));
#ifndef _WIN32
  folder.write("GPT.INI", as_bytes(""));
  folder.write("gpt.ini", as_bytes(""));
  CHECK_THAT(error_of_plan(target, {wanted(Side::user, {dword(u"A", u"n", 1)})}),
             Catch::Contains("found both 'GPT.INI' and 'gpt.ini', which are one name to Windows"));
#endif
}

#ifndef _WIN32
TEST_CASE("nothing is read or written through links, nor a file that has a second name") {
  namespace fs = std::filesystem;
  const tests::TemporaryFolder folder("plan-links");
  const tests::TemporaryFolder outside("plan-links-outside");
  outside.write("Registry.pol", *pol::write({}));
  const std::vector<WantedSide> sides{wanted(Side::machine, {dword(u"A", u"n", 1)})};
  const Target target{TargetKind::gpt, folder.path("gpo")};
  fs::create_directory_symlink(outside.path(), folder.path("gpo"));
  CHECK_THAT(error_of_plan(target, sides), Catch::Contains("found a link"));
  CHECK_THAT(error_of_plan({TargetKind::gpt, folder.path("gpo/")}, sides),
             Catch::Contains("found a link"));
  fs::remove(folder.path("gpo"));
  fs::create_directories(folder.path("gpo"));
  fs::create_directory_symlink(outside.path(), folder.path("gpo/Machine"));
  CHECK_THAT(error_of_plan(target, sides), Catch::Contains("found a link"));
  fs::remove(folder.path("gpo/Machine"));
  fs::create_directories(folder.path("gpo/Machine"));
  fs::create_symlink(outside.path("Registry.pol"), folder.path("gpo/Machine/Registry.pol"));
  CHECK_THAT(error_of_plan(target, sides), Catch::Contains("found a link"));
  fs::remove(folder.path("gpo/Machine/Registry.pol"));
  fs::create_hard_link(outside.path("Registry.pol"), folder.path("gpo/Machine/Registry.pol"));
  CHECK_THAT(error_of_plan(target, sides), Catch::Contains("the file has 2 names (hard links)"));
  fs::remove(folder.path("gpo/Machine/Registry.pol"));
  fs::create_directory_symlink(outside.path(), folder.path("gpo/.regpolicy"));
  auto open = open_target(target);
  REQUIRE_FALSE(open);
  CHECK_THAT(open.error().message, Catch::Contains("found a link"));
  CHECK(outside.contents().size() == 1);
}
#endif
