#!/usr/bin/env python3
"""Every verdict and every origin once, on an image whose hives hivexregedit has written.

check_verdicts.py REGPOLICY

Exit code 77 where hivexregedit is missing.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import verdicts


def audit(command, source, *options):
    done = subprocess.run([command, "audit", verdicts.DATA / "verdicts.toml", "--source", source,
                           "--format", "json", *options], stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def main():
    if shutil.which("hivexregedit") is None:
        print("hivexregedit is missing")
        return 77
    command = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="regpolicy-verdicts-") as name:
        root = pathlib.Path(name)
        system = root / "Windows/System32"
        subprocess.run([sys.executable, verdicts.HERE / "hives_from_reg.py",
                        verdicts.DATA / "verdicts.reg", system / "config"], check=True)
        verdicts.make_files(system, root / "ProgramData", root / "Users")
        wrong = verdicts.complaints(audit(command, f"hive:{root}"), verdicts.SIGNED_OUT)
        # The twelfth: what the hives of an image do not tell.
        alone = audit(command, f"hive:{root}/Users/anna/NTUSER.DAT")
        told = {row["id"]: row["verdict"] for row in alone["findings"]}
        if told[verdicts.POLICIES + "Good"] != "error" or told[verdicts.USER] != "compliant":
            wrong.append(f"one hive alone: {told}")
    print("\n".join(wrong) or f"{len(verdicts.MACHINE) + len(verdicts.SIGNED_OUT)} findings as expected")
    return 1 if wrong else 0


sys.exit(main())
