// Whole reports, as text in both languages and as JSON.
#include <catch2/catch.hpp>

#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using namespace test;

LocalizedText both(std::string english, std::string swedish) {
  return {{"en-US", std::move(english)}, {"sv-SE", std::move(swedish)}};
}

// A baseline with one check of every outcome.
Baseline example() {
  Check blocker = check_of(
      Forbid{{ValueCondition{u"SOFTWARE\\Policies\\Contoso", u"HideLink", Type::dword, equals(1)}}},
      "example.link");
  blocker.title = both("The link is not hidden", "Länken är inte dold");
  blocker.reason = both(
      "HideLink = 1 takes the link away from the sign-in screen, for everybody, at once, and "
      "without "
      "a word in the event log.",
      "HideLink = 1 tar bort länken från inloggningsskärmen för alla, genast och utan ett ord i "
      "händelseloggen.");
  blocker.remediation =
      both("Set the policy to Not configured.", "Sätt principen till Inte konfigurerad.");

  Check warning =
      check_of(Require{all({{ValueCondition{u"SOFTWARE\\Contoso", u"", {}, equals(u"on")}},
                            value(u"Level", AtLeast{2})})},
               "example.level");
  warning.severity = CheckSeverity::warning;
  warning.source.clear();
  Check info = check_of(Require{{SubkeysCondition{u"SOFTWARE\\Contoso", {u"A"}}}}, "example.keys");
  info.severity = CheckSeverity::info;
  Check error = check_of(
      Require{{ValueCondition{u"SYSTEM\\CurrentControlSet\\Control\\X", u"A", {}, Exists{}}}},
      "example.elsewhere");
  Check second_error = error;
  second_error.id = "example.elsewhere-too";
  Check by_hand = check_of(
      NotAuditable{both("Only the network tells.", "Det syns bara i nätverket.")}, "example.hand");
  Check old = check_of(Require{value(u"Level", Exists{})}, "example.old");
  old.applies_to = Condition{BuildCondition{{}, 9600}};
  Check good = check_of(Require{value(u"Level", Exists{})}, "example.good");
  Check user = check_of(Require{{KeyCondition{u"Software\\Contoso", true}}}, "example.user");
  user.side = Side::user;
  Baseline baseline =
      baseline_of({blocker, warning, info, error, second_error, by_hand, old, good, user});
  baseline.name = "Example";
  return baseline;
}

audit::Report report(const std::string& language) {
  Observation observation = observe(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]\r\n"
      "\"CurrentBuildNumber\"=\"22631\"\r\n\"EditionID\"=\"Enterprise\"\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Contoso]\r\n\"HideLink\"=dword:00000001\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n@=\"off\"\r\n\"Level\"=dword:00000001\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\B]\r\n"
      "[HKEY_USERS\\S-1-5-21-1-1001\\Software]\r\n");
  return audit::run(example(), {}, observation, {.language = language});
}

TEST_CASE("the text report in English", "[audit]") {
  CHECK(audit::to_text(report("en-US")) == R"(Blocked.

Baseline: Example
Source: reg:test.reg
Windows build: 22631 (Enterprise)

What stops it (2)

  Not fulfilled: The link is not hidden [example.link]
    HKLM\SOFTWARE\Policies\Contoso\HideLink
      expected: not 1
      observed: REG_DWORD 1
    Why it matters: HideLink = 1 takes the link away from the sign-in screen, for everybody, at
      once, and without a word in the event log.
    What to do: Set the policy to Not configured.
    According to: A document (as of 2025-06-01)

  Not fulfilled: The title [example.user] - User: S-1-5-21-1-1001
    HKCU\Software\Contoso
      expected: present
      observed: missing
    Why it matters: The reason.
    What to do: The remedy.
    According to: A document (as of 2025-06-01)

Warnings (1)

  Not fulfilled: The title [example.level]
    HKLM\SOFTWARE\Contoso\(Default)
      expected: "on"
      observed: REG_SZ "off"
    HKLM\SOFTWARE\Contoso\Level
      expected: at least 2
      observed: REG_DWORD 1
    Why it matters: The reason.
    What to do: The remedy.

For information (1)

  Not fulfilled: The title [example.keys]
    HKLM\SOFTWARE\Contoso
      expected: only subkeys that the check knows
      observed: B
    Why it matters: The reason.
    What to do: The remedy.
    According to: A document (as of 2025-06-01)

Could not be judged (2)
  The title [example.elsewhere]
  The title [example.elsewhere-too]
    The source does not tell about HKLM\SYSTEM\CurrentControlSet\Control\X\A.
  What to do:
    Add the file that this command writes on the machine: reg export "HKLM\SYSTEM\CurrentControlSet\Control" control.reg

Check by hand (1)
  The title [example.hand]
    Only the network tells.

Findings: 9 (compliant 1, wrong value 1, missing 1, present but forbidden 2, not applicable 1, check by hand 1, not judged 2)
Passed: 1 of 8 (12 %); 3 could not be judged and count as not passed.
)");
}

TEST_CASE("the text report in Swedish", "[audit]") {
  CHECK(audit::to_text(report("sv-SE")) == R"(Hindrad.

Baslinje: Example
Källa: reg:test.reg
Windows-build: 22631 (Enterprise)

Det här hindrar (2)

  Inte uppfyllt: Länken är inte dold [example.link]
    HKLM\SOFTWARE\Policies\Contoso\HideLink
      förväntat: inte 1
      faktiskt: REG_DWORD 1
    Varför det spelar roll: HideLink = 1 tar bort länken från inloggningsskärmen för alla,
      genast och utan ett ord i händelseloggen.
    Åtgärd: Sätt principen till Inte konfigurerad.
    Enligt: A document (per 2025-06-01)

  Inte uppfyllt: Rubriken [example.user] - Användare: S-1-5-21-1-1001
    HKCU\Software\Contoso
      förväntat: finns
      faktiskt: saknas
    Varför det spelar roll: Skälet.
    Åtgärd: Åtgärden.
    Enligt: A document (per 2025-06-01)

Varningar (1)

  Inte uppfyllt: Rubriken [example.level]
    HKLM\SOFTWARE\Contoso\(Standard)
      förväntat: "on"
      faktiskt: REG_SZ "off"
    HKLM\SOFTWARE\Contoso\Level
      förväntat: minst 2
      faktiskt: REG_DWORD 1
    Varför det spelar roll: Skälet.
    Åtgärd: Åtgärden.

För kännedom (1)

  Inte uppfyllt: Rubriken [example.keys]
    HKLM\SOFTWARE\Contoso
      förväntat: bara undernycklar som kontrollen känner till
      faktiskt: B
    Varför det spelar roll: Skälet.
    Åtgärd: Åtgärden.
    Enligt: A document (per 2025-06-01)

Kunde inte bedömas (2)
  Rubriken [example.elsewhere]
  Rubriken [example.elsewhere-too]
    Källan innehåller inga uppgifter om HKLM\SYSTEM\CurrentControlSet\Control\X\A.
  Åtgärd:
    Lägg till filen som det här kommandot skapar på datorn: reg export "HKLM\SYSTEM\CurrentControlSet\Control" control.reg

Kontrollera manuellt (1)
  Rubriken [example.hand]
    Det syns bara i nätverket.

Resultat: 9 (uppfyllt 1, fel värde 1, saknas 1, finns men får inte finnas 2, ej tillämpligt 1, kontrolleras manuellt 1, ej bedömt 2)
Uppfyllda: 1 av 8 (12 %); 3 kunde inte bedömas och räknas som ej uppfyllda.
)");
}

TEST_CASE("a verbose report also lists what is compliant and what is not applicable", "[audit]") {
  const std::string text = audit::to_text(report("en-US"), {.verbose = true});
  CHECK(text.find("\nNot applicable (1)\n  The title [example.old]\n    Windows build 22631 is "
                  "outside what this check is for (at most 9600).\n") != std::string::npos);
  CHECK(text.find("\nCompliant (1)\n  The title [example.good]\n") != std::string::npos);
}

TEST_CASE("colours change nothing but colours", "[audit]") {
  std::string text = audit::to_text(report("en-US"), {.color = true});
  CHECK(text.starts_with("\x1b[1;31mBlocked.\x1b[0m\n"));
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  CHECK(text == audit::to_text(report("en-US")));
}

TEST_CASE("other languages get the English frame and the baseline's first language", "[audit]") {
  const std::string text = audit::to_text(report("fi-FI"));
  CHECK(text == audit::to_text(report("en-US")));
}

TEST_CASE("what a registry or a file name holds cannot steer the terminal", "[audit]") {
  Check check = check_of(Require{{ValueCondition{u"A", u"x", {}, equals(1)}}});
  Observation observation;
  observation.sources = {"reg:\x1b[2J.reg"};
  observation.machine.coverage.whole = true;
  observation.machine.state.set(u"A", u"x", make_sz(u"\u001b[31m\u202e"));
  observation.edition = "\x1b]0;x";
  const std::string text = audit::to_text(audit::run(baseline_of({check}), {}, observation));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("the JSON report has every field in its documented order", "[audit]") {
  Baseline baseline = example();
  baseline.checks.resize(1);
  Observation observation = observe(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Contoso]\r\n\"HideLink\"=dword:00000001\r\n");
  observation.build = 22631;
  CHECK(audit::to_json(audit::run(baseline, {}, observation, {.language = "sv-SE"})) ==
        R"({
  "schema": "regpolicy/report/1",
  "run": {
    "tool": "regpolicy",
    "version": "0.1.0",
    "baseline": "Example",
    "baseline_sha256": null,
    "title": "Example",
    "language": "sv-SE",
    "sources": [
      "reg:test.reg"
    ],
    "build": 22631,
    "edition": null,
    "time": null
  },
  "conclusion": "Hindrad.",
  "findings": [
    {
      "id": "example.link",
      "verdict": "present_but_forbidden",
      "severity": "blocker",
      "side": "machine",
      "user": null,
      "title": "Länken är inte dold",
      "key": "SOFTWARE\\Policies\\Contoso",
      "name": "HideLink",
      "expected": "inte 1",
      "observed": "REG_DWORD 1",
      "source": "reg:test.reg",
      "reason": "HideLink = 1 tar bort länken från inloggningsskärmen för alla, genast och utan ett ord i händelseloggen.",
      "remediation": "Sätt principen till Inte konfigurerad.",
      "as_of": "2025-06-01",
      "rule_source": "A document",
      "evidence": [
        {
          "side": "machine",
          "key": "SOFTWARE\\Policies\\Contoso",
          "name": "HideLink",
          "expected": "inte 1",
          "observed": "REG_DWORD 1",
          "type": "REG_DWORD",
          "data": "01000000",
          "sha256": "67abdd721024f0ff4e0b3f4c2fc13bc5bad42d0b7851d456d88d203d15aaa450",
          "set_by": null
        }
      ],
      "origin": null
    }
  ],
  "summary": {
    "compliant": 0,
    "wrong_value": 0,
    "wrong_type": 0,
    "missing": 0,
    "present_but_forbidden": 1,
    "overridden": 0,
    "tattooed": 0,
    "pending": 0,
    "version_skew": 0,
    "not_applicable": 0,
    "not_auditable": 0,
    "error": 0
  },
  "score": {
    "passed": 0,
    "failed": 1,
    "not_judged": 0,
    "applicable": 1
  }
}
)");
}

TEST_CASE("the JSON report is valid UTF-8 whatever the source holds", "[audit]") {
  Check check = check_of(Require{{SubkeysCondition{u"A", {}}}});
  Baseline baseline = baseline_of({check});
  CompiledBaseline compiled;
  baseline.values.push_back({});
  baseline.values[0].instruction = SetValue{u"A\xD800", u"\xDC00", make_sz(u"\xD800")};
  Observation observation;
  observation.sources = {"reg:\xff.reg"};
  observation.machine.coverage.whole = true;
  observation.machine.state.set(u"A\\\xD800", u"", make_sz(u"\xDFFF"));
  observation.edition = "\xed\xa0\x80";
  const std::string json = audit::to_json(audit::run(baseline, compiled, observation));
  CHECK(is_valid_utf8(json));
  CHECK(json.find("\"key\": {\n        \"utf16le\": \"410000d8\"\n      }") != std::string::npos);
}

}  // namespace
}  // namespace regpolicy
