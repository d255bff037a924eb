// Takes the place of hive.cpp where the library is built without hivex (REGPOLICY_WITH_HIVEX=OFF).
#include <regpolicy/hive.hpp>

namespace regpolicy::hive {

Result<Contents> read(const Files& files, const std::vector<std::u16string>&, const ReadOptions&) {
  return fail(ErrorCode::not_representable,
              "cannot read an offline hive: this regpolicy was built without hivex",
              {.source = files.name}, "export the keys on the machine with 'reg export'");
}

bool is_available() { return false; }

}  // namespace regpolicy::hive
