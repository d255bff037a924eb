#include "audit/fleet_words.hpp"

#include <string>

#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

constexpr FleetWords kFleetEnglish{
    .machines = "Machines",
    .checks = "Checks that failed or could not be judged",
    .states = {"ready", "blocked", "unknown"},
    .not_read = "not read",
    .failed = "Failed",
    .failed_on = "failed on {} of {} machines",
    .not_judged_on = "could not be judged on {}",
    .and_more = "and {} more",
    .all_checks_passed = "None of the checks failed.",
    .machines_by_state = "Machines: {} (ready {}, blocked {}, unknown {})",
    .unreadable = "Machines that could not be read: {}. Nothing is known of them.",
    .check = "Check",
    .severity = "Severity",
    .failed_count = "Failed on",
    .not_judged_count = "Not judged on",
    .machines_failed = "Failed machines",
    .not_judged = "Could not be judged",
    .taken = "Snapshot taken",
};

constexpr FleetWords kFleetSwedish{
    .machines = "Datorer",
    .checks = "Kontroller som inte är uppfyllda eller inte kunde bedömas",
    .states = {"klar", "hindrad", "oklar"},
    .not_read = "ej läst",
    .failed = "Inte uppfyllda",
    .failed_on = "inte uppfylld på {} av {} datorer",
    .not_judged_on = "kunde inte bedömas på {}",
    .and_more = "och {} till",
    .all_checks_passed = "Ingen kontroll visade något fel.",
    .machines_by_state = "Datorer: {} (klara {}, hindrade {}, oklara {})",
    .unreadable = "Datorer som inte gick att läsa: {}. Om dem är ingenting känt.",
    .check = "Kontroll",
    .severity = "Allvarlighetsgrad",
    .failed_count = "Inte uppfylld på",
    .not_judged_count = "Ej bedömd på",
    .machines_failed = "Datorer som inte uppfyller den",
    .not_judged = "Kunde inte bedömas",
    .taken = "Ögonblicksbild tagen",
};

}  // namespace

const FleetWords& fleet_words_in(std::string_view language) {
  const std::string tag = ascii_lower(language);
  return tag == "sv" || tag.starts_with("sv-") ? kFleetSwedish : kFleetEnglish;
}

}  // namespace regpolicy::audit
