#include "side_choice.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

using Sides = std::vector<PolicySide>;

std::unexpected<Error> no_such_side(const std::string& found, std::string_view wish,
                                    const std::string& source) {
  return fail(ErrorCode::invalid_argument, fmt::format("found {}, but {} is wanted", found, wish),
              {.source = source});
}

Result<Sides> choose_side(Sides sides, const Arguments& arguments, const std::string& source) {
  if (!arguments.has("side")) return sides;
  const auto wanted = parse_side(arguments.get("side"));
  const std::string found = names_of(sides);
  Sides chosen;
  for (PolicySide& side : sides) {
    if (side.side.value_or(*wanted) != *wanted) continue;
    side.side = wanted;
    chosen.push_back(std::move(side));
  }
  if (!chosen.empty()) return chosen;
  return no_such_side(found, arguments.get("side") + " side", source);
}

Result<Sides> choose_user(Sides sides, PolicyFormat format, const Arguments& arguments,
                          const std::string& source) {
  if (!arguments.has("user")) return sides;
  const auto user = to_utf16(arguments.get("user"));
  if (!user) return std::unexpected(in_source(user.error(), "--user"));
  const bool open = !holds_several_sides(format);
  const std::string found = names_of(sides);
  Sides chosen;
  for (PolicySide& side : sides) {
    if (side.side.value_or(Side::user) != Side::user) continue;
    side.side = Side::user;
    if (open && side.user.empty()) side.user = *user;
    if (same_name(side.user, *user)) chosen.push_back(std::move(side));
  }
  if (!chosen.empty()) return chosen;
  return no_such_side(found, "the user side of " + escape_for_display(*user), source);
}

}  // namespace

std::string names_of(const Sides& sides) {
  std::string names;
  for (const PolicySide& side : sides) {
    names += (names.empty() ? "" : ", ") + describe(side);
  }
  return names;
}

Result<Sides> choose_sides(PolicyFile file, const Arguments& arguments, const std::string& source) {
  auto sides = choose_side(std::move(file.sides), arguments, source);
  if (!sides) return sides;
  return choose_user(std::move(*sides), file.format, arguments, source);
}

Option user_option() {
  return {"user", "", "NAME", "Whose user side, a SID or name; '' for everybody's"};
}

}  // namespace regpolicy::tools
