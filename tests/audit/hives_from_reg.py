#!/usr/bin/env python3
"""Turns an export of a machine (.reg, UTF-8) into the hives SOFTWARE and SYSTEM of a folder.

hives_from_reg.py FILE.reg FOLDER [--dirty]

hivexregedit does the work: a writer of hives that is not ours. CurrentControlSet is what a running
Windows makes of SYSTEM\\Select, so that it becomes ControlSet002 with Select\\Current = 2.
"""
import argparse
import pathlib
import re
import subprocess
import sys

MAKE_HIVE = pathlib.Path(__file__).resolve().parents[1] / "formats" / "hive" / "make_hive.py"
SELECT = "\n[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\n\"Current\"=dword:00000002\n"


def part_of(text, hive):
    """The header and the keys of one hive."""
    blocks = re.split(r"\n(?=\[)", text)
    inside = re.compile(r"\[HKEY_LOCAL_MACHINE\\%s[\\\]]" % hive, re.IGNORECASE)
    return "\n".join(blocks[:1] + [block for block in blocks[1:] if inside.match(block)]) + "\n"


def with_parents(text):
    """The same with a line for every key above, since hivexregedit makes no key without its parent."""
    lines, seen = [], set()
    for line in text.splitlines():
        if line.startswith("[") and not line.startswith("[-"):
            parts = line.strip("[]").split("\\")
            for depth in range(3, len(parts) + 1):
                key = "\\".join(parts[:depth])
                if key.upper() not in seen or depth == len(parts):
                    lines += ["", f"[{key}]"]
                seen.add(key.upper())
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def make(text, hive, folder, dirty):
    path = folder / hive
    subprocess.run([sys.executable, MAKE_HIVE, path], check=True)
    subprocess.run(["hivexregedit", "--merge", "--prefix", f"HKEY_LOCAL_MACHINE\\{hive}", path],
                   input=with_parents(part_of(text, hive)).encode(), check=True)
    if dirty:
        data = bytearray(path.read_bytes())
        data[4] ^= 1  # the first sequence number
        data[508] ^= 1  # and the checksum that covers it
        path.write_bytes(data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reg")
    parser.add_argument("folder")
    parser.add_argument("--dirty", action="store_true")
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    text = pathlib.Path(options.reg).read_text(encoding="utf-8")
    text = text.replace("\\SYSTEM\\CurrentControlSet", "\\SYSTEM\\ControlSet002") + SELECT
    make(text, "SOFTWARE", folder, options.dirty)
    make(text, "SYSTEM", folder, options.dirty)


main()
