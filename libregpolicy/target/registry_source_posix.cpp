#ifndef _WIN32

#include "target/registry_source.hpp"

namespace regpolicy::audit {

Result<RegistryContent> read_registry(const KeysOfInterest&) {
  return fail(ErrorCode::not_representable, "this machine has no registry", {.source = "registry"},
              "run regpolicy.exe on Windows, or give an export or hives");
}

}  // namespace regpolicy::audit

#endif
