#!/usr/bin/env python3
"""The same machine as .reg and as hives gives the same findings, and reglookup agrees on the values.

check_hives.py REGPOLICY BASELINE MACHINE.reg...

The hives are written by hivexregedit; reglookup is a reader of hives that shares no code with the
one under test. Exit code 77 where one of the two is missing.
"""
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def audit(command, baseline, source):
    done = subprocess.run([command, "audit", baseline, "--source", source, "--format", "json"],
                          stdout=subprocess.PIPE, check=False)
    report = json.loads(done.stdout)
    for finding in report["findings"]:
        finding.pop("source")
    return done.returncode, report["findings"], report["run"]


def unquote(text):
    return re.sub(r"%([0-9A-F]{2})", lambda m: chr(int(m.group(1), 16)), text)


def looked_up(folder):
    """{(KEY, NAME): (type, value)} of both hives as reglookup prints them, names in upper case."""
    values = {}
    for hive in ("SOFTWARE", "SYSTEM"):
        text = subprocess.run(["reglookup", "-H", folder / hive], stdout=subprocess.PIPE,
                              check=True).stdout.decode("ascii")
        for path, kind, value, *_ in csv.reader(text.splitlines()):
            if kind == "KEY":
                continue
            key, name = path.rsplit("/", 1)
            key = hive + unquote(key).replace("/", "\\")
            key = key.upper().replace("CONTROLSET002", "CURRENTCONTROLSET")
            values[key, unquote(name).upper()] = (kind, unquote(value))
    return values


def as_looked_up(evidence):
    """The evidence's own bytes in the words of reglookup."""
    data = bytes.fromhex(evidence["data"])
    if evidence["type"] == "REG_DWORD":
        return "DWORD", "0x%08X" % int.from_bytes(data, "little")
    if evidence["type"] == "REG_SZ":
        return "SZ", data.decode("utf-16-le").rstrip("\0")
    return None


def compare(command, baseline, machine):
    complaints, compared = [], 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-hives-") as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, HERE / "hives_from_reg.py", machine, folder], check=True)
        from_reg = audit(command, baseline, f"reg:{machine}")
        from_hive = audit(command, baseline, f"hive:{folder}")
        values = looked_up(folder)
    if from_reg[0] != from_hive[0]:
        complaints.append(f"exit code {from_reg[0]} from .reg, {from_hive[0]} from the hives")
    for fact in ("build", "edition"):
        if from_reg[2][fact] != from_hive[2][fact]:
            complaints.append(f"{fact} differs")
    for one, other in zip(from_reg[1], from_hive[1], strict=True):
        if one != other:
            complaints.append(f"{one['id']}: {one} from .reg, {other} from the hives")
    for finding in from_hive[1]:
        for evidence in finding["evidence"]:
            if evidence["data"] is None or evidence["name"] is None:
                continue
            expected = values.get((evidence["key"].upper(), evidence["name"].upper()))
            compared += 1
            if expected != as_looked_up(evidence):
                complaints.append(f"{evidence}: reglookup says {expected}")
    print(f"{machine}: {len(from_reg[1])} findings, {compared} values looked up")
    return complaints + ([] if compared else [f"{machine}: nothing was compared"])


def main():
    for program in ("hivexregedit", "reglookup"):
        if not shutil.which(program):
            print(f"skipped: {program} is not installed")
            return 77
    command, baseline, *machines = sys.argv[1:]
    complaints = [c for machine in machines for c in compare(command, baseline, machine)]
    print("\n".join(complaints))
    return 1 if complaints else 0


sys.exit(main())
