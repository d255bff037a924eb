#!/usr/bin/env python3
"""Which real Group Policy objects would hide the Reset password link, and by which value? The command
and an independent reading say the same: Registry.pol as Samba's own parser reads it, GptTmpl.inf read
here, and the list of blockers written down once more.

check_backups.py REGPOLICY BASELINE

Looks for backups below the folder that REGPOLICY_CORPUS names; exit code 77 where it is not set or
python3-samba is missing. A backup without its Backup.xml is judged as an object's folder.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

try:
    import samba.ndr
    from samba.dcerpc import preg
except ImportError:
    print("skipped: python3-samba is not installed")
    sys.exit(77)

SYSTEM = r"software\microsoft\windows\currentversion\policies\system"
POLICIES = r"software\policies\microsoft"
WINLOGON = r"software\microsoft\windows nt\currentversion\winlogon"
EXPLORER = ("explorer.exe", r"%systemroot%\explorer.exe", r"c:\windows\explorer.exe")


def is_on(value):
    return isinstance(value, int) and value >= 1


# What breaks a check on Windows 11, by key and name: (check, is the value bad?). None: deleted.
BLOCKERS = {
    (POLICIES + r"\azureadaccount", "allowpasswordreset"):
        ("sspr.allow-password-reset", lambda value: value != 1),
    (POLICIES + r"\windows\system", "disablelockscreenappnotifications"):
        ("sspr.lock-screen-notifications", is_on),
    (SYSTEM, "hidefastuserswitching"): ("sspr.hide-fast-user-switching", is_on),
    (SYSTEM, "dontdisplaylastusername"): ("sspr.last-user-name-hidden", is_on),
    (POLICIES + r"\windows\personalization", "nolockscreen"): ("sspr.no-lock-screen", is_on),
    (POLICIES + r"\windows\appx", "blocknonadminuserinstall"):
        ("sspr.block-non-admin-install", is_on),
    (SYSTEM, "scforceoption"): ("sspr.smart-card-required", is_on),
    (WINLOGON, "shell"):
        ("sspr.machine-shell", lambda value: value is not None and
         str(value).lower() not in EXPLORER),
}


def below(folder, *names):
    """The entry in any case, or None."""
    for name in names:
        if folder is None or not folder.is_dir():
            return None
        folder = next((entry for entry in folder.iterdir() if entry.name.lower() == name), None)
    return folder


def values_of(objects):
    """What the machine's side sets (None: deletes), by key and name in lower case."""
    values = {}
    pol = below(objects, "machine", "registry.pol")
    if pol is not None:
        # Held while its entries are looked at: what Samba gives out lies in its memory.
        file = samba.ndr.ndr_unpack(preg.file, pol.read_bytes())
        for entry in file.entries:
            key, name = entry.keyname.lower(), entry.valuename.lower()
            if name.startswith("**del."):
                values[key, name[len("**del."):]] = None
            elif name.startswith("**delvals"):
                values.update({place: None for place in BLOCKERS if place[0] == key})
            elif (key, name) in BLOCKERS:  # other data may be such that Samba cannot show it
                values[key, name] = entry.data
    template = below(objects, "machine", "microsoft", "windows nt", "secedit", "gpttmpl.inf")
    if template is not None:
        section = ""
        for line in template.read_bytes().decode("utf-16").splitlines():
            if line.startswith("["):
                section = line.lower()
            found = re.match(r'machine\\(.*)\\([^\\]*)=(\d+),(.*)$', line, re.IGNORECASE)
            if section == "[registry values]" and found:
                data = int(found[4]) if found[3] == "4" else found[4].strip('"')
                values[found[1].lower(), found[2].lower()] = data
    return values


def broken_by(command, baseline, source):
    """(exit code, {check: observed} of the blockers that fail)"""
    done = subprocess.run([command, "audit", "--against", baseline, "--source", source, "--build",
                           "22631", "--edition", "Enterprise", "--format", "json"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        return done.returncode, done.stderr.decode(errors="replace")
    findings = json.loads(done.stdout)["findings"]
    return done.returncode, {finding["id"]: finding["evidence"][0]
                             for finding in findings if finding["severity"] == "blocker" and
                             finding["verdict"] not in ("compliant",)}


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("skipped: REGPOLICY_CORPUS is not set")
        return 77
    command, baseline = sys.argv[1:]
    complaints, counts = [], {"judged": 0, "hide the link": 0, "security templates": 0}
    for sysvol in sorted(pathlib.Path(corpus).rglob("*")):
        if sysvol.name.lower() != "domainsysvol" or not sysvol.is_dir():
            continue
        backup, objects = sysvol.parent, below(sysvol, "gpo")
        whole = below(backup, "backup.xml") is not None
        source = f"backup:{backup}" if whole else f"gpt:{objects}"
        values = values_of(objects)
        expected = {check for place, (check, is_bad) in BLOCKERS.items()
                    if place in values and is_bad(values[place])}
        code, found = broken_by(command, baseline, source)
        if code not in (0, 1):
            complaints.append(f"{source}: exit code {code}: {found}")
            continue
        if set(found) != expected:
            complaints.append(f"{source}: {sorted(found)}, expected {sorted(expected)}")
        counts["judged"] += 1
        counts["hide the link"] += bool(expected)
        counts["security templates"] += any(
            path.name.lower() == "gpttmpl.inf" for path in sysvol.rglob("*"))
        for check, evidence in sorted(found.items()):
            print(f"{backup.relative_to(corpus)}: {check}: {evidence['name']} = "
                  f"{evidence['observed']}, {evidence['set_by']}")
    print("\n".join(complaints + [", ".join(f"{name}: {count}" for name, count in counts.items())]))
    return 1 if complaints or counts["judged"] == 0 else 0


sys.exit(main())
