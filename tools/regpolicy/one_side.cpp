#include "one_side.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "console.hpp"
#include "read_policy_file.hpp"
#include "side_choice.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kChoose = "--side machine or --side user chooses one";

}  // namespace

Result<PolicySide> read_one_side(const std::string& path, const Arguments& arguments) {
  auto file = read_policy_file(path);
  if (!file) return std::unexpected(in_source(file.error(), path));
  const auto wanted = parse_side(arguments.get("side"));
  std::vector<PolicySide> chosen;
  for (const PolicySide& side : file->sides) {
    if (wanted && side.side && side.side != wanted) continue;
    chosen.push_back(side);
    if (wanted) chosen.back().side = wanted;
  }
  if (chosen.size() == 1) return std::move(chosen.front());
  if (chosen.empty()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("found {}, but {} side is wanted", names_of(file->sides),
                            arguments.get("side")),
                {.source = path});
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("found {}, expected one side", names_of(chosen)), {.source = path},
              wanted ? "'regpolicy convert --user' takes the side of one user out of a file"
                     : std::string(kChoose));
}

Result<PolicySide> common_side(const std::vector<PolicySide>& sides,
                               const std::vector<std::string>& paths) {
  const PolicySide* known = nullptr;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (!sides[i].side) continue;
    if (known == nullptr) known = &sides[i];
    if (sides[i].side == known->side && same_name(sides[i].user, known->user)) continue;
    const auto first = static_cast<std::size_t>(known - sides.data());
    return fail(ErrorCode::invalid_argument,
                fmt::format("found {}, but {} is {}", describe(sides[i]),
                            escape_for_display(paths[first]), describe(*known)),
                {.source = paths[i]}, "all inputs are of one side");
  }
  if (known == nullptr) return PolicySide{};
  return PolicySide{known->side, known->user, {}};
}

}  // namespace regpolicy::tools
