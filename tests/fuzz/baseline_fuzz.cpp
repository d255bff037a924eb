// A baseline is read or refused with findings that have a place, always with the same; what it
// compiles to can be written, and decodes to itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <regpolicy/compile.hpp>
#include <regpolicy/pol.hpp>

using namespace regpolicy;

namespace {

void require(bool law) {
  if (!law) std::abort();
}

// The policy t:P, with an element of every kind named by its first letter.
Catalog sample() {
  Policy policy{.name = "P", .policy_class = PolicyClass::both, .key = "K", .value_name = "V"};
  policy.elements = {{.id = "b", .value_name = "b", .detail = BooleanElement{}},
                     {.id = "d", .value_name = "d", .detail = DecimalElement{.soft = true}},
                     {.id = "t", .value_name = "t", .detail = TextElement{.required = true}},
                     {.id = "e", .value_name = "e", .detail = EnumElement{}},
                     {.id = "l", .detail = ListElement{}},
                     {.id = "n", .key = "N", .detail = ListElement{.explicit_value = true}},
                     {.id = "q", .value_name = "q", .detail = LongDecimalElement{}},
                     {.id = "m", .value_name = "m", .detail = MultiTextElement{}}};
  Template source;
  source.definitions.target = {"t", "Sample"};
  source.definitions.policies = {policy};
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.add(source, diagnostics);
  return catalog;
}

void check_records(const Instructions& instructions) {
  const Records records = encode(instructions);
  require(decode(records) == instructions);
  require(pol::write(records).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Catalog catalog = sample();
  const std::string text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics, again;
  const auto read = baseline::read(text, "fuzz.toml", diagnostics);
  require(read.has_value() == !diagnostics.has_errors());
  for (const Diagnostic& item : diagnostics.items) require(item.location.line.has_value());
  require(baseline::read(text, "fuzz.toml", again).has_value() == read.has_value());
  require(again.items == diagnostics.items);
  if (!read) return 0;
  const auto compiled = compile(*read, catalog, diagnostics);
  require(compiled.has_value() == !diagnostics.has_errors());
  if (!compiled) return 0;
  check_records(compiled->machine);
  check_records(compiled->user);
  return 0;
}
