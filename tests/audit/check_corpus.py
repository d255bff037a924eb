#!/usr/bin/env python3
"""Real hives are read or refused with a reason, never with a crash.

check_corpus.py REGPOLICY BASELINE

Looks for hives below the folder that REGPOLICY_CORPUS names; exit code 77 where it is not set. Each
is audited under every name that a hive can have, as it is and, where it was not closed cleanly,
with --accept-dirty.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def hives(corpus):
    for path in sorted(corpus.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                if file.read(4) == b"regf":
                    yield path


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("skipped: REGPOLICY_CORPUS is not set")
        return 77
    command, baseline = sys.argv[1:]
    complaints, counts = [], {"judged": 0, "refused": 0}
    for path in hives(pathlib.Path(corpus)):
        for name in ("SOFTWARE", "SYSTEM", "NTUSER.DAT"):
            for options in ([], ["--accept-dirty"]):
                with tempfile.TemporaryDirectory(prefix="regpolicy-corpus-") as folder:
                    copy = pathlib.Path(folder) / name
                    shutil.copyfile(path, copy)
                    done = subprocess.run([command, "audit", baseline, "--source", f"hive:{copy}",
                                           "--format", "json", *options], timeout=60,
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                          check=False)
                if done.returncode in (0, 1, 6):
                    counts["judged"] += 1
                elif done.returncode == 3 and done.stderr.strip() and not done.stdout:
                    counts["refused"] += 1
                else:
                    complaints.append(f"{path} as {name}: exit code {done.returncode}, "
                                      f"{done.stderr.decode(errors='replace')}")
    print("\n".join(complaints + [f"{counts['judged']} judged, {counts['refused']} refused"]))
    return 1 if complaints or counts["judged"] == 0 else 0


sys.exit(main())
