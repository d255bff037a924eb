#include "policy/explain/words.hpp"

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

constexpr ExplainWords kEnglish = {
    .machine = "Computer Configuration",
    .user = "User Configuration",
    .side_open = "Side not known",
    .of_user = "of",
    .enabled = "Enabled",
    .disabled = "Disabled",
    .not_configured = "Not configured",
    .yes = "Yes",
    .no = "No",
    .nothing = "(empty)",
    .comment = "Comment",
    .also = "explained as well by",
    .partly_set = "Policies that are set in part",
    .nearest = "nearest to",
    .no_state = "no state of the policy writes this",
    .there = "there",
    .missing = "missing",
    .other = "instead",
    .extra_values = "Extra registry settings",
    .superseded = "Records without effect, since others undo or repeat them",
    .no_category = "(no category)",
    .no_settings = "No setting of the templates is found.",
};

constexpr ExplainWords kSwedish = {
    .machine = "Datorkonfiguration",
    .user = "Användarkonfiguration",
    .side_open = "Okänd sida",
    .of_user = "för",
    .enabled = "Aktiverad",
    .disabled = "Inaktiverad",
    .not_configured = "Inte konfigurerad",
    .yes = "Ja",
    .no = "Nej",
    .nothing = "(tom)",
    .comment = "Kommentar",
    .also = "förklaras även av",
    .partly_set = "Principer som är delvis angivna",
    .nearest = "närmast",
    .no_state = "principen skriver inte detta i något tillstånd",
    .there = "finns",
    .missing = "saknas",
    .other = "i stället",
    .extra_values = "Ytterligare registerinställningar",
    .superseded = "Poster utan verkan, eftersom andra poster ersätter eller upprepar dem",
    .no_category = "(ingen kategori)",
    .no_settings = "Ingen inställning från mallarna hittades.",
};

}  // namespace

const ExplainWords& explain_words(std::string_view language) {
  return ascii_lower(language.substr(0, language.find('-'))) == "sv" ? kSwedish : kEnglish;
}

std::string_view word_of(const ExplainWords& words, PolicyState state) {
  switch (state) {
    case PolicyState::not_configured: return words.not_configured;
    case PolicyState::enabled: return words.enabled;
    case PolicyState::disabled: return words.disabled;
  }
  return {};
}

}  // namespace regpolicy
