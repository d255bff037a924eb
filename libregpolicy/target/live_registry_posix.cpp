#ifndef _WIN32

#include <regpolicy/live_registry.hpp>

namespace regpolicy {

Result<std::unique_ptr<LiveRegistry>> live_registry() {
  return fail(ErrorCode::not_representable, "this machine has no registry", {.source = "registry"},
              "run regpolicy.exe on Windows; an audit also takes an export or hives");
}

}  // namespace regpolicy

#endif
