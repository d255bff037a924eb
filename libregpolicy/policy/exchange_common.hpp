// What the exchange with every other format needs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/exchange.hpp>
#include <regpolicy/instruction.hpp>

namespace regpolicy::exchange {

// The parts of a file, in the order in which their sides and users come up.
struct Parts {
  std::vector<SidedRecords> list;
  std::map<std::pair<Side, std::u16string>, std::size_t> positions;  // by side and upper-cased user
};

// The part that belongs to a side and a user; made where it is not there yet.
[[nodiscard]] SidedRecords& part_of(Parts& parts, Side side, std::u16string_view user);

// The record of an instruction that another format states. Fails where a record would say something
// else: a value that is really named "**del.x", a deleted key whose name holds ';'. The error has
// no place yet.
[[nodiscard]] Result<Record> record_of(const Instruction& instruction);

// Lists something that a conversion leaves out, as a warning.
void leave_out(Diagnostics& left_out, std::string rule, Error error);

// "found: ...; .reg has no words for it", naming the record. `index` counts from 0.
[[nodiscard]] std::unexpected<Error> unsayable(std::string_view format, const Record& record,
                                               std::size_t index, std::string hint = {});

}  // namespace regpolicy::exchange
