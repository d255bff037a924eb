#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/exchange.hpp>
#include <regpolicy/text.hpp>

#include "policy/exchange_common.hpp"

namespace regpolicy {
namespace {

using exchange::leave_out;
using exchange::part_of;
using exchange::unsayable;
using policy_rules::Element;
using policy_rules::RegistryEntry;

constexpr std::string_view kFormat = "PolicyRules";

// The client-side extension that applies Registry.pol ([MS-GPREG] 1.9), as the tools name it.
constexpr std::string_view kRegistryExtension = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
constexpr std::string_view kRegistryExtensionName = "Registry Policy";

std::string_view extension_element(Side side) {
  return side == Side::machine ? "CSE-Machine" : "CSE-User";
}

const Element* child_of(const Element& element, std::string_view name) {
  const auto child = std::ranges::find(element.children, name, &Element::name);
  return child == element.children.end() ? nullptr : &*child;
}

bool is_registry_extension(const Element& element) {
  const Element* const guid = child_of(element, "GUID");
  return (element.name == extension_element(Side::machine) ||
          element.name == extension_element(Side::user)) &&
         guid != nullptr && ascii_lower(guid->text) == ascii_lower(kRegistryExtension);
}

Element registry_extension(Side side) {
  return {.name = std::string(extension_element(side)),
          .children = {{.name = "GUID", .text = std::string(kRegistryExtension)},
                       {.name = "Name", .text = std::string(kRegistryExtensionName)}}};
}

// "SecurityTemplate 'MinimumPasswordAge=0'": the element by what tells it from others of its name.
std::string describe(const Element& element) {
  for (const std::string_view telling : {"LineItem", "Name", "Option"}) {
    if (const Element* const child = child_of(element, telling)) {
      return fmt::format("{} '{}'", escape_for_display(element.name),
                         escape_for_display(child->text));
    }
  }
  return escape_for_display(element.name);
}

// Adds what the entry says to the part that it belongs to.
Result<void> take_entry(const policy_rules::Entry& entry, exchange::Parts& parts) {
  if (const auto* registry = std::get_if<RegistryEntry>(&entry)) {
    part_of(parts, registry->side, {})
        .records.push_back({registry->key, registry->name, registry->value});
    return {};
  }
  const auto& element = std::get<Element>(entry);
  if (is_registry_extension(element)) return {};
  Location location;
  if (element.line != 0) location.line = element.line;
  return fail(ErrorCode::not_representable,
              fmt::format("a Registry.pol has no words for this: {}", describe(element)),
              std::move(location), "it is no registry setting");
}

}  // namespace

Result<std::vector<SidedRecords>> records_from_policy_rules(const policy_rules::File& file) {
  exchange::Parts parts;
  for (const policy_rules::Entry& entry : file.entries) {
    if (auto taken = take_entry(entry, parts); !taken) {
      return std::unexpected(std::move(taken.error()));
    }
  }
  return std::move(parts.list);
}

std::vector<SidedRecords> records_from_policy_rules(const policy_rules::File& file,
                                                    Diagnostics& left_out) {
  exchange::Parts parts;
  for (const policy_rules::Entry& entry : file.entries) {
    if (auto taken = take_entry(entry, parts); !taken) {
      leave_out(left_out, "loss.policyrules", std::move(taken.error()));
    }
  }
  return std::move(parts.list);
}

Result<policy_rules::File> records_to_policy_rules(const SidedRecords& records,
                                                   const PolicyRulesOptions& options) {
  if (!records.user.empty()) {
    return fail(
        ErrorCode::not_representable,
        fmt::format("PolicyRules has no words for the user '{}'", escape_for_display(records.user)),
        {}, "its user entries are for every user");
  }
  policy_rules::File file;
  file.entries.reserve(records.records.size() + 1);
  for (std::size_t i = 0; i < records.records.size(); ++i) {
    const Record& record = records.records[i];
    RegistryEntry entry{.side = records.side,
                        .key = record.key,
                        .name = record.name,
                        .value = record.value,
                        .source_file = options.source_file,
                        .policy_name = options.policy_name};
    if (const auto good = policy_rules::check(entry); !good) {
      return unsayable(kFormat, record, i, good.error().message);
    }
    file.entries.emplace_back(std::move(entry));
  }
  if (!file.entries.empty()) file.entries.emplace_back(registry_extension(records.side));
  return file;
}

}  // namespace regpolicy
