#include <regpolicy/effect.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/observation.hpp>

#include "audit/observed_side.hpp"

namespace regpolicy {

void observe_instructions(Observation& observation, Side side, const Instructions& instructions,
                          const std::string& source) {
  ObservedSide& observed =
      side == Side::machine ? observation.machine : user_of(observation, kEveryUser);
  add_source(observation.sources, source);
  add_source(observed.sources, source);
  regpolicy::apply(observed.state, instructions);  // not std::apply
  observed.coverage.whole = true;
}

void add_policy(ObservedSide& side, const Instructions& instructions) {
  regpolicy::apply(side.state, instructions);  // not std::apply
  add_effect(side.coverage, effect_of(instructions));
}

void observe_records(Observation& observation, Side side, const Records& records,
                     const std::string& source) {
  observe_instructions(observation, side, decode(records), source);
}

}  // namespace regpolicy
