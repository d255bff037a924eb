#!/usr/bin/env python3
"""Snapshots and the report on many of them, by somebody else's means.

Every snapshot: its checksum by hashlib, its lines against the JSON Schema, and its audit against the
audit of the export that it was taken from. The report on all: against its schema, and against what
Python counts over the reports on each. Skipped (77) where python3-jsonschema is not installed.

check_fleet.py REGPOLICY SOURCE_ROOT
"""
import collections
import csv
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

FAILED = ("wrong_value", "wrong_type", "missing", "present_but_forbidden")
failures = []


def expect(fulfilled, what):
    if not fulfilled:
        failures.append(what)
        print(f"wrong: {what}")


def run(folder, *line):
    done = subprocess.run(line, check=False, cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    return done.stdout, done.returncode


def check_snapshot(path, schema):
    content = path.read_bytes()
    start = content.rindex(b"\n", 0, -1) + 1
    last = json.loads(content[start:])
    expect(last == {"kind": "end", "sha256": hashlib.sha256(content[:start]).hexdigest()},
           f"{path.name}: the checksum")
    validator = jsonschema.Draft202012Validator(schema)
    for line in content.decode().split("\n")[:-1]:
        for error in validator.iter_errors(json.loads(line)):
            expect(False, f"{path.name}: {line[:60]}: {error.message}")


def without_sources(report):
    report["run"]["sources"] = None
    for finding in report["findings"]:
        finding["source"] = finding["source"] and "S"
    return report


def outcome(verdicts):
    """Of a check on one machine, from the verdicts of its users."""
    if any(verdict in FAILED for verdict in verdicts):
        return "failed"
    for verdict, name in (("error", "not_judged"), ("not_auditable", "by_hand"),
                          ("compliant", "compliant")):
        if verdict in verdicts:
            return name
    return "not_applicable"


def check_report(document, singles, where):
    machines = [machine for machine in document["machines"] if machine["state"] != "unreadable"]
    expect([machine["name"] for machine in machines] == list(singles), f"{where}: the machines")
    counted = collections.defaultdict(collections.Counter)
    for machine in machines:
        report = singles[machine["name"]]
        by_check = collections.defaultdict(list)
        for finding in report["findings"]:
            by_check[finding["id"]].append(finding["verdict"])
        outcomes = {check: outcome(verdicts) for check, verdicts in by_check.items()}
        for check, name in outcomes.items():
            counted[check][name] += 1
        for name in ("failed", "not_judged"):
            expect(machine[name] == [check for check in outcomes if outcomes[check] == name],
                   f"{where}: {name} of {machine['name']}")
        for name in ("conclusion", "summary", "score"):
            expect(machine[name] == report[name], f"{where}: {name} of {machine['name']}")
    for check in document["checks"]:
        counts = {name: count for name, count in check["machines"].items() if count}
        expect(counts == dict(counted[check["id"]]), f"{where}: the numbers of {check['id']}")
        names = [m["name"] for m in machines if check["id"] in m["failed"]]
        expect(check["failed_on"] == names[:20], f"{where}: where {check['id']} failed")
    expect(document["summary"]["machines"] == len(machines), f"{where}: the number of machines")
    expect(document["summary"]["score"] == {
        name: sum(report["score"][name] for report in singles.values())
        for name in ("passed", "failed", "not_judged", "applicable")}, f"{where}: the score")


def check_baseline(command, root, folder, baseline, exports, schemas):
    fleet = folder / "fleet"
    fleet.mkdir()
    singles = {}
    for export in exports:
        name = export.stem
        path = fleet / f"{name}.snapshot"
        _, code = run(folder, command, "snapshot", baseline, "-s", export, "-o", path)
        expect(code == 0, f"{name}: the snapshot ended with {code}")
        check_snapshot(path, schemas["snapshot"])
        of_export, first = run(folder, command, "audit", baseline, "-s", export, "--format", "json")
        of_snapshot, second = run(folder, command, "audit", baseline, "-s", path, "--format", "json")
        expect(first == second, f"{name}: exit codes {first} and {second}")
        singles[name] = json.loads(of_snapshot)
        expect(without_sources(json.loads(of_snapshot)) == without_sources(json.loads(of_export)),
               f"{name}: the snapshot is judged otherwise than its export")
    reports = {}
    for form in ("json", "jsonl", "csv", "html"):
        line = (command, "audit", baseline, "-s", f"snapshot:{fleet}", "--format", form)
        reports[form], _ = run(folder, *line)
        expect(reports[form] == run(folder, *line)[0], f"{form}: not the same the second time")
    document = json.loads(reports["json"])
    jsonschema.validate(document, schemas["fleet"])
    singles = dict(sorted(singles.items()))
    check_report(document, singles, baseline.name)
    lines = [json.loads(line) for line in reports["jsonl"].decode().split("\n")[:-1]]
    for line in lines:
        jsonschema.validate(line, schemas["fleet-lines"])
    findings = [line["finding"] for line in lines if line["kind"] == "finding"]
    for finding in findings:
        finding["source"] = finding["source"] and "S"
    expect(findings == [finding for report in singles.values()
                        for finding in without_sources(report)["findings"]],
           "the findings of the lines")
    expect([line["machine"] for line in lines if line["kind"] == "machine"] ==
           document["machines"], "the machines of the lines")
    expect([line["check"] for line in lines if line["kind"] == "check"] == document["checks"],
           "the checks of the lines")
    expect(lines[-1] == {"kind": "summary", "summary": document["summary"]}, "the last line")
    rows = list(csv.DictReader(io.StringIO(reports["csv"].decode("utf-8-sig"), newline="")))
    expect(len(rows) == sum(max(1, len(finding["evidence"])) for finding in findings),
           f"{len(rows)} rows of CSV")
    return len(findings)


def main():
    command = str(pathlib.Path(sys.argv[1]).resolve())
    root = pathlib.Path(sys.argv[2]).resolve()
    schemas = {name: json.loads((root / f"docs/formats/{name}.schema.json").read_text())
               for name in ("snapshot", "fleet", "fleet-lines")}
    data = root / "tests/data/audit"
    count = 0
    for baseline, exports in (
            (data / "small.toml", ("ready", "blocked", "windows7", "partial")),
            (root / "tools/baselines/sspr.toml", ("ready", "blocked", "windows7", "partial")),
            (data / "hostile.toml", ("hostile", "ready"))):
        with tempfile.TemporaryDirectory(prefix="regpolicy-fleet-") as folder:
            count += check_baseline(command, root, pathlib.Path(folder), baseline,
                                    [data / f"{name}.reg" for name in exports], schemas)
    print(f"{count} findings of snapshots, {len(failures)} failures")
    return 1 if failures or count == 0 else 0


sys.exit(main())
