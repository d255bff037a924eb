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
  if (const auto told = keys.find(key); told != keys.end()) {
    if (told->second.all_values || told->second.values.contains(name)) return true;
  }
  return covers(key);
}

bool Coverage::covers_values(std::u16string_view key) const {
  const auto told = keys.find(key);
  return (told != keys.end() && told->second.all_values) || covers(key);
}

bool Coverage::covers_subkeys(std::u16string_view key) const {
  const auto told = keys.find(key);
  return (told != keys.end() && told->second.all_subkeys) || covers(key);
}

std::string computer_name(const Observation& observation) {
  if (!observation.computer.empty()) return observation.computer;
  const State::NamedValue* const name =
      observation.machine.state.find(kComputerNameKey, u"ComputerName");
  if (name == nullptr) return {};
  const auto text = get_string(name->value);
  return text ? to_utf8(*text) : std::string();
}

std::string profile_of(const Observation& observation, const ObservedUser& user) {
  if (!user.profile.empty()) return user.profile;
  const auto sid = to_utf16(user.name);
  if (!sid) return {};
  const std::u16string key = std::u16string(kProfileListKey) + u"\\" + *sid;
  const State::NamedValue* const path = observation.machine.state.find(key, u"ProfileImagePath");
  if (path == nullptr) return {};
  const auto text = get_string(path->value);
  return text ? to_utf8(last_component(*text)) : std::string();
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

void take_for_complete(Observation& observation) {
  observation.machine.coverage.whole = true;
  for (ObservedUser& user : observation.users) user.registry.coverage.whole = true;
}

ObservedSide& user_of(Observation& observation, std::string_view name) {
  for (ObservedUser& user : observation.users) {
    if (ascii_lower(user.name) == ascii_lower(name)) return user.registry;
  }
  return observation.users.emplace_back(ObservedUser{std::string(name), {}, {}}).registry;
}

}  // namespace regpolicy
