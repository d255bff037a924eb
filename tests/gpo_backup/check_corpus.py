#!/usr/bin/env python3
"""Real backups, written anew by this library: read again they are equal (the program says so), every
Registry.pol and every other file has the bytes that it had, xmllint takes each XML file, and what
was read agrees with gpreport.xml, which the Group Policy Management Console wrote.

check_corpus.py REWRITE_BACKUPS   with the environment variable REGPOLICY_CORPUS; else exit code 77

The XML files are read here by Python's own reader.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIPPED = 77
MADE_ANEW = {"manifest.xml", "bkupinfo.xml", "backup.xml"}
SCHEME = "{http://www.microsoft.com/GroupPolicy/GPOOperations}"
SETTINGS = "{http://www.microsoft.com/GroupPolicy/Settings}"
FIELDS = ("folder id guid name domain options machine_directory machine_sysvol machine_records "
          "user_directory user_sysvol user_records").split()


class Failures:
    def __init__(self):
        self.count = 0

    def add(self, where, what):
        self.count += 1
        print(f"{where}: {what}")


def files_of(folder):
    """{path in lower case: content} of what a rewritten backup holds unchanged."""
    return {str(path.relative_to(folder)).lower(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()
            and path.name.lower() not in MADE_ANEW}


def report_of(folder):
    for path in folder.iterdir():
        if path.name.lower() == "gpreport.xml":
            text = path.read_bytes().decode("utf-16")
            return ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", text, flags=re.DOTALL))
    return None


def compare_with_report(row, report, failures):
    def text(path):
        found = report.find(path.replace("/", "/" + SETTINGS) if "{" not in path else path)
        return found.text or "" if found is not None else ""

    types = "{http://www.microsoft.com/GroupPolicy/Types}"
    expected = {
        "name": text(SETTINGS + "Name"),
        "guid": text(f"{SETTINGS}Identifier/{types}Identifier"),
        "domain": text(f"{SETTINGS}Identifier/{types}Domain"),
    }
    options = int(row["options"])
    for element, side, off in (("Computer", "machine", 2), ("User", "user", 1)):
        expected[f"{side}_directory"] = text(f"{SETTINGS}{element}/{SETTINGS}VersionDirectory")
        expected[f"{side}_sysvol"] = text(f"{SETTINGS}{element}/{SETTINGS}VersionSysvol")
        enabled = text(f"{SETTINGS}{element}/{SETTINGS}Enabled")
        if enabled != ("false" if options & off else "true"):
            failures.add(row["folder"], f"{side} side enabled: report {enabled}, options {options}")
        policies = [p for p in report.iterfind(f"{SETTINGS}{element}//*")
                    if p.tag.endswith("/Settings/Registry}Policy")]
        if policies and row[f"{side}_records"] in ("none", "0"):
            failures.add(row["folder"], f"{side} side: {len(policies)} policies in the report, "
                                        "no record read")
    for field, value in expected.items():
        if row[field] != value:
            failures.add(row["folder"], f"{field}: report {value!r}, read {row[field]!r}")


def listed_files(scheme):
    return sorted(element.get(SCHEME + "Location").lower() for element in scheme.iter()
                  if element.get(SCHEME + "Location") and element.tag == SCHEME + "FSObjectFile")


def compare_written(row, folder, failures):
    before, after = files_of(pathlib.Path(row["folder"])), files_of(folder)
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            failures.add(row["folder"], f"{path} is not the same file")
    there = sorted(path.replace("/", "\\") for path in after if path.startswith("domainsysvol/gpo/"))
    scheme = ElementTree.parse(folder / "Backup.xml").getroot()
    if listed_files(scheme) != there:
        failures.add(row["folder"], "Backup.xml lists other files than lie there")
    old = next(p for p in pathlib.Path(row["folder"]).iterdir() if p.name.lower() == "backup.xml")
    root = ElementTree.parse(old).getroot()
    for element in ("SecurityGroups", "FilePaths", "GroupPolicyCoreSettings"):
        path = f"{SCHEME}GroupPolicyObject/{SCHEME}{element}"
        if (ElementTree.canonicalize(ElementTree.tostring(root.find(path)), strip_text=True)
                != ElementTree.canonicalize(ElementTree.tostring(scheme.find(path)),
                                            strip_text=True)):
            failures.add(row["folder"], f"{element} is not the same")


def check_folder(program, folder, failures):
    with tempfile.TemporaryDirectory(prefix="regpolicy-backup-") as temporary:
        to = pathlib.Path(temporary) / "new"
        done = subprocess.run([program, folder, to], capture_output=True, check=False)
        if done.returncode != 0 or done.stderr:
            failures.add(folder, f"exit code {done.returncode}: {done.stderr.decode()}")
            return []
        rows = [dict(zip(FIELDS, line.split("\t"))) for line in done.stdout.decode().splitlines()]
        made = [str(p) for p in to.rglob("*") if p.name.lower() in MADE_ANEW]
        lint = subprocess.run(["xmllint", "--noout", "--nonet", *made], capture_output=True,
                              check=False)
        if lint.returncode != 0 or lint.stderr or len(made) != 2 * len(rows) + 1:
            failures.add(folder, f"xmllint: {lint.stderr.decode()}")
        for row in rows:
            compare_written(row, to / row["id"], failures)
        return rows


def main():
    root = os.environ.get("REGPOLICY_CORPUS")
    if not root or not shutil.which("xmllint"):
        print("skipped: REGPOLICY_CORPUS is not set, or xmllint is missing")
        return SKIPPED
    backups = {path.parent for path in pathlib.Path(root).rglob("*")
               if path.name.lower() == "backup.xml"}
    # A backup in a folder of its ID is read with its neighbours.
    folders = sorted({path.parent if path.name.startswith("{") else path for path in backups})
    failures, rows, reports = Failures(), [], 0
    for folder in folders:
        rows += check_folder(sys.argv[1], folder, failures)
    for row in rows:
        report = report_of(pathlib.Path(row["folder"]))
        if report is not None:
            reports += 1
            compare_with_report(row, report, failures)
    if len(rows) != len(backups):
        failures.add(root, f"{len(backups)} backups, {len(rows)} read")
    print(f"{len(rows)} backups of {len(folders)} folders written anew, {reports} reports compared, "
          f"{failures.count} failures")
    return 1 if failures.count or not rows or not reports else 0


sys.exit(main())
