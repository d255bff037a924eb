#include <regpolicy/policy_state.hpp>

namespace regpolicy {

std::string_view to_string(PolicyState state) {
  switch (state) {
    case PolicyState::not_configured: return "not_configured";
    case PolicyState::enabled: return "enabled";
    case PolicyState::disabled: return "disabled";
  }
  return "";
}

}  // namespace regpolicy
