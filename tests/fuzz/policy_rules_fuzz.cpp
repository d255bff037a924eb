// What policy_rules::read accepts, policy_rules::write says again; and what
// records_from_policy_rules makes of it comes back as it is, or is refused.
#include <cstdint>
#include <cstdlib>

#include <regpolicy/exchange.hpp>

using namespace regpolicy;

namespace {

void clear_lines(policy_rules::Element& element) {
  element.line = 0;
  for (policy_rules::Element& child : element.children) clear_lines(child);
}

policy_rules::File without_lines(policy_rules::File file) {
  for (policy_rules::Entry& entry : file.entries) {
    if (auto* registry = std::get_if<policy_rules::RegistryEntry>(&entry)) {
      registry->line = 0;
    } else {
      clear_lines(std::get<policy_rules::Element>(entry));
    }
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = policy_rules::read(std::as_bytes(std::span(data, size)));
  if (!file) return 0;
  const auto written = policy_rules::write(*file);
  if (!written) std::abort();
  const auto back = policy_rules::read(*written);
  if (!back || without_lines(*back) != without_lines(*file)) std::abort();
  if (policy_rules::write(*back) != written) std::abort();
  Diagnostics left_out;
  for (const SidedRecords& part : records_from_policy_rules(*file, left_out)) {
    const auto again = records_to_policy_rules(part);
    if (!again) std::abort();  // every part came from entries that can be written
    const auto same = records_from_policy_rules(*again);
    if (!same || *same != std::vector{part}) std::abort();
  }
  if (records_from_policy_rules(*file).has_value() != left_out.items.empty()) std::abort();
  return 0;
}
