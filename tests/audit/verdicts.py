"""The machine that shows every verdict and every origin once: its registry is
tests/data/audit/verdicts.reg, its files are made here, the baseline is verdicts.toml.
"""
import pathlib
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "audit"
GUID = "{11111111-2222-3333-4444-555555555555}"
ANNA, BERTIL, CECILIA = (f"S-1-5-21-10-20-30-{number}" for number in (1105, 1106, 1107))

POLICIES = "value:SOFTWARE\\Policies\\Contoso\\"
USER = "value:Software\\Policies\\Contoso\\Level"

# By id: the verdict and the kind of the origin. Of the user's value see below.
MACHINE = {
    POLICIES + "Good": ("compliant", "gpo"),
    POLICIES + "Local": ("compliant", "local_gpo"),
    "value:SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Contoso\\Managed":
        ("compliant", "mdm"),
    "value:SOFTWARE\\Contoso\\Wrong": ("wrong_value", None),
    "value:SOFTWARE\\Contoso\\Typed": ("wrong_type", None),
    "value:SOFTWARE\\Contoso\\Missing": ("missing", None),
    "verdicts.forbidden": ("present_but_forbidden", None),
    POLICIES + "Overridden": ("overridden", "gpo"),
    POLICIES + "LeftBehind": ("tattooed", "none"),
    POLICIES + "Pending": ("pending", "local_gpo"),
    POLICIES + "Skewed": ("version_skew", "gpo"),
    "verdicts.old-windows": ("not_applicable", None),
    "verdicts.by-hand": ("not_auditable", None),
}
# Anna's value is as required; Bertil's own local policy asks for it and was not applied yet.
SIGNED_OUT = {"anna": ("compliant", None), "bertil": ("pending", None)}


def registry_pol(key, **numbers):
    """A Registry.pol of REG_DWORDs, by [MS-GPREG]."""
    wide = lambda text: text.encode("utf-16-le")
    content = b"PReg" + struct.pack("<I", 1)
    for name, number in numbers.items():
        content += (wide("[") + wide(key + "\0;") + wide(name + "\0;") + struct.pack("<I", 4)
                    + wide(";") + struct.pack("<I", 4) + wide(";") + struct.pack("<I", number)
                    + wide("]"))
    return content


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def make_files(windows, program_data, users):
    """The files of the machine's policy, and the profiles of Anna and Bertil; Cecilia's is gone."""
    key = "SOFTWARE\\Policies\\Contoso"
    policy = windows / "GroupPolicy"
    copy = policy / "DataStore/0/sysvol/contoso.com/Policies" / GUID
    put(policy / "gpt.ini", b"[General]\r\nVersion=2\r\n")
    put(policy / "Machine/Registry.pol", registry_pol(key, Local=1, Overridden=1, Pending=1))
    put(copy / "GPT.INI", b"[General]\r\nVersion=8\r\n")
    put(copy / "Machine/Registry.pol", registry_pol(key, Good=1, Overridden=2, Skewed=2))
    put(program_data / "ntuser.pol", registry_pol(key, Good=1, Local=1, Overridden=2, Skewed=2))
    put(windows / "GroupPolicyUsers" / BERTIL / "User/Registry.pol", registry_pol(key, Level=1))
    for name, level in (("anna", 1), ("bertil", 2)):
        (users / name).mkdir(parents=True)
        subprocess.run([sys.executable, HERE.parent / "formats/hive/make_hive.py",
                        users / name / "NTUSER.DAT", "--user", str(level)], check=True)


def complaints(report, users):
    """What is not as expected; `users`: by the name in the report, verdict and origin."""
    expected = {(name, None): outcome for name, outcome in MACHINE.items()}
    expected.update({(USER, user): outcome for user, outcome in users.items()})
    found = {(row["id"], row["user"]): (row["verdict"], row["origin"] and row["origin"]["kind"])
             for row in report["findings"]}
    return [f"{key}: expected {expected.get(key)}, found {found.get(key)}"
            for key in sorted({*expected, *found}, key=str) if expected.get(key) != found.get(key)]
