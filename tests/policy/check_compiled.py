#!/usr/bin/env python3
"""Compiles a baseline with everything in it and reads the result with Samba's own reader.

check_compiled.py REGPOLICY DATA   compares DATA/everything.SIDE.expected; needs python3-samba

An expected line is key, value name, type and data, separated by tabs: numbers as they are, texts
in JSON, bytes in hex, nothing for no data.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77

try:
    from samba.dcerpc import preg
    from samba.ndr import ndr_unpack
except ImportError:
    print("skipped: python3-samba is not installed")
    sys.exit(SKIPPED)


def shown(data):
    if data is None:
        return ""
    if isinstance(data, bytes):
        return data.hex()
    return str(data) if isinstance(data, int) else json.dumps(data, ensure_ascii=False)


def lines_of(path):
    file = ndr_unpack(preg.file, path.read_bytes())  # owns the entries' memory
    return ["\t".join([e.keyname, e.valuename, str(e.type), shown(e.data)]) for e in file.entries]


def main():
    command, data = sys.argv[1], pathlib.Path(sys.argv[2])
    failed = 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-compiled-") as folder:
        out = pathlib.Path(folder) / "gpo"
        subprocess.run([command, "compile", "--quiet", str(data / "everything.toml"), "-o", str(out)],
                       check=True)
        for side in ("Machine", "User"):
            expected = (data / f"everything.{side.lower()}.expected").read_text(encoding="utf-8")
            found = lines_of(out / side / "Registry.pol")
            for wanted, line in zip(expected.splitlines(), found):
                if wanted != line:
                    print(f"{side}: expected {wanted!r}, Samba reads {line!r}")
                    failed += 1
            if len(expected.splitlines()) != len(found):
                print(f"{side}: expected {len(expected.splitlines())} records, Samba reads {len(found)}")
                failed += 1
    return 1 if failed else 0


sys.exit(main())
