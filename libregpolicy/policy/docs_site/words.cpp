#include "policy/docs_site/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace regpolicy::site {
namespace {

constexpr Words kEnglish = {
    .tag = "en",
    .site = "Policy reference",
    .overview = "Overview",
    .categories = "Categories",
    .templates = "Templates",
    .language = "Language",
    .languages = "Languages",
    .skip = "Skip to the content",
    .print_note = "Printed from the policy reference",
    .search = "Search",
    .search_hint = "Name, registry key or value",
    .no_hits = "No policy matches.",
    .hits = "{n} policies",
    .more_hits = "The first {n} are shown. Add a word to narrow it down.",
    .policies_in = "{} policies",
    .one_policy = "1 policy",
    .subcategories = "Categories below",
    .policies = "Policies",
    .no_category = "Without a category",
    .foreign_category = "Defined by a template that is not part of this reference ({}).",
    .other_language = "The template has no text in this language; this one is in {}.",
    .machine = "Computer",
    .user = "User",
    .both = "Computer and user",
    .id = "Identifier",
    .file = "Template",
    .supported_on = "Supported on",
    .see_also = "See also",
    .none = "none",
    .registry = "Registry",
    .key = "Key",
    .state = "State",
    .value_name = "Value name",
    .type = "Type",
    .data = "Data",
    .default_value_name = "(default)",
    .enabled = "Enabled",
    .disabled = "Disabled",
    .not_configured = "Not configured",
    .nothing_written = "Nothing is written.",
    .removed = "the value is removed",
    .all_removed = "all values of the key are removed",
    .only_if_absent = "Written only where the value does not exist yet.",
    .options_write = "and what the options above write",
    .only_options_write = "What the options above write.",
    .broken = "The template is defective here: {}.",
    .options = "Options",
    .option = "Option",
    .allowed = "Allowed",
    .proposed = "Proposed",
    .required = "Required",
    .yes = "Yes",
    .no = "No",
    .checked = "Checked",
    .unchecked = "Not checked",
    .choice = "Choice",
    .suggestions = "Suggestions",
    .number_from_to = "A number from {} to {}",
    .at_most_characters = "A text of at most {} characters",
    .at_most_strings = "at most {} lines",
    .any_text = "A text",
    .several_texts = "Several lines, each of at most {} characters",
    .yes_or_no = "Checked or not",
    .one_of = "One of the choices below",
    .list_own_names = "Rows of a value name and its data",
    .list_data_names = "Rows of text; each becomes a value whose name and data are the text",
    .list_numbers = "Rows of text; the values are named 1, 2, 3 and so on",
    .list_prefix = "Rows of text; the values are named {0}1, {0}2, {0}3 and so on",
    .list_additive = "Other values of the key stay.",
    .list_replaces = "All other values of the key are removed first.",
    .mdm = "Mobile device management (MDM)",
    .uri = "OMA-URI",
    .format = "Format",
    .payload = "Data",
    .not_configured_mdm = "Delete the node.",
    .ingest = "After the ADMX file has been ingested:",
    .ingest_blocked =
        "MDM services refuse this policy in an ingested ADMX file: they write nothing "
        "below {}, with few exceptions.",
    .ingest_combo = "MDM services refuse this policy in an ingested ADMX file: it has a combo box.",
    .namespace_word = "Namespace",
    .prefix = "Prefix",
    .revision = "Revision",
    .count = "Policies",
};

constexpr Words kSwedish = {
    .tag = "sv",
    .site = "Principreferens",
    .overview = "Översikt",
    .categories = "Kategorier",
    .templates = "Mallar",
    .language = "Språk",
    .languages = "Språk",
    .skip = "Hoppa till innehållet",
    .print_note = "Utskrift från principreferensen",
    .search = "Sök",
    .search_hint = "Namn, registernyckel eller värde",
    .no_hits = "Ingen princip matchar.",
    .hits = "{n} principer",
    .more_hits = "De {n} första visas. Lägg till ett ord för att begränsa sökningen.",
    .policies_in = "{} principer",
    .one_policy = "1 princip",
    .subcategories = "Underkategorier",
    .policies = "Principer",
    .no_category = "Utan kategori",
    .foreign_category = "Definieras av en mall som inte ingår i den här referensen ({}).",
    .other_language = "Mallen saknar text på det här språket. Texten är på {}.",
    .machine = "Dator",
    .user = "Användare",
    .both = "Dator och användare",
    .id = "Identifierare",
    .file = "Mall",
    .supported_on = "Krav",
    .see_also = "Se även",
    .none = "inget",
    .registry = "Register",
    .key = "Nyckel",
    .state = "Tillstånd",
    .value_name = "Värdenamn",
    .type = "Typ",
    .data = "Data",
    .default_value_name = "(standard)",
    .enabled = "Aktiverad",
    .disabled = "Inaktiverad",
    .not_configured = "Inte konfigurerad",
    .nothing_written = "Inget skrivs.",
    .removed = "värdet tas bort",
    .all_removed = "alla värden i nyckeln tas bort",
    .only_if_absent = "Skrivs bara om värdet inte redan finns.",
    .options_write = "samt det som alternativen ovan skriver",
    .only_options_write = "Det som alternativen ovan skriver.",
    .broken = "Mallen är felaktig här: {}.",
    .options = "Alternativ",
    .option = "Alternativ",
    .allowed = "Tillåtet",
    .proposed = "Förslag",
    .required = "Obligatoriskt",
    .yes = "Ja",
    .no = "Nej",
    .checked = "Markerad",
    .unchecked = "Inte markerad",
    .choice = "Val",
    .suggestions = "Förslag i listan",
    .number_from_to = "Ett tal från {} till {}",
    .at_most_characters = "En text på högst {} tecken",
    .at_most_strings = "högst {} rader",
    .any_text = "En text",
    .several_texts = "Flera rader med högst {} tecken vardera",
    .yes_or_no = "Markerad eller inte",
    .one_of = "Ett av valen nedan",
    .list_own_names = "Rader med ett värdenamn och dess data",
    .list_data_names = "Textrader; varje rad blir ett värde med texten som både namn och data",
    .list_numbers = "Textrader; värdena får namnen 1, 2, 3 och så vidare",
    .list_prefix = "Textrader; värdena får namnen {0}1, {0}2, {0}3 och så vidare",
    .list_additive = "Övriga värden i nyckeln behålls.",
    .list_replaces = "Alla övriga värden i nyckeln tas först bort.",
    .mdm = "Hantering av mobila enheter (MDM)",
    .uri = "OMA-URI",
    .format = "Format",
    .payload = "Data",
    .not_configured_mdm = "Ta bort noden.",
    .ingest = "När ADMX-filen har matats in:",
    .ingest_blocked =
        "MDM-tjänster tar inte emot den här principen i en inmatad ADMX-fil: de "
        "skriver inget under {}, med några få undantag.",
    .ingest_combo =
        "MDM-tjänster tar inte emot den här principen i en inmatad ADMX-fil: den har "
        "en kombinationsruta.",
    .namespace_word = "Namnområde",
    .prefix = "Prefix",
    .revision = "Revision",
    .count = "Principer",
};

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

}  // namespace

const Words& words_for(std::string_view language) {
  return primary(language) == kSwedish.tag ? kSwedish : kEnglish;
}

std::string name_of_language(std::string_view tag) {
  using Row = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Row, 24> kNames = {
      {{"cs", "čeština"},    {"da", "dansk"},    {"de", "Deutsch"},    {"el", "Ελληνικά"},
       {"en", "English"},    {"es", "español"},  {"et", "eesti"},      {"fi", "suomi"},
       {"fr", "français"},   {"hu", "magyar"},   {"it", "italiano"},   {"ja", "日本語"},
       {"ko", "한국어"},     {"lt", "lietuvių"}, {"lv", "latviešu"},   {"nb", "norsk"},
       {"nl", "Nederlands"}, {"pl", "polski"},   {"pt", "português"},  {"ru", "русский"},
       {"sv", "svenska"},    {"tr", "Türkçe"},   {"uk", "українська"}, {"zh", "中文"}}};
  const auto found = std::ranges::find(kNames, primary(tag), &Row::first);
  return std::string(found == kNames.end() ? tag : found->second);
}

std::string name_among(const std::vector<std::string>& languages, const std::string& tag) {
  std::string name = name_of_language(tag);
  const auto same = std::ranges::count(
      languages, name, [](const std::string& other) { return name_of_language(other); });
  return same > 1 ? name + " (" + tag + ")" : name;
}

}  // namespace regpolicy::site
