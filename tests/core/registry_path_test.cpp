#include <regpolicy/registry_path.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

TEST_CASE("root keys are found by their long and short names") {
  const auto rooted = split_root(u"hklm\\SOFTWARE\\A");
  REQUIRE(rooted);
  CHECK(rooted->root == RootKey::local_machine);
  CHECK(rooted->path == u"SOFTWARE\\A");
  CHECK(split_root(u"HKEY_USERS")->path.empty());
  CHECK(split_root(u"HKLM:\\SOFTWARE")->path == u"SOFTWARE");
  CHECK_FALSE(split_root(u"SOFTWARE\\HKLM"));
  CHECK_FALSE(split_root(u"HKLMX\\A"));
}

TEST_CASE("defects of a key are told in words") {
  CHECK(key_defect(u"SOFTWARE\\Policies\\Contoso").empty());
  CHECK(key_defect(u"SOFTWARE\\a/b").empty());  // '/' is legal in a component
  CHECK(key_defect(u"") == "the key is empty");
  CHECK(key_defect(u"HKLM\\SOFTWARE") ==
        "the key begins with a hive ('HKLM'), which does not belong there");
  CHECK(key_defect(u"\\A") == "the key begins with '\\'");
  CHECK(key_defect(u"A\\") == "the key ends with '\\'");
  CHECK(key_defect(u"A\\\\B") == "the key holds '\\\\', which makes an empty component");
  CHECK(key_defect(u"SOFTWARE/A") ==
        "the key is written with '/'; registry keys are joined by '\\'");
  CHECK(key_defect(u"A\\" + std::u16string(256, u'x')) ==
        "a component of the key has 256 characters; the registry allows 255");
  CHECK(key_defect(u"A\tB") == "the key holds the control character U+0009");
}

TEST_CASE("a key is within another only at a component's end") {
  CHECK(is_within(u"software\\policies\\A", u"SOFTWARE\\Policies"));
  CHECK(is_within(u"A", u"A"));
  CHECK(is_within(u"A", u""));
  CHECK_FALSE(is_within(u"SOFTWARE\\PoliciesX", u"SOFTWARE\\Policies"));
}

TEST_CASE("paths are taken apart without losing components") {
  CHECK(split_path(u"A\\\\B").size() == 3);
  CHECK(parent_path(u"A\\B\\C") == u"A\\B");
  CHECK(parent_path(u"A") == u"");
  CHECK(last_component(u"A\\B") == u"B");
}

TEST_CASE("the folder above a file tells its side, in any case and either spelling") {
  CHECK(side_of_path("gpo/Machine/Registry.pol") == Side::machine);
  CHECK(side_of_path("C:\\gpo\\USER\\registry.pol") == Side::user);
  CHECK(side_of_path("user/x.pol") == Side::user);
  CHECK_FALSE(side_of_path("Machine"));
  CHECK_FALSE(side_of_path("Machine/old/Registry.pol"));
}
