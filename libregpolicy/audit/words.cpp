#include "audit/words.hpp"

#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

constexpr Words kEnglish{
    .missing = "missing",
    .present = "present",
    .absent = "absent",
    .unknown = "unknown",
    .none = "none",
    .not_expected = "not {}",
    .one_of = "one of {}",
    .at_least = "at least {}",
    .at_most = "at most {}",
    .below = "below {} or missing",
    .above = "above {} or missing",
    .either = "{}, or {}",
    .between = "{} to {}",
    .matching = "matching \"{}\"",
    .any_build = "any",
    .only_allowed_subkeys = "only subkeys that the check knows",
    .other_subkey = "a subkey that the check does not know",
    .subkey_where = "a subkey in which {} is {}",
    .subkey_with = "a subkey with the value {}",
    .subkey_without = "a subkey without the value {}",
    .no_values = "no values",
    .any_value = "any value",
    .a_number = "a number (REG_DWORD or REG_QWORD)",
    .a_text = "a text (REG_SZ or REG_EXPAND_SZ)",
    .a_number_or_text = "a number or a text",
    .default_value = "(Default)",
    .not_fulfilled = "Not fulfilled: {}",
    .not_for_build = "Windows build {} is outside what this check is for ({}).",
    .not_for_edition = "The Windows edition {} is not one that this check is for ({}).",
    .not_for_value = "This check is only for machines where {} is: {}. Found: {}.",
    .wrong_type =
        "{} holds {}, expected {}. How Windows reads a value of another type is not documented.",
    .no_build = "The source does not tell the Windows build.",
    .no_edition = "The source does not tell the Windows edition.",
    .give_build =
        "Give the Windows build with --build N, or add the file that this command writes on the "
        "machine: {}",
    .give_edition =
        "Give the Windows edition with --edition ID, or add the file that this command writes on "
        "the machine: {}",
    .give_both =
        "Give the Windows build and edition with --build N and --edition ID, or add the file that "
        "this command writes on the machine: {}",
    .not_told = "The source does not tell about {}.",
    .add_export = "Add the file that this command writes on the machine: {}",
    .text_too_long = "{} is longer than the {} characters that are compared with a pattern.",
    .no_user =
        "The source holds the registry of no user. Add the user's NTUSER.DAT, or what 'reg "
        "export HKCU user.reg' writes for the user.",
    .unreadable_user = "The registry of this user cannot be read ({}).",
    .elevate = "Audit the machine again from an elevated prompt.",
    .remove_profile = "If the profile is no longer used, delete it from the machine.",
    .read_signed_in = "Audit the machine again while the user is signed in.",
    .in_doubt = "It is not certain that the check is for this machine: {}",
    .setting_title = "{}: should be {}",
    .value_title = "Registry value {}",
    .state_names = {"Not configured", "Enabled", "Disabled"},
    .setting_failed = "The machine does not hold what the baseline sets.",
    .setting_remedy =
        "Check that the policy reaches the machine (gpresult /h report.html), then run gpupdate.",
    .nothing_expected = "The baseline leaves this setting as it is: nothing is expected.",
    .permissions_not_told = "The source does not tell the permissions of {}.",
    .unknown_directive = "The instruction {} is not known.",
    .set_by = "set by",
    .setting_in_file = "{} ({}), {}",
    .only_for = "This is about machines with {}.",
    .rest_is_missing =
        "The policy leaves other values that count here as they are; they were taken as missing.",
    .windows_edition = "Windows edition",
    .policy_failed = "The policy sets something else than the baseline.",
    .policy_remedy = "Change the setting in the policy, or take it out of the policy.",
    .policy_breaks = "Checks that the policy decides: {}. It breaks {} of them.",
    .policy_decides_none = "The policy decides none of the checks.",
    .local_policy = "the local policy",
    .local_policy_of = "the local policy of the user {}",
    .local_policy_of_admins = "the local policy for administrators",
    .local_policy_of_others = "the local policy for users who are not administrators",
    .device_management = "device management",
    .no_policy = "no policy that was applied",
    .one_of_the_gpos = "one of the applied GPOs",
    .device_management_by = "device management ({})",
    .gpo_named = "the GPO \"{}\" {}",
    .linked_to = ", linked to {}",
    .in_version = ", version {}",
    .applied_at = ", applied {}",
    .overridden_why = "Asks for what is required: {}. In force: {}.",
    .overridden_remedy =
        "Change the setting where it is in force, or give the policy that asks for what is "
        "required a higher precedence.",
    .tattooed_why =
        "No policy that was applied sets this value: an earlier policy left it behind, or it was "
        "set by hand.",
    .tattooed_remedy = "Delete the value on the machine: no policy takes it back.",
    .changed_why = "The policy that was applied last set {}: the value was changed afterwards.",
    .pending_why = "Asks for what is required, and is not applied yet: {}.",
    .pending_remedy = "Run gpupdate /force on the machine, then audit it again.",
    .version_skew_why = "Set by {} in its version {}: it is at version {} now.",
    .management_wins =
        "On this machine device management wins over Group Policy (MDMWinsOverGP): where both set "
        "the same policy, that of Group Policy is not applied.",
    .baseline = "Baseline",
    .source = "Source",
    .windows_build = "Windows build",
    .user = "User",
    .expected = "expected",
    .observed = "observed",
    .why = "Why it matters",
    .what_to_do = "What to do",
    .rule = "According to",
    .blockers = "What stops it",
    .warnings = "Warnings",
    .infos = "For information",
    .errors = "Could not be judged",
    .by_hand = "Check by hand",
    .not_applicable = "Not applicable",
    .compliant = "Compliant",
    .as_of = "as of {}",
    .verdict_names = {"compliant", "wrong value", "wrong type", "missing", "present but forbidden",
                      "overridden", "left behind", "not applied yet", "changed since applied",
                      "not applicable", "check by hand", "not judged"},
    .counts = "Findings",
    .passed = "Passed: {} of {} ({} %)",
    .not_judged = "{} could not be judged and count as not passed",
    .nothing_applies = "None of the checks applies to this machine.",
    .search = "Search",
    .show = "Show",
    .all = "All",
    .evidence = "Evidence",
    .key = "Key",
    .name = "Value",
    .type = "Type",
    .data = "Bytes",
    .run_time = "Time",
    .baseline_hash = "SHA-256 of the baseline",
    .shown = "{} of {} shown",
    .severities = {"blocker", "warning", "for information"},
};

constexpr Words kSwedish{
    .missing = "saknas",
    .present = "finns",
    .absent = "saknas",
    .unknown = "okänt",
    .none = "ingen",
    .not_expected = "inte {}",
    .one_of = "något av {}",
    .at_least = "minst {}",
    .at_most = "högst {}",
    .below = "under {} eller saknas",
    .above = "över {} eller saknas",
    .either = "{}, eller {}",
    .between = "{} till {}",
    .matching = "text som matchar \"{}\"",
    .any_build = "alla",
    .only_allowed_subkeys = "bara undernycklar som kontrollen känner till",
    .other_subkey = "en undernyckel som kontrollen inte känner till",
    .subkey_where = "en undernyckel där {} är {}",
    .subkey_with = "en undernyckel med värdet {}",
    .subkey_without = "en undernyckel utan värdet {}",
    .no_values = "inga värden",
    .any_value = "valfritt värde",
    .a_number = "ett tal (REG_DWORD eller REG_QWORD)",
    .a_text = "en text (REG_SZ eller REG_EXPAND_SZ)",
    .a_number_or_text = "ett tal eller en text",
    .default_value = "(Standard)",
    .not_fulfilled = "Inte uppfyllt: {}",
    .not_for_build = "Windows-build {} omfattas inte av kontrollen ({}).",
    .not_for_edition = "Windows-utgåvan {} omfattas inte av kontrollen ({}).",
    .not_for_value = "Kontrollen gäller bara datorer där följande stämmer för {}: {}. Här: {}.",
    .wrong_type =
        "{} innehåller {}, men här förväntas {}. Det är inte dokumenterat hur Windows "
        "tolkar ett värde av en annan typ.",
    .no_build = "Källan visar inte vilken Windows-build datorn har.",
    .no_edition = "Källan visar inte vilken Windows-utgåva datorn har.",
    .give_build =
        "Ange Windows-build med --build N, eller lägg till filen som det här kommandot skapar på "
        "datorn: {}",
    .give_edition =
        "Ange Windows-utgåvan med --edition ID, eller lägg till filen som det här kommandot skapar "
        "på datorn: {}",
    .give_both =
        "Ange Windows-build och Windows-utgåva med --build N och --edition ID, eller lägg till "
        "filen som det här kommandot skapar på datorn: {}",
    .not_told = "Källan innehåller inga uppgifter om {}.",
    .add_export = "Lägg till filen som det här kommandot skapar på datorn: {}",
    .text_too_long = "{} är längre än de {} tecken som jämförs med ett mönster.",
    .no_user =
        "Källan innehåller inte registret för någon användare. Lägg till användarens "
        "NTUSER.DAT eller det som 'reg export HKCU user.reg' skriver för användaren.",
    .unreadable_user = "Användarens register går inte att läsa ({}).",
    .elevate = "Granska datorn igen från en kommandotolk som körs som administratör.",
    .remove_profile = "Ta bort profilen från datorn om den inte längre används.",
    .read_signed_in = "Granska datorn igen medan användaren är inloggad.",
    .in_doubt = "Det är inte säkert att kontrollen gäller den här datorn: {}",
    .setting_title = "{}: ska vara {}",
    .value_title = "Registervärdet {}",
    .state_names = {"Inte konfigurerad", "Aktiverad", "Inaktiverad"},
    .setting_failed = "Datorn har inte det som baslinjen anger.",
    .setting_remedy =
        "Kontrollera att principen når datorn (gpresult /h rapport.html) och kör "
        "sedan gpupdate.",
    .nothing_expected = "Baslinjen lämnar inställningen som den är: inget förväntas.",
    .permissions_not_told = "Källan visar inte behörigheterna för {}.",
    .unknown_directive = "Instruktionen {} är okänd.",
    .set_by = "anges av",
    .setting_in_file = "{} ({}), {}",
    .only_for = "Det gäller datorer med {}.",
    .rest_is_missing =
        "Principen lämnar andra värden som spelar roll här som de är; de har räknats som att de "
        "saknas.",
    .windows_edition = "Windows-utgåva",
    .policy_failed = "Principen anger något annat än baslinjen.",
    .policy_remedy = "Ändra inställningen i principen eller ta bort den därifrån.",
    .policy_breaks = "Kontroller som principen avgör: {}. Den bryter mot {} av dem.",
    .policy_decides_none = "Principen avgör ingen av kontrollerna.",
    .local_policy = "den lokala principen",
    .local_policy_of = "den lokala principen för användaren {}",
    .local_policy_of_admins = "den lokala principen för administratörer",
    .local_policy_of_others = "den lokala principen för användare som inte är administratörer",
    .device_management = "enhetshantering (MDM)",
    .no_policy = "ingen princip som har tillämpats",
    .one_of_the_gpos = "något av de tillämpade grupprincipobjekten",
    .device_management_by = "enhetshantering (MDM: {})",
    .gpo_named = "grupprincipobjektet \"{}\" {}",
    .linked_to = ", länkat till {}",
    .in_version = ", version {}",
    .applied_at = ", tillämpat {}",
    .overridden_why = "Det som krävs anges av: {}. Det som gäller kommer från: {}.",
    .overridden_remedy =
        "Ändra inställningen där den gäller, eller ge den princip som anger det som krävs högre "
        "prioritet.",
    .tattooed_why =
        "Ingen princip som har tillämpats anger värdet: en tidigare princip har lämnat kvar det, "
        "eller så har någon angett det för hand.",
    .tattooed_remedy = "Ta bort värdet på datorn: ingen princip tar bort det.",
    .changed_why = "Principen som tillämpades senast angav {}: värdet har ändrats efteråt.",
    .pending_why = "Det som krävs anges av {}, men har inte tillämpats än.",
    .pending_remedy = "Kör gpupdate /force på datorn och granska den sedan igen.",
    .version_skew_why =
        "Värdet kommer från {}, som tillämpades i version {} och nu har version {}.",
    .management_wins =
        "På den här datorn går enhetshantering (MDM) före grupprincip (MDMWinsOverGP): där båda "
        "anger samma princip tillämpas inte grupprincipens inställning.",
    .baseline = "Baslinje",
    .source = "Källa",
    .windows_build = "Windows-build",
    .user = "Användare",
    .expected = "förväntat",
    .observed = "faktiskt",
    .why = "Varför det spelar roll",
    .what_to_do = "Åtgärd",
    .rule = "Enligt",
    .blockers = "Det här hindrar",
    .warnings = "Varningar",
    .infos = "För kännedom",
    .errors = "Kunde inte bedömas",
    .by_hand = "Kontrollera manuellt",
    .not_applicable = "Ej tillämpligt",
    .compliant = "Uppfyllt",
    .as_of = "per {}",
    .verdict_names = {"uppfyllt", "fel värde", "fel typ", "saknas", "finns men får inte finnas",
                      "åsidosatt", "kvarlämnat", "ännu inte tillämpat",
                      "ändrat sedan tillämpningen", "ej tillämpligt", "kontrolleras manuellt",
                      "ej bedömt"},
    .counts = "Resultat",
    .passed = "Uppfyllda: {} av {} ({} %)",
    .not_judged = "{} kunde inte bedömas och räknas som ej uppfyllda",
    .nothing_applies = "Ingen av kontrollerna gäller den här datorn.",
    .search = "Sök",
    .show = "Visa",
    .all = "Alla",
    .evidence = "Underlag",
    .key = "Nyckel",
    .name = "Värde",
    .type = "Typ",
    .data = "Byte",
    .run_time = "Tidpunkt",
    .baseline_hash = "Baslinjens SHA-256",
    .shown = "{} av {} visas",
    .severities = {"hindrar", "varning", "för kännedom"},
};

}  // namespace

const Words& words_in(std::string_view language) {
  const std::string tag = ascii_lower(language);
  return tag == "sv" || tag.starts_with("sv-") ? kSwedish : kEnglish;
}

}  // namespace regpolicy::audit
