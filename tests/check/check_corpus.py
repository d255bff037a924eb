#!/usr/bin/env python3
"""Real files: `check` finds no error in any Registry.pol that Windows wrote, and says how often each
rule finds something.

check_corpus.py COMMAND     with the environment variable REGPOLICY_CORPUS; else exit code 77
"""
import collections
import json
import os
import pathlib
import subprocess
import sys

SKIPPED = 77
PER_RUN = 100  # files; keeps the command line short


def findings_in(command, paths):
    done = subprocess.run([command, "check", "--format", "json", *map(str, paths)],
                          capture_output=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return json.loads(done.stdout)["findings"]


def main():
    root = os.environ.get("REGPOLICY_CORPUS")
    if not root:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    pols = sorted(path for path in pathlib.Path(root).rglob("*")
                  if path.is_file() and path.suffix.lower() == ".pol")
    findings = []
    for start in range(0, len(pols), PER_RUN):
        findings += findings_in(sys.argv[1], pols[start:start + PER_RUN])
    counts = collections.Counter((item["severity"], item["rule"]) for item in findings)
    files = {rule: len({item["file"] for item in findings if item["rule"] == rule})
             for _, rule in counts}
    for (severity, rule), count in sorted(counts.items()):
        print(f"{severity:8} {rule:32} {count:5} in {files[rule]} files")
    errors = [item for item in findings if item["severity"] == "error"]
    for item in errors:
        print(f"{item['file']}: record {item['record']}: {item['message']} [{item['rule']}]")
    print(f"{len(pols)} Registry.pol, {len(findings)} findings, {len(errors)} errors")
    return 1 if errors or not pols else 0


sys.exit(main())
