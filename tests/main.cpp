// Catch2's own main takes long to compile: this is the only file that does.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
