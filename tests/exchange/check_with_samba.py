#!/usr/bin/env python3
"""Samba's own reader of Registry.pol sees in what `convert` writes what the .reg file says.

check_with_samba.py COMMAND      COMMAND is the regpolicy program; exit code 77: no python3-samba
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77
DEBIAN_PYTHON = "/usr/bin/python3"  # Debian's samba module belongs to Debian's python

# Prints [[key, name, type, data], ...] of a Registry.pol as Samba reads it.
READER = """
import json, sys
import samba.ndr
from samba.dcerpc import preg
content = open(sys.argv[1], "rb").read()
file = samba.ndr.ndr_unpack(preg.file, content)
rows = []
for entry in file.entries:
    data = entry.data
    if isinstance(data, (bytes, list)):
        data = bytes(data).hex()
    rows.append([entry.keyname, entry.valuename, entry.type, data])
# Samba writes the same bytes from what it read.
print(json.dumps([rows, samba.ndr.ndr_pack(file) == content]))
"""

REG = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\A]
"text"="C:\\Program \"x\" å 🔑"
@="default"
"dword"=dword:fffffffe
"qword"=hex(b):01,00,00,00,00,00,00,80
"expand"=hex(2):25,00,41,00,25,00,00,00
"list"=hex(7):61,00,00,00,62,00,00,00,00,00
"binary"=hex:00,5d,00,3b,00,5b,00,ff
"gone"=-
[-HKEY_LOCAL_MACHINE\SOFTWARE\Policies\A\B]
[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\empty]
"""

KEY = r"SOFTWARE\Policies\A"
EXPECTED = [
    [KEY, "text", 1, 'C:\\Program "x" å 🔑'],
    [KEY, "", 1, "default"],
    [KEY, "dword", 4, 0xFFFFFFFE],
    [KEY, "qword", 11, 0x8000000000000001],
    [KEY, "expand", 2, "%A%"],
    [KEY, "list", 7, "61000000620000000000"],
    [KEY, "binary", 3, "005d003b005b00ff"],
    [KEY, "**del.gone", 1, " "],
    [KEY, "**DeleteKeys", 1, "B"],
    [r"SOFTWARE\Policies\empty", "", 0, None],
]


def main():
    probe = [DEBIAN_PYTHON, "-c", "import samba.ndr, samba.dcerpc.preg"]
    if not os.path.exists(DEBIAN_PYTHON) or subprocess.run(probe, capture_output=True).returncode:
        print("skipped: python3-samba is not installed")
        return SKIPPED
    command = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="regpolicy-samba-") as folder:
        source = pathlib.Path(folder) / "in.reg"
        target = pathlib.Path(folder) / "out.pol"
        source.write_text(REG, encoding="utf-16")
        subprocess.run([command, "convert", "-q", source, target], check=True)
        seen = subprocess.run([DEBIAN_PYTHON, "-c", READER, target], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
    rows, same = json.loads(seen)
    failed = 0
    for number, (row, expected) in enumerate(zip(rows, EXPECTED), 1):
        if row != expected:
            failed += 1
            print(f"record {number}: Samba sees {row}, expected {expected}")
    if len(rows) != len(EXPECTED):
        failed += 1
        print(f"Samba sees {len(rows)} records, expected {len(EXPECTED)}")
    if not same:
        failed += 1
        print("Samba writes other bytes from what it read")
    print(f"{len(rows)} records, {failed} differences")
    return 1 if failed else 0


sys.exit(main())
