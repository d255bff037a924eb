#!/usr/bin/env python3
"""Other programs see in our .reg what its records say, and we read the .reg that they write.

Records -> `convert` to .reg -> hivexregedit merges it into an empty hive -> reglookup shows the
values; hivexregedit exports the hive -> `convert` reads that .reg: the same values again.

check_with_hivex.py COMMAND MAKE_HIVE      exit code 77: hivexregedit or reglookup is missing
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
PREFIX = "HKEY_LOCAL_MACHINE\\SOFTWARE"
TOP = "Policies"


def wide(text):
    return text.encode("utf-16-le").hex()


# hivexregedit creates no key whose parent is missing: every key has its own record.
KEYS = ["SOFTWARE\\" + name for name in ("Policies", "Policies\\A B", "Policies\\A B\\C[1];x")]
VALUES = [
    (KEYS[1], "text", 1, wide("C:\\Program \"x\"\0")),
    (KEYS[1], "", 1, wide("default\0")),
    (KEYS[1], "empty", 1, wide("\0")),
    (KEYS[1], "lines", 1, wide("one\r\ntwo\0")),
    (KEYS[1], "without NUL", 1, wide("x")),
    (KEYS[1], "dword", 4, "feffffff"),
    (KEYS[1], "short dword", 4, "0100"),
    (KEYS[2], "qword", 11, "0100000000000080"),
    (KEYS[2], "expand", 2, wide("%A%\0")),
    (KEYS[2], "other scripts", 2, wide("å 🔑\0")),  # as hex: hivexregedit reads quotes as ASCII
    (KEYS[2], "list", 7, wide("a\0b\0\0")),
    (KEYS[2], "empty list", 7, "0000"),
    (KEYS[2], "binary", 3, bytes(range(256)).hex()),
    (KEYS[2], "none", 0, "01"),
    (KEYS[2], "big endian", 5, "00000001"),
    (KEYS[2], "quo\"te and back\\slash", 4, "01000000"),
    (KEYS[2], "unknown type", 0x77, "ff"),
]


def document():
    rows = [{"key": key, "name": "", "type": 0, "data": ""} for key in KEYS]
    rows += [{"key": key, "name": name, "type": number, "data": data}
             for key, name, number, data in VALUES]
    return json.dumps({"schema": "regpolicy/instructions/1", "side": "machine",
                       "instructions": rows})


# reglookup writes %XX for what it does not print, and a type's name without REG_.
REGLOOKUP = {
    "/Policies/A B/text": ("SZ", "C:\\Program %22x%22"),
    "/Policies/A B/dword": ("DWORD", "0xFFFFFFFE"),
    "/Policies/A B/C[1];x/expand": ("EXPAND_SZ", "%25A%25"),
    "/Policies/A B/C[1];x/list": ("MULTI_SZ", "a|b"),
}


def check_reglookup(hive):
    text = subprocess.run(["reglookup", "-H", hive], check=True, stdout=subprocess.PIPE).stdout
    rows = [line.split(",") for line in text.decode("latin-1").splitlines()]
    seen = {row[0]: (row[1], row[2]) for row in rows if row[1] != "KEY"}
    failed = 0
    for path, expected in REGLOOKUP.items():
        if seen.get(path) != expected:
            failed += 1
            print(f"reglookup: {path} is {seen.get(path)}, expected {expected}")
    values = sum(1 for row in rows if row[1] != "KEY")
    if values != len(VALUES):
        failed += 1
        print(f"reglookup shows {values} values, expected {len(VALUES)}")
    return failed


def check_export(command, hive, folder):
    exported = folder / "export.reg"
    with open(exported, "wb") as out:
        subprocess.run(["hivexregedit", "--export", "--prefix", PREFIX, hive, "\\" + TOP],
                       check=True, stdout=out)
    back = subprocess.run([command, "convert", "--to", "json", exported, "-"], check=True,
                          stdout=subprocess.PIPE).stdout
    names = {"REG_NONE": 0, "REG_SZ": 1, "REG_EXPAND_SZ": 2, "REG_BINARY": 3, "REG_DWORD": 4,
             "REG_DWORD_BIG_ENDIAN": 5, "REG_MULTI_SZ": 7, "REG_QWORD": 11}
    seen = {(row["key"], row["name"], names.get(row["type"], row["type"]), row["data"])
            for row in json.loads(back)["instructions"]
            if not (row["name"] == "" and row["type"] == "REG_NONE")}
    for row in sorted(set(VALUES) - seen):
        print(f"the export lost {row}")
    for row in sorted(seen - set(VALUES)):
        print(f"the export has {row}")
    return len(seen ^ set(VALUES))


def main():
    for program in ("hivexregedit", "reglookup"):
        if not shutil.which(program):
            print(f"skipped: {program} is not installed")
            return SKIPPED
    command, make_hive = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="regpolicy-hivex-") as name:
        folder = pathlib.Path(name)
        (folder / "in.json").write_text(document(), encoding="utf-8")
        subprocess.run([command, "convert", "-q", folder / "in.json", folder / "out.reg"],
                       check=True)
        # hivexregedit reads no UTF-16.
        text = (folder / "out.reg").read_bytes().decode("utf-16")
        (folder / "merge.reg").write_text(text, encoding="utf-8", newline="")
        hive = folder / "hive"
        subprocess.run([sys.executable, make_hive, hive], check=True)
        subprocess.run(["hivexregedit", "--merge", "--prefix", PREFIX, hive,
                        folder / "merge.reg"], check=True)
        failed = check_reglookup(hive) + check_export(command, hive, folder)
    print(f"{len(VALUES)} values, {failed} differences")
    return 1 if failed else 0


sys.exit(main())
