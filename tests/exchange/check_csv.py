#!/usr/bin/env python3
"""Python's csv module reads from what `convert` writes the cells that the records have.

check_csv.py COMMAND      COMMAND is the regpolicy program
"""
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

SEED = 20261122
ALPHABET = list("ab=+-@\t\r\n\"',; \\;.") + ["＝", "＋", "－", "＠", "å", "🔑", "\u3042"]
COLUMNS = ["side", "user", "record", "action", "key", "name", "type", "value", "data"]


def harmless(text):
    """What a cell holds where a spreadsheet could run `text`."""
    first = text.lstrip(" ")[:1]
    return "'" + text if first and first in "=+-@\t\r\n＝＋－＠" else text


def records(rng):
    """(record as JSON, expected cells behind the number) for many random texts."""
    def text(least):
        return "".join(rng.choice(ALPHABET) for _ in range(rng.randint(least, 6)))
    for _ in range(500):
        key, name, value = text(1), text(0), text(0)
        data = (value + "\0").encode("utf-16-le").hex()
        yield ({"key": key, "name": name, "type": "REG_SZ", "data": data},
               ["set", harmless(key), harmless(name), "REG_SZ", harmless(value), data])
    yield ({"key": "A", "name": "n", "type": "REG_DWORD", "data": "ffffffff"},
           ["set", "A", "n", "REG_DWORD", "4294967295", "ffffffff"])
    yield ({"key": "A", "name": "**del.n", "type": "REG_SZ", "data": "20000000"},
           ["delete", "A", "n", "REG_SZ", "", "20000000"])


def main():
    command, failed = sys.argv[1], 0
    both = list(records(random.Random(SEED)))
    with tempfile.TemporaryDirectory(prefix="regpolicy-csv-") as folder:
        source, target = pathlib.Path(folder, "in.json"), pathlib.Path(folder, "out.csv")
        source.write_text(json.dumps({
            "schema": "regpolicy/instructions/1", "side": "user", "user": "S-1-5-18",
            "instructions": [record for record, _ in both]}), encoding="utf-8")
        subprocess.run([command, "convert", "-q", source, target], check=True)
        content = target.read_bytes()
    # Without translation of line ends: the csv module tells those in cells from those of rows.
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, strict=True))
    expected = [COLUMNS] + [["user", "S-1-5-18", str(number), *cells]
                            for number, (_, cells) in enumerate(both, 1)]
    if not content.startswith(b"\xef\xbb\xbf"):
        failed += 1
        print("no byte order mark")
    for number, (row, cells) in enumerate(zip(rows, expected)):
        if row != cells:
            failed += 1
            print(f"row {number} (seed {SEED}): Python reads {row}, expected {cells}")
    if len(rows) != len(expected):
        failed += 1
        print(f"Python reads {len(rows)} rows, expected {len(expected)}")
    print(f"{len(rows)} rows, {failed} differences")
    return 1 if failed else 0


sys.exit(main())
