#include <regpolicy/observation.hpp>

#include <algorithm>
#include <charconv>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::optional<std::string> version_text(const Observation& observation, std::u16string_view name) {
  const State::NamedValue* const found = observation.machine.state.find(kWindowsVersionKey, name);
  if (found == nullptr) return std::nullopt;
  const auto text = get_string(found->value);
  if (!text) return std::nullopt;
  return to_utf8(*text);
}

std::optional<std::uint32_t> parse_build(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const char* const last = text->data() + text->size();
  std::uint32_t number = 0;
  const auto [end, status] = std::from_chars(text->data(), last, number);
  if (text->empty() || end != last || status != std::errc()) return std::nullopt;
  return number;
}

}  // namespace

bool Coverage::covers(std::u16string_view key) const {
  if (whole) return true;
  const bool current = of_machine && is_within(key, kCurrentControlSet);
  return std::ranges::any_of(roots, [key, current](const std::u16string& root) {
    return is_within(key, root) && (!current || is_within(root, kCurrentControlSet));
  });
}

bool Coverage::covers_value(std::u16string_view key, std::u16string_view name) const {
  return covers(key) || std::ranges::any_of(values, [key, name](const Values& told) {
           return same_name(told.key, key) && (!told.name || same_name(*told.name, name));
         });
}

std::optional<std::uint32_t> windows_build(const Observation& observation) {
  if (observation.build) return observation.build;
  const auto build = parse_build(version_text(observation, u"CurrentBuildNumber"));
  return build ? build : parse_build(version_text(observation, u"CurrentBuild"));
}

std::optional<std::string> windows_edition(const Observation& observation) {
  if (observation.edition) return observation.edition;
  return version_text(observation, u"EditionID");
}

ObservedSide& user_of(Observation& observation, std::string_view name) {
  for (ObservedUser& user : observation.users) {
    if (ascii_lower(user.name) == ascii_lower(name)) return user.registry;
  }
  return observation.users.emplace_back(ObservedUser{std::string(name), {}}).registry;
}

}  // namespace regpolicy
