#!/usr/bin/env python3
"""Logs of real hives: their hashes are those of make_log.py, and a real hive comes back from its logs.

check_real_logs.py REGPOLICY BASELINE

Looks for hives and logs below the folder that REGPOLICY_CORPUS names; exit code 77 where it is not
set. Of each hive that can be audited, every third page is garbled and put into a log of either
format: the audit must find the same as before.
"""
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

FORMATS = pathlib.Path(__file__).resolve().parents[1] / "formats" / "hive"
sys.path.insert(0, str(FORMATS))
import make_log  # noqa: E402

NEW_LOG = 6


def hive_files(corpus):
    for path in sorted(corpus.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if data[:4] == b"regf":
                yield path, data


def check_hashes(path, log):
    """Complaints, and the number of entries."""
    at, count, complaints = 512, 0, []
    while log[at:at + 4] == b"HvLE":
        size, = struct.unpack_from("<I", log, at + 4)
        body, head = struct.unpack_from("<QQ", log, at + 24)
        if make_log.marvin32(log[at + 40:at + size]) != body:
            complaints.append(f"{path}: the pages at {at} have another hash")
        if make_log.marvin32(log[at:at + 32]) != head:
            complaints.append(f"{path}: the head at {at} has another hash")
        at, count = at + size, count + 1
    return complaints, count


def findings(command, baseline, hive):
    done = subprocess.run([command, "audit", baseline, "--source", f"hive:{hive}", "--format",
                           "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1, 6):
        return done.stderr.decode(errors="replace")
    report = json.loads(done.stdout)
    for finding in report["findings"]:
        finding.pop("source")
        finding.pop("user")  # the folder's name
    return report["findings"]


def check_replay(command, baseline, path, data, name, options):
    with tempfile.TemporaryDirectory(prefix="regpolicy-logs-") as folder:
        folder = pathlib.Path(folder)
        (folder / "whole").mkdir()
        whole = folder / "whole" / name
        shutil.copyfile(path, whole)
        whole.chmod(0o600)
        expected = findings(command, baseline, whole)
        if isinstance(expected, str):
            return None
        garbled = bytearray(data)
        for at in range(make_log.BLOCK, len(garbled), 3 * make_log.PAGE):
            garbled[at:at + make_log.PAGE] = b"\xAA" * len(garbled[at:at + make_log.PAGE])
        (folder / "garbled").write_bytes(garbled)
        logged = folder / name
        subprocess.run([sys.executable, FORMATS / "make_log.py", folder / "garbled", whole, logged,
                        *options], check=True)
        found = findings(command, baseline, logged)
    return [] if found == expected else [f"{path} as {name} {options}: {str(found)[:300]}"]


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("skipped: REGPOLICY_CORPUS is not set")
        return 77
    command, baseline = sys.argv[1:]
    complaints, entries, replays = [], 0, 0
    for path, data in hive_files(pathlib.Path(corpus)):
        kind, = struct.unpack_from("<I", data, 28)
        first, second = struct.unpack_from("<II", data, 4)
        if kind == NEW_LOG:
            more, count = check_hashes(path, data)
            complaints, entries = complaints + more, entries + count
        elif kind == 0 and first == second:
            for name in ("SOFTWARE", "NTUSER.DAT"):
                for options in ([], ["--old"], ["--split"]):
                    more = check_replay(command, baseline, path, data, name, options)
                    if more is not None:
                        complaints, replays = complaints + more, replays + 1
    print("\n".join(complaints + [f"{entries} entries, {replays} hives from their logs"]))
    return 1 if complaints or not replays else 0


sys.exit(main())
