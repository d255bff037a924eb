#!/usr/bin/env python3
"""The JSON and the SARIF of `check`, over broken and odd files with odd names: valid JSON in strict
UTF-8, the properties that SARIF 2.1.0 requires, and the same findings in both.

check_formats.py COMMAND
"""
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import urllib.parse

HEADER = b"PReg\x01\0\0\0"
LEVELS = {"error", "warning", "note", "none"}


def text(units):
    return units.encode("utf-16-le", "surrogatepass")


def record(key, name, kind, data):
    return b"".join((b"[\0", text(key), b"\0\0;\0", text(name), b"\0\0;\0", struct.pack("<I", kind),
                     b";\0", struct.pack("<I", len(data)), b";\0", data, b"]\0"))


ODD = HEADER + b"".join((
    record("HKLM\\\ud800", "\udc00\u202e\x01", 1, b"\x00\xd8"),
    record("", "**Future\x7f", 6, b""),
    record("Software\\" + "\U0001f511" * 300, "n" * 400, 4, b"\x01"),
    record("Software\\\ufffe\"\\{0}", "[a](b) %s {1}", 7, b"a\0\0\0\0\0b\0"),
))
FILES = {
    "plain.pol": HEADER + record("Software\\Policies\\A", "N", 4, b"\1\0\0\0"),
    "odd.pol": ODD,
    "My GPO {31B2}/50%#?.pol": ODD[:-3],
    "Å/a:b.pol": HEADER,
    "text.pol": "剐来\1\0".encode("utf-8"),
    "empty.pol": b"",
}


class Failure(Exception):
    pass


def expect(condition, what):
    if not condition:
        raise Failure(what)


def run(command, folder, form):
    done = subprocess.run([command, "check", "--format", form, "."], cwd=folder,
                          capture_output=True, check=False)
    expect(done.returncode == 3, f"exit code {done.returncode}: {done.stderr!r}")
    return json.loads(done.stdout.decode("utf-8", "strict"))


def place_of(result):
    """(file, offset, path) of a SARIF result."""
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    expect(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), f"not a relative URI: {uri}")
    region = physical.get("region", {})
    expect(set(region) <= {"byteOffset", "byteLength"}, f"unexpected region {region}")
    for value in region.values():
        expect(isinstance(value, int) and value >= 0, f"bad region {region}")
    logical = location.get("logicalLocations", [{}])[0].get("fullyQualifiedName")
    return os.fsdecode(urllib.parse.unquote_to_bytes(uri)), region.get("byteOffset"), logical


def check_sarif(sarif):
    expect(sarif["version"] == "2.1.0" and sarif["$schema"].startswith("https://"), "no version")
    (one_run,) = sarif["runs"]
    driver = one_run["tool"]["driver"]
    expect(driver["name"] == "regpolicy" and driver["version"], "no tool")
    ids = [rule["id"] for rule in driver["rules"]]
    expect(len(ids) == len(set(ids)) > 40, "rules")
    for rule in driver["rules"]:
        for part in ("shortDescription", "fullDescription", "help"):
            expect(rule[part]["text"], f"{rule['id']} without {part}")
        expect(rule["defaultConfiguration"]["level"] in LEVELS, "level of a rule")
    for result in one_run["results"]:
        expect(ids[result["ruleIndex"]] == result["ruleId"], "ruleIndex")
        expect(result["level"] in LEVELS, "level")
        expect(result["message"]["text"], "message")
    return one_run["results"]


def check_json(document):
    expect(document["schema"] == "regpolicy/findings/1", "schema")
    findings = document["findings"]
    for severity in ("error", "warning", "note"):
        count = sum(item["severity"] == severity for item in findings)
        expect(document[severity + "s"] == count, f"the count of {severity}s")
    for item in findings:
        expect(list(item) == ["rule", "severity", "file", "line", "column", "offset", "record",
                              "path", "message", "hint"], f"properties {list(item)}")
    return findings


def main():
    command = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="regpolicy-check-") as folder:
        for name, content in FILES.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            findings = check_json(run(command, folder, "json"))
            results = check_sarif(run(command, folder, "sarif"))
            expect(len(findings) > 20, f"only {len(findings)} findings")
            expect(len(findings) == len(results), "as many in both")
            for item, result in zip(findings, results):
                expect((item["rule"], item["severity"]) == (result["ruleId"], result["level"]),
                       "the same in both")
                expect((item["file"], item["offset"], item["path"]) == place_of(result),
                       f"the same place in both: {item}, {result}")
                text_of_result = result["message"]["text"]
                expect(re.fullmatch(r"(?:[^{}]|\{\{|\}\})*", text_of_result), "single braces")
                expect(text_of_result.replace("{{", "{").replace("}}", "}")
                       .startswith(item["message"]), "the same message")
                size = len(FILES[str(pathlib.PurePosixPath(item["file"]))])
                expect(item["offset"] <= size, f"{item} lies in {size} bytes")
            named = {str(pathlib.PurePosixPath(item["file"])) for item in findings}
            expect(named == set(FILES) - {"plain.pol"}, f"found in {sorted(named)}")
        except Failure as failure:
            print(failure)
            return 1
    print(f"{len(findings)} findings")
    return 0


sys.exit(main())
