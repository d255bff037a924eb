#!/usr/bin/env python3
"""`audit --source registry` under Wine. The registry is filled by Wine's own reg.exe; the verdicts
are those of the same values as an export.

check_registry.py REGPOLICY.exe SOURCE_ROOT
"""
import json
import pathlib
import shutil
import sys
import tempfile

from wine import Wine

BASELINE = """[baseline]
name = "Letters"
languages = ["en-US"]

[[value]]
key = 'SOFTWARE\\Åkermans\\Överst'
name = "Nivå"
type = "sz"
data = "blå"

[[value]]
side = "user"
key = 'Software\\Åkermans'
name = "Språk"
type = "sz"
data = "svenska"
"""


def verdicts(wine, folder, baseline, source):
    done = wine.run("audit", baseline, "--source", source, "--format", "json", cwd=folder)
    wine.expect(done.returncode in (0, 1, 6), f"{source}: {done}")
    return json.loads(done.stdout.decode("utf-8"))


def check_sspr(wine, folder, root):
    """The same machine as an export and as a live registry."""
    for name in ("ready.reg", "blocked.reg"):
        shutil.copy(root / "tests/data/audit" / name, folder)
        imported = wine.run("import", name, program="reg", cwd=folder)
        wine.expect(imported.returncode == 0, f"reg import {name}: {imported}")
        baseline = str(root / "tools/baselines/sspr.toml")
        live = verdicts(wine, folder, baseline, "registry")
        export = verdicts(wine, folder, baseline, name)
        wine.expect(live["run"]["sources"] == ["registry"], f"{live['run']['sources']}")
        wine.expect(live["run"]["build"] == export["run"]["build"] is not None, "the build")
        told = {finding["id"]: finding["verdict"] for finding in live["findings"]
                if finding["side"] == "machine"}
        # Wine's own keys may make a check fail that an export leaves open, never the reverse.
        for finding in export["findings"]:
            if finding["side"] == "machine" and finding["id"].startswith("sspr."):
                wine.expect(told[finding["id"]] == finding["verdict"],
                            f"{name}: {finding['id']} is {told[finding['id']]}, "
                            f"the export says {finding['verdict']}")


def check_letters(wine, folder):
    (folder / "bokstäver.toml").write_text(BASELINE, encoding="utf-8")
    document = verdicts(wine, folder, "bokstäver.toml", "registry")
    wine.expect([row["verdict"] for row in document["findings"]] == ["missing", "missing"],
                f"nothing is there: {document['findings']}")
    for key, name, data in (("HKLM\\SOFTWARE\\Åkermans\\Överst", "Nivå", "grön"),
                            ("HKCU\\Software\\Åkermans", "Språk", "svenska")):
        added = wine.run("add", key, "/v", name, "/t", "REG_SZ", "/d", data, "/f", program="reg")
        wine.expect(added.returncode == 0, f"reg add: {added}")
    document = verdicts(wine, folder, "bokstäver.toml", "registry")
    machine, user = document["findings"]
    wine.expect(machine["verdict"] == "wrong_value" and "grön" in machine["observed"],
                f"the machine: {machine}")
    wine.expect(user["verdict"] == "compliant" and user["user"].startswith("S-1-5-21-"),
                f"the user: {user}")


def main():
    root = pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="regpolicy-registry-") as name:
        folder = pathlib.Path(name)
        wine = Wine(sys.argv[1], folder / "prefix")
        check_letters(wine, folder)
        check_sspr(wine, folder, root)
        return wine.end()


sys.exit(main())
