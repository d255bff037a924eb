#include <regpolicy/instruction.hpp>
#include <regpolicy/observation.hpp>

#include "audit/observed_side.hpp"

namespace regpolicy {

void observe_records(Observation& observation, Side side, const Records& records,
                     const std::string& source) {
  ObservedSide& observed =
      side == Side::machine ? observation.machine : user_of(observation, kEveryUser);
  add_source(observation.sources, source);
  add_source(observed.sources, source);
  regpolicy::apply(observed.state, decode(records));  // not std::apply
  observed.coverage.whole = true;
}

}  // namespace regpolicy
