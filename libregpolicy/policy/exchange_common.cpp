#include "policy/exchange_common.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::exchange {

SidedRecords& part_of(Parts& parts, Side side, std::u16string_view user) {
  const auto [position, is_new] =
      parts.positions.emplace(std::pair(side, upcase(user)), parts.list.size());
  if (is_new) parts.list.push_back({side, std::u16string(user), {}});
  return parts.list[position->second];
}

Result<Record> record_of(const Instruction& instruction) {
  if (can_encode(instruction)) return encode(instruction);
  return fail(ErrorCode::not_representable,
              "a Registry.pol has no words for this: " + describe(instruction), {},
              "a client would read it as something else");
}

void leave_out(Diagnostics& left_out, std::string rule, Error error) {
  left_out.warning(std::move(rule), "left out: " + error.message, std::move(error.location),
                   std::move(error.hint));
}

std::unexpected<Error> unsayable(std::string_view format, const Record& record, std::size_t index,
                                 std::string hint) {
  const Instruction instruction = decode(record);
  if (hint.empty() && !std::holds_alternative<SetValue>(instruction) &&
      encode(instruction) != record) {
    hint = "its spelling or data is not the usual one, which would be lost";
  }
  return fail(ErrorCode::not_representable,
              fmt::format("{} has no words for this: {}", format, describe(instruction)),
              {.record = index + 1, .path = escape_for_display(record.key + u"\\" + record.name)},
              std::move(hint));
}

}  // namespace regpolicy::exchange
