#!/usr/bin/env python3
"""Every form of an audit's report, read by somebody else's reader: JSON against its schema, CSV,
JUnit XML and SARIF. All of them tell the same findings as the JSON document, and none says anything
else the second time. Skipped (77) where python3-jsonschema is not installed.

check_reports.py REGPOLICY SOURCE_ROOT
"""
import collections
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

FORMATS = ("text", "json", "jsonl", "csv", "junit", "sarif", "html")
OUTCOMES = {"compliant": None, "error": "error", "not_applicable": "skipped",
            "not_auditable": "skipped"}
KINDS = {"compliant": "pass", "error": "open", "not_applicable": "notApplicable",
         "not_auditable": "review"}
failures = []


def expect(fulfilled, what):
    if not fulfilled:
        failures.append(what)
        print(f"wrong: {what}")


def audit(command, baseline, sources, folder, *options):
    """The content of the report in every format, and the exit code."""
    folder.mkdir()
    line = [command, "audit", baseline, "-q", *options]
    for source in sources:
        line += ["--source", source]
    for name in FORMATS:
        line += ["--report", f"{name}={folder / name}"]
    code = subprocess.run(line, check=False, cwd=folder.parent).returncode
    return {name: (folder / name).read_bytes() for name in FORMATS}, code


def check_lines(text, document, schema, where):
    lines = [json.loads(line) for line in text.decode().split("\n")[:-1]]
    for line in lines:
        jsonschema.validate(line, schema)
    expect(lines[0]["run"] == document["run"], f"{where}: the run of the lines")
    expect([line["finding"] for line in lines[1:-1]] == document["findings"],
           f"{where}: the findings of the lines")
    expect(lines[-1]["summary"] == document["summary"] and
           lines[-1]["score"] == document["score"] and
           lines[-1]["findings"] == len(document["findings"]), f"{where}: the summary of the lines")


def check_csv(text, document, where):
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    expected = sum(max(1, len(finding["evidence"])) for finding in document["findings"])
    expect(len(rows) == expected, f"{where}: {len(rows)} rows of CSV, expected {expected}")
    found = collections.Counter((row["id"], row["verdict"], row["user"]) for row in rows)
    wanted = collections.Counter()
    for finding in document["findings"]:
        wanted[finding["id"], finding["verdict"], finding["user"] or ""] += max(
            1, len(finding["evidence"]))
    expect(found == wanted, f"{where}: other findings in the CSV")
    for row in rows:
        for cell in row.values():
            expect(cell[:1] not in ("=", "+", "-", "@"), f"{where}: the cell {cell!r} is a formula")


def check_junit(text, document, where):
    root = xml.etree.ElementTree.fromstring(text)
    (suite,) = root
    cases = list(suite)
    expect(len(cases) == len(document["findings"]) == int(suite.get("tests")),
           f"{where}: {len(cases)} test cases")
    counts = collections.Counter()
    for case, finding in zip(cases, document["findings"]):
        outcome = OUTCOMES.get(finding["verdict"], "failure")
        counts[outcome] += 1
        expect([child.tag for child in case] == ([outcome] if outcome else []),
               f"{where}: the outcome of {finding['id']}")
        expect(f"[{finding['id']}]" in case.get("name"), f"{where}: the name of {finding['id']}")
    for attribute, outcome in (("failures", "failure"), ("errors", "error"),
                               ("skipped", "skipped")):
        expect(int(suite.get(attribute)) == counts[outcome], f"{where}: the number of {attribute}")


def check_sarif(text, document, where):
    sarif = json.loads(text)
    expect(sarif["version"] == "2.1.0", f"{where}: the version of SARIF")
    (run,) = sarif["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    expect(len(rules) == len(set(rules)), f"{where}: a rule stands twice")
    expect(len(run["results"]) == len(document["findings"]), f"{where}: the number of results")
    for result, finding in zip(run["results"], document["findings"]):
        expect(result["ruleId"] == finding["id"] == rules[result["ruleIndex"]],
               f"{where}: the rule of {finding['id']}")
        kind = KINDS.get(finding["verdict"], "fail")
        expect(result["kind"] == kind, f"{where}: the kind of {finding['id']}")
        # [3.27.10]: a level other than none goes with the kind fail only.
        expect((result["level"] == "none") == (kind != "fail"), f"{where}: level of {finding['id']}")
        for location in result.get("locations", []):
            places = [json.dumps(place) for place in location["logicalLocations"]]
            expect(len(set(places)) == len(places), f"{where}: places of {finding['id']} twice")
        expect(finding["title"].replace("{", "{{").replace("}", "}}") in result["message"]["text"],
               f"{where}: the message of {finding['id']}")


def main():
    command = str(pathlib.Path(sys.argv[1]).resolve())
    root = pathlib.Path(sys.argv[2]).resolve()
    schemas = {}
    for name in ("report", "report-lines"):
        schemas[name] = json.loads((root / f"docs/formats/{name}.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schemas[name])
    data = root / "tests/data/audit"
    sspr = root / "tools/baselines/sspr.toml"
    cases = [(sspr, ["blocked.reg"], []), (sspr, ["ready.reg"], ["--lang", "sv-SE"]),
             (sspr, ["windows7.reg"], ["--stamp"]),
             (data / "hostile.toml", ["hostile.reg"], [])]
    with tempfile.TemporaryDirectory(prefix="regpolicy-reports-") as name:
        folder = pathlib.Path(name)
        for number, (baseline, sources, options) in enumerate(cases):
            where = " ".join([baseline.name, *sources, *options])
            paths = [data / source for source in sources]
            reports, code = audit(command, baseline, paths, folder / f"{number}", *options)
            document = json.loads(reports["json"])
            jsonschema.validate(document, schemas["report"])
            score = document["score"]
            expect(score["applicable"] == len(document["findings"]) -
                   document["summary"]["not_applicable"], f"{where}: the score")
            failed = [finding for finding in document["findings"] if finding["severity"] != "info"
                      and finding["verdict"] not in KINDS]
            expect((code == 1) == bool(failed), f"{where}: exit code {code}")
            expect((document["run"]["time"] is not None) == ("--stamp" in options),
                   f"{where}: the time")
            check_lines(reports["jsonl"], document, schemas["report-lines"], where)
            check_csv(reports["csv"], document, where)
            check_junit(reports["junit"], document, where)
            check_sarif(reports["sarif"], document, where)
            if "--stamp" not in options:
                again, _ = audit(command, baseline, paths, folder / f"{number}-again", *options)
                expect(again == reports, f"{where}: other bytes the second time")
    print(f"{len(cases)} audits in {len(FORMATS)} formats, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
