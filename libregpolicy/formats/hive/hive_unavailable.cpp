// Takes the place of hive.cpp where the library is built without hivex (REGPOLICY_WITH_HIVEX=OFF).
#include <regpolicy/hive.hpp>

namespace regpolicy::hive {

Result<std::vector<Key>> read(const std::string& file, const std::vector<std::u16string>&,
                              const ReadOptions&) {
  return fail(ErrorCode::not_representable,
              "cannot read an offline hive: this regpolicy was built without hivex",
              {.source = file}, "export the keys on the machine with 'reg export'");
}

bool is_available() { return false; }

}  // namespace regpolicy::hive
