#include <catch2/catch.hpp>

#include <regpolicy/gpt_ini.hpp>

using namespace regpolicy;

TEST_CASE("A gpt.ini holds the user version above the machine version, in lines ended by CR LF") {
  CHECK(as_chars(gpt_ini::write({.machine = 1, .user = 0})) == "[General]\r\nVersion=1\r\n");
  CHECK(as_chars(gpt_ini::write({.machine = 0, .user = 1})) == "[General]\r\nVersion=65536\r\n");
  CHECK(as_chars(gpt_ini::write({.machine = 1, .user = 1})) == "[General]\r\nVersion=65537\r\n");
  CHECK(as_chars(gpt_ini::write({.machine = 0xFFFF, .user = 0xFFFF})) ==
        "[General]\r\nVersion=4294967295\r\n");
}
