#!/usr/bin/env python3
"""The Windows program under Wine: arguments, paths and values with letters beyond ASCII, long paths,
bytes on the standard streams, plan, apply and undo of a GPO's folder; the bytes are those that
python3-samba reads, where it is installed.

check_command.py REGPOLICY.exe SOURCE_ROOT
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from wine import Wine

LEVEL = {"key": "SOFTWARE\\Åkermans\\Överst", "name": "Nivå", "type": "REG_SZ", "value": "blå 🦊 räv"}
SAMBA = """
import sys
from samba.ndr import ndr_unpack
from samba.dcerpc import preg
file = ndr_unpack(preg.file, open(sys.argv[1], 'rb').read())  # owns the entries' memory
for entry in file.entries:
    print(entry.keyname, entry.valuename, entry.data, sep='|')
"""


def policy(path, *rows):
    document = {"schema": "regpolicy/instructions/1", "side": "machine", "instructions": rows}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path.name


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and ".regpolicy" not in str(p)}


def check_letters(wine, folder):
    source = policy(folder / "önskemål.json", LEVEL)
    done = wine.run("convert", source, "Mål å ä ö.pol", cwd=folder)
    pol = folder / "Mål å ä ö.pol"
    wine.expect(done.returncode == 0 and pol.is_file(), f"convert: {done}")
    wine.expect("wrote Mål å ä ö.pol" in done.stderr.decode("utf-8"), f"convert says {done.stderr}")
    shown = wine.run("show", "--format", "json", "--side", "machine", pol.name, cwd=folder)
    (row,) = json.loads(shown.stdout.decode("utf-8"))["instructions"]
    wine.expect({key: row[key] for key in LEVEL} == LEVEL, f"show says {row}")
    wine.expect(b"\r" not in shown.stdout, "line ends of another convention")
    piped = wine.run("convert", "-", "-", "--from", "pol", "--to", "pol", cwd=folder,
                     input=pol.read_bytes())
    wine.expect(piped.stdout == pol.read_bytes(), f"bytes through the standard streams: {piped}")
    samba = subprocess.run(["/usr/bin/python3", "-c", SAMBA, pol], capture_output=True, text=True,
                           check=False)
    if "No module named" not in samba.stderr:
        wine.expect(samba.stdout == "|".join((LEVEL["key"], LEVEL["name"], LEVEL["value"])) + "\n",
                    f"samba reads {samba.stdout} {samba.stderr}")


def check_long_path(wine, folder):
    deep = folder.joinpath(*["Län och kommuner med långa namn"] * 10)
    deep.mkdir(parents=True)
    source = policy(folder / "long.json", LEVEL)
    target = str(deep / "Registry.pol")
    wine.expect(len(target) > 300, "the path is not long")
    done = wine.run("convert", source, target, cwd=folder)
    wine.expect(done.returncode == 0 and (deep / "Registry.pol").is_file(), f"long path: {done}")


def check_apply(wine, folder):
    gpo = folder / "Principobjekt åäö"
    (gpo / "Machine").mkdir(parents=True)
    (gpo / "gpt.ini").write_bytes(b"[General]\r\nVersion=5\r\ndisplayName=\xe5\r\n")
    source = policy(folder / "apply.json", LEVEL)
    before = contents(gpo)
    target = f"gpt:{gpo.name}"
    plan = wine.run("plan", source, "--target", target, cwd=folder)
    wine.expect(plan.returncode == 1 and "Nivå" in plan.stdout.decode("utf-8"), f"plan: {plan}")
    wine.expect(contents(gpo) == before, "plan changed something")
    done = wine.run("apply", source, "--target", target, "-q", cwd=folder)
    wine.expect(done.returncode == 0, f"apply: {done}")
    wine.expect((gpo / "gpt.ini").read_bytes() ==
                b"[General]\r\nVersion=6\r\ndisplayName=\xe5\r\n", "gpt.ini after apply")
    applied = contents(gpo)
    again = wine.run("apply", source, "--target", target, "-q", cwd=folder)
    wine.expect(again.returncode == 0 and contents(gpo) == applied, f"second apply: {again}")
    undone = wine.run("undo", "--target", target, "-q", cwd=folder)
    wine.expect(undone.returncode == 0, f"undo: {undone}")
    before["gpt.ini"] = before["gpt.ini"].replace(b"=5", b"=7")
    wine.expect(contents(gpo) == before, f"undo left {contents(gpo)}")


def check_local(wine, folder, prefix):
    """The local policy of the machine: Wine has the system folder, not the policy service."""
    local = prefix / "drive_c/windows/system32/GroupPolicy"
    source = policy(folder / "local.json", LEVEL)
    wine.expect(not local.exists(), "there is a local policy before")
    done = wine.run("apply", source, "--target", "local", "-q", "--refresh", cwd=folder)
    told = done.stderr.decode("utf-8")
    wine.expect(done.returncode == 0 and "all is written, but the machine policy is not refreshed"
                in told and "RefreshPolicyEx" in told, f"apply to local: {done}")
    wine.expect((local / "Machine/Registry.pol").is_file() and b"gPCMachineExtensionNames=[{35378EAC"
                in (local / "gpt.ini").read_bytes(), f"local policy: {contents(local)}")
    again = wine.run("plan", source, "--target", "local", cwd=folder)
    wine.expect(again.returncode == 0, f"plan of the same: {again}")
    undone = wine.run("undo", "--target", "local", "-q", cwd=folder)
    wine.expect(undone.returncode == 0 and not (local / "Machine/Registry.pol").exists(),
                f"undo of local: {undone}")
    refused = wine.run("apply", source, "--target", "gpt:.", "--refresh", cwd=folder)
    wine.expect(refused.returncode == 2, f"--refresh of a GPO's folder: {refused}")


def main():
    with tempfile.TemporaryDirectory(prefix="regpolicy-windows-") as name:
        folder = pathlib.Path(name)
        wine = Wine(sys.argv[1], folder / "prefix")
        version = wine.run("--version")
        wine.expect(version.returncode == 0 and version.stdout.startswith(b"regpolicy "),
                    f"--version: {version}")
        wine.expect(wine.run("nosuchverb").returncode == 2, "exit code of a wrong command line")
        check_letters(wine, folder)
        check_long_path(wine, folder)
        check_apply(wine, folder)
        check_local(wine, folder, folder / "prefix")
        return wine.end()


sys.exit(main())
