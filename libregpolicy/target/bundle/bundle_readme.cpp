// The page for the administrator who receives a bundle.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "target/bundle/bundle_parts.hpp"

namespace regpolicy::bundle {
namespace {

// One table per language. Sentences are patterns; the comments name what goes in.
struct ReadmeWords {
  std::string_view contents, how_to, missing;  // headings
  std::string_view file, purpose;              // of the table
  std::string_view templates, backup, pol, reg, lgpo, mdm, syncml, reference, checksums;
  std::string_view import_templates, import_backup, import_lgpo, import_reg, import_mdm;
  std::string_view verify;
  std::string_view key_blocked;  // policy, key
  std::string_view ingest;       // policy, file
  std::string_view raw_value;    // key
};

constexpr ReadmeWords kEnglishReadme{
    .contents = "What is here",
    .how_to = "How to use it",
    .missing = "What is left out",
    .file = "File",
    .purpose = "What it is for",
    .templates = "the templates, for the Group Policy editor",
    .backup = "a backup of a Group Policy object, to be imported with GPMC",
    .pol = "the settings as Group Policy stores them, for tools",
    .reg = "the same as registry values, for a look or a test machine",
    .lgpo = "the same for LGPO.exe, for machines without a domain",
    .mdm = "the same for Intune and other MDM services, as a list of OMA-URIs",
    .syncml = "the same list as a SyncML message",
    .reference = "what every setting of the templates does, with key and values, for a browser",
    .checksums = "SHA-256 of every file",
    .import_templates =
        "**Templates.** Copy the content of PolicyDefinitions to the central store, "
        "`\\\\DOMAIN\\SYSVOL\\DOMAIN\\Policies\\PolicyDefinitions`, or to "
        "`C:\\Windows\\PolicyDefinitions` of the machine on which you edit.",
    .import_backup =
        "**GPMC.** Create a Group Policy object, right-click it, choose *Import Settings* and the "
        "folder GPOBackup. An import replaces all that the object holds: use a new one. Link it "
        "where it is wanted.",
    .import_lgpo = "**Without a domain.** `LGPO.exe /t LGPO.txt` in an elevated prompt.",
    .import_reg =
        "**.reg files.** What is imported with `reg import` stays until somebody removes it: Group "
        "Policy does not know of it.",
    .import_mdm =
        "**Intune.** Create a custom profile for Windows and add a row for each entry of "
        "MDM/settings.json: its uri, format and data.",
    .verify =
        "**Is it all as it was made?** `regpolicy bundle --verify .`, or `sha256sum -c "
        "SHA256SUMS`.",
    .key_blocked =
        "MDM: `{}` has no node of its own, and its template cannot be ingested, since it writes "
        "below `{}`.",
    .ingest =
        "MDM: `{}` has no node of its own. Ingest `{}`; the page in Reference names the node.",
    .raw_value = "MDM: no template names what is set in `{}`.",
};

constexpr ReadmeWords kSwedishReadme{
    .contents = "Det här ingår",
    .how_to = "Så använder du det",
    .missing = "Det här saknas",
    .file = "Fil",
    .purpose = "Används till",
    .templates = "de administrativa mallarna, för redigeraren för grupprinciper",
    .backup = "en säkerhetskopia av ett grupprincipobjekt, som importeras i GPMC",
    .pol = "inställningarna så som grupprinciper lagrar dem, för verktyg",
    .reg = "samma sak som registervärden, att läsa eller prova på en testdator",
    .lgpo = "samma sak för LGPO.exe, för datorer utan domän",
    .mdm = "samma sak för Intune och andra MDM-tjänster, som en lista med OMA-URI:er",
    .syncml = "samma lista som ett SyncML-meddelande",
    .reference = "vad varje inställning i mallarna gör, med nyckel och värden, för webbläsaren",
    .checksums = "SHA-256 för alla filer",
    .import_templates =
        "**Mallar.** Kopiera innehållet i PolicyDefinitions till det centrala arkivet, "
        "`\\\\DOMÄN\\SYSVOL\\DOMÄN\\Policies\\PolicyDefinitions`, eller till "
        "`C:\\Windows\\PolicyDefinitions` på datorn där du redigerar.",
    .import_backup =
        "**GPMC.** Skapa ett grupprincipobjekt, högerklicka på det, välj *Importera inställningar* "
        "och mappen GPOBackup. Importen ersätter allt som finns i objektet: använd ett nytt. Länka "
        "det där det ska gälla.",
    .import_lgpo = "**Utan domän.** Kör `LGPO.exe /t LGPO.txt` i en upphöjd kommandotolk.",
    .import_reg =
        "**.reg-filer.** Det som importeras med `reg import` ligger kvar tills någon tar bort det, "
        "eftersom grupprinciper inte känner till det.",
    .import_mdm =
        "**Intune.** Skapa en anpassad profil för Windows och lägg till en rad för varje post i "
        "MDM/settings.json: uri, format och data.",
    .verify =
        "**Är allt som när det skapades?** `regpolicy bundle --verify .` eller `sha256sum -c "
        "SHA256SUMS`.",
    .key_blocked =
        "MDM: `{}` har ingen egen nod, och mallen kan inte matas in eftersom den skriver under "
        "`{}`.",
    .ingest =
        "MDM: `{}` har ingen egen nod. Mata in `{}`; sidan i Reference visar vilken nod det blir.",
    .raw_value = "MDM: ingen mall beskriver det som anges i `{}`.",
};

class Readme {
 public:
  Readme(const Delivery& delivery, bool swedish)
      : delivery_(delivery), words_(swedish ? kSwedishReadme : kEnglishReadme) {}

  [[nodiscard]] std::string text(std::string_view language) && {
    const Baseline& baseline = delivery_.baseline;
    const std::string& title = baseline.title.empty()
                                   ? baseline.name
                                   : text_in(baseline.title, language, baseline.languages.front());
    add("# {}\n\n## {}\n| {} | {} |\n|---|---|\n", escape_for_display(title), words_.contents,
        words_.file, words_.purpose);
    row("PolicyDefinitions/", words_.templates);
    row("GPOBackup/", words_.backup);
    row("Machine/Registry.pol", words_.pol);
    row("User/Registry.pol", words_.pol);
    row("machine.reg", words_.reg);
    row("user.reg", words_.reg);
    row("LGPO.txt", words_.lgpo);
    row("MDM/settings.json", words_.mdm);
    row("MDM/syncml.xml", words_.syncml);
    row("Reference/index.html", words_.reference);
    add("| `{}` | {} |\n\n## {}\n", kBundleChecksums, words_.checksums, words_.how_to);
    if (has("PolicyDefinitions/")) add("{}\n\n", words_.import_templates);
    add("{}\n\n{}\n\n{}\n\n", words_.import_backup, words_.import_lgpo, words_.import_reg);
    if (!delivery_.mdm.settings.empty()) add("{}\n\n", words_.import_mdm);
    add("{}\n", words_.verify);
    gaps();
    return std::move(out_);
  }

 private:
  template <class... Args>
  void add(std::string_view pattern, const Args&... args) {
    fmt::format_to(std::back_inserter(out_), fmt::runtime(pattern), args...);
  }
  [[nodiscard]] bool has(std::string_view path) const {
    return std::ranges::any_of(
        delivery_.files, [path](const OutputFile& file) { return file.path.starts_with(path); });
  }
  void row(std::string_view path, std::string_view purpose) {
    if (has(path)) add("| `{}` | {} |\n", path, purpose);
  }
  void gaps() {
    if (delivery_.mdm.gaps.empty() && delivery_.left_out.items.empty()) return;
    add("\n## {}\n", words_.missing);
    for (const Diagnostic& item : delivery_.left_out.items) {
      add("- {}: {}\n", item.rule, escape_for_display(item.message));
    }
    for (const MdmGap& gap : delivery_.mdm.gaps) {
      const std::string policy = escape_for_display(gap.policy);
      const std::string detail = escape_for_display(gap.detail);
      out_ += "- ";
      switch (gap.reason) {
        case MdmGap::Reason::key_blocked: add(words_.key_blocked, policy, detail); break;
        case MdmGap::Reason::ingest: add(words_.ingest, policy, detail); break;
        case MdmGap::Reason::raw_value: add(words_.raw_value, detail); break;
      }
      out_ += '\n';
    }
  }

  const Delivery& delivery_;
  const ReadmeWords& words_;
  std::string out_;
};

}  // namespace

void add_readme(Files& files, const Delivery& delivery, std::string_view language) {
  const std::string tag = ascii_lower(language);
  const bool swedish = tag == "sv" || tag.starts_with("sv-");
  const std::string path = swedish ? "README.sv-SE.md" : "README.md";
  if (std::ranges::find(files, path, &OutputFile::path) != files.end()) return;
  add_text(files, path, Readme(delivery, swedish).text(language));
}

}  // namespace regpolicy::bundle
