#!/usr/bin/env python3
"""`audit --source registry` and plan, apply and undo of the target `registry` under Wine. The registry
is filled and read by Wine's own reg.exe; the verdicts are those of the same values as an export.

check_registry.py REGPOLICY.exe SOURCE_ROOT
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from wine import Wine

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "audit"))
import verdicts as machine_of_verdicts

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


def check_snapshot(wine, folder, root):
    """A snapshot of the registry is judged as the registry itself."""
    baseline = str(root / "tools/baselines/sspr.toml")
    done = wine.run("snapshot", baseline, "-o", "dator.snapshot", cwd=folder)
    wine.expect(done.returncode == 0, f"snapshot: {done}")
    live = verdicts(wine, folder, baseline, "registry")
    kept = verdicts(wine, folder, baseline, "dator.snapshot")
    wine.expect([(row["id"], row["user"], row["verdict"], row["observed"]) for row in live["findings"]] ==
                [(row["id"], row["user"], row["verdict"], row["observed"]) for row in kept["findings"]],
                "the snapshot is judged otherwise than the registry")


POLICY = """[baseline]
name = "{name}"
languages = ["en-US"]

[[value]]
key = 'SOFTWARE\\Policies\\Åkermans\\Överst'
name = "Nivå"
type = "sz"
data = "blå"
{more}
[[value]]
side = "user"
key = 'Software\\Policies\\Åkermans'
name = "Tal"
type = "dword"
data = 7
"""
LEAVES = """
[[value]]
key = 'SOFTWARE\\Policies\\Åkermans'
name = "Går"
type = "dword"
data = 1

[[value]]
key = 'SOFTWARE\\Åkermans Preferenser'
name = "Vår"
type = "dword"
data = 1
"""


def query(wine, folder, key, name):
    """A value as reg.exe shows it, in the console's code page; None where there is none."""
    done = wine.run("query", key, "/v", name, program="reg", cwd=folder)
    if done.returncode != 0:
        return None
    rows = [line for line in done.stdout.decode("cp850").splitlines() if "REG_" in line]
    return rows[0].split("REG_", 1)[1].split(None, 1)[1].strip() if rows else None


def check_apply(wine, folder):
    """apply, audit, undo: what reg.exe sees in between."""
    policies = "HKLM\\SOFTWARE\\Policies\\Åkermans"
    ours = "HKLM\\SOFTWARE\\Åkermans Preferenser"
    theirs = wine.run("add", policies, "/v", "Deras", "/t", "REG_SZ", "/d", "kvar", "/f",
                      program="reg", cwd=folder)
    wine.expect(theirs.returncode == 0, f"reg add: {theirs}")
    (folder / "full.toml").write_text(POLICY.format(name="Åkermans", more=LEAVES), encoding="utf-8")
    (folder / "less.toml").write_text(POLICY.format(name="Åkermans", more=""), encoding="utf-8")

    plan = wine.run("plan", "full.toml", "--target", "registry", cwd=folder)
    text = plan.stdout.decode("utf-8")
    wine.expect(plan.returncode == 1 and "+ Nivå: absent -> REG_SZ" in text and
                "next refresh of the machine policy may undo" in text, f"plan: {plan}")
    wine.expect(query(wine, folder, policies + "\\Överst", "Nivå") is None, "plan wrote a value")

    done = wine.run("apply", "full.toml", "--target", "registry", cwd=folder)
    wine.expect(done.returncode == 0 and b"the registry and 2 files written" in done.stderr,
                f"apply: {done}")
    wine.expect(query(wine, folder, policies + "\\Överst", "Nivå") == "blå", "the machine's value")
    wine.expect(query(wine, folder, "HKCU\\Software\\Policies\\Åkermans", "Tal") == "0x7",
                "the user's value")
    wine.expect(query(wine, folder, ours, "Vår") == "0x1", "the value outside the policy trees")
    audited = verdicts(wine, folder, "full.toml", "registry")
    wine.expect({row["verdict"] for row in audited["findings"] if row["user"] in (None, "") or
                 row["user"].startswith("S-1-5-21-")} == {"compliant"}, f"audit: {audited}")
    again = wine.run("apply", "full.toml", "--target", "registry", cwd=folder)
    wine.expect(b"registry is right already" in again.stderr, f"a second apply: {again}")

    done = wine.run("apply", "less.toml", "--target", "registry", cwd=folder)
    wine.expect(done.returncode == 0, f"apply what is left: {done}")
    wine.expect(query(wine, folder, policies, "Går") is None, "what left the baseline stays")
    wine.expect(query(wine, folder, ours, "Vår") is None, "what left the preferences stays")
    wine.expect(query(wine, folder, policies, "Deras") == "kvar", "somebody else's value is gone")

    undone = wine.run("undo", "--target", "registry", cwd=folder)
    wine.expect(undone.returncode == 0 and query(wine, folder, policies, "Går") == "0x1",
                f"undo: {undone}")
    wine.run("add", policies + "\\Överst", "/v", "Nivå", "/t", "REG_SZ", "/d", "röd", "/f",
             program="reg", cwd=folder)
    refused = wine.run("undo", "--target", "registry", cwd=folder)
    wine.expect(refused.returncode == 5, f"undo of a changed value: {refused}")
    forced = wine.run("undo", "--target", "registry", "--force", cwd=folder)
    wine.expect(forced.returncode == 0, f"undo --force: {forced}")
    wine.expect(query(wine, folder, policies + "\\Överst", "Nivå") is None and
                query(wine, folder, policies, "Deras") == "kvar", "what undo leaves")
    gone = wine.run("query", policies + "\\Överst", program="reg", cwd=folder)
    wine.expect(gone.returncode != 0, f"the key that apply made is there: {gone}")


def check_verdicts(wine, folder, drive):
    """Every verdict and every origin once, with users who are not signed in."""
    shared = machine_of_verdicts
    shutil.copy(shared.DATA / "verdicts.toml", folder)
    # Wine takes the bytes of a REG_EXPAND_SZ for UTF-16 only where the file is in UTF-16.
    text = (shared.DATA / "verdicts.reg").read_text(encoding="utf-8").replace("\n", "\r\n")
    (folder / "verdicts.reg").write_bytes(text.encode("utf-16"))
    imported = wine.run("import", "verdicts.reg", program="reg", cwd=folder)
    wine.expect(imported.returncode == 0, f"reg import: {imported}")
    shared.make_files(drive / "windows/system32", drive / "ProgramData", drive / "users")
    report = verdicts(wine, folder, "verdicts.toml", "registry")
    signed_in = [row["user"] for row in report["findings"] if row["user"] is not None
                 and row["source"] == "registry"]
    users = {shared.ANNA: shared.SIGNED_OUT["anna"], shared.BERTIL: shared.SIGNED_OUT["bertil"],
             shared.CECILIA: ("error", None), **{user: ("missing", None) for user in signed_in}}
    wrong = shared.complaints(report, users)
    wine.expect(len(signed_in) == 1 and not wrong, f"verdicts: {wrong}, signed in: {signed_in}")
    gone = [row for row in report["findings"] if row["user"] == shared.CECILIA]
    wine.expect(len(gone) == 1 and "C:\\Users\\cecilia\\NTUSER.DAT: cannot read: it does not exist"
                in gone[0]["reason"], f"the profile that is gone: {gone}")


def check_signed_out(wine, folder, drive):
    """A profile's hive with its log; one in a folder with letters; one that is not closed cleanly."""
    users = drive / "users"
    hive, first = users / "anna/NTUSER.DAT", users / "anna/first"
    make_log = pathlib.Path(__file__).resolve().parents[1] / "formats/hive/make_log.py"
    make_hive = make_log.with_name("make_hive.py")
    for path, level in ((first, 2), (users / "anna/second", 1)):
        subprocess.run([sys.executable, make_hive, path, "--user", str(level)], check=True)
    subprocess.run([sys.executable, make_log, first, users / "anna/second", hive], check=True)
    elsewhere = users / "Åsa Öberg"
    elsewhere.mkdir()
    shutil.copy(first, elsewhere / "NTUSER.DAT")
    subprocess.run([sys.executable, make_hive, users / "bertil/NTUSER.DAT", "--dirty"], check=True)
    added = wine.run("add", "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\"
                     "S-1-12-1-1-2-3-4", "/v", "ProfileImagePath", "/t", "REG_EXPAND_SZ", "/d",
                     "%SystemRoot%\\..\\users\\Åsa Öberg", "/f", program="reg")
    wine.expect(added.returncode == 0, f"reg add: {added}")
    before = {path: path.read_bytes() for path in users.rglob("NTUSER.DAT*")}
    report = verdicts(wine, folder, "verdicts.toml", "registry")
    rows = {row["user"]: row for row in report["findings"]}
    anna, asa = rows[machine_of_verdicts.ANNA], rows["S-1-12-1-1-2-3-4"]
    wine.expect(anna["verdict"] == "compliant" and
                anna["source"].endswith("NTUSER.DAT + NTUSER.DAT.LOG1"), f"with a log: {anna}")
    wine.expect(asa["verdict"] == "wrong_value" and "Åsa Öberg" in asa["source"], f"Åsa: {asa}")
    bertil = rows[machine_of_verdicts.BERTIL]
    wine.expect(bertil["verdict"] == "error" and "was not closed cleanly" in bertil["reason"],
                f"not closed cleanly: {bertil}")
    wine.expect({path: path.read_bytes() for path in users.rglob("NTUSER.DAT*")} == before,
                "a profile was changed")
    offline = verdicts(wine, folder, "verdicts.toml", "hive:C:\\users\\anna\\NTUSER.DAT")
    wine.expect([row["verdict"] for row in offline["findings"] if row["user"] == "anna"] ==
                ["compliant"], f"the same hive by itself: {offline}")


def main():
    root = pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="regpolicy-registry-") as name:
        folder = pathlib.Path(name)
        wine = Wine(sys.argv[1], folder / "prefix")
        check_letters(wine, folder)
        check_apply(wine, folder)
        check_sspr(wine, folder, root)
        check_snapshot(wine, folder, root)
        failed = wine.end()
        # A registry on which nothing was imported before.
        wine = Wine(sys.argv[1], folder / "other")
        check_verdicts(wine, folder, folder / "other/drive_c")
        check_signed_out(wine, folder, folder / "other/drive_c")
        return wine.end() or failed


sys.exit(main())
