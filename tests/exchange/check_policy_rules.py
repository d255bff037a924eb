#!/usr/bin/env python3
"""Python's own XML reader sees in the .PolicyRules that `convert` writes the values that its JSON
has, xmllint finds them well-formed, and what Python writes is read as the same records.

check_policy_rules.py COMMAND      COMMAND is the regpolicy program; exit code 77: no xmllint
"""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

SKIPPED = 77
SEED = 20261122

TYPES = ("REG_SZ", "REG_EXPAND_SZ", "REG_MULTI_SZ", "REG_DWORD", "REG_QWORD", "REG_BINARY")
PIECES = ("a", "Z", " ", "\\", "\\new", "\\0x", "<", "&amp;", ">", '"', "'", "]]>", "å", "Ж", "\u3042",
          "🔑", "\r\n", "\n", "\r", "\t", "%A%", ";", "\u00a0", "\u2028", "\x7f", "\x85")


def random_text(rng, longest=6, barred=()):
    pieces = [piece for piece in PIECES if not any(bar in piece for bar in barred)]
    return "".join(rng.choice(pieces) for _ in range(rng.randrange(longest + 1)))


def utf16(text):
    return text.encode("utf-16-le")


def random_instruction(rng):
    """A row of the JSON: what the format has words for."""
    kind = rng.choice(TYPES)
    if kind == "REG_DWORD":
        data = rng.randrange(1 << 32).to_bytes(4, "little")
    elif kind == "REG_QWORD":
        data = rng.randrange(1 << 64).to_bytes(8, "little")
    elif kind == "REG_BINARY":
        data = rng.randbytes(rng.randrange(20))
    elif kind == "REG_MULTI_SZ":
        # "\0" inside a string would be a separator.
        strings = [random_text(rng, barred=("\\",)) + "x" for _ in range(rng.randrange(4))]
        data = b"".join(utf16(text) + b"\0\0" for text in strings) + b"\0\0"
    else:
        data = utf16(random_text(rng)) + b"\0\0"
    name = rng.choice((random_text(rng), "", "**del.x", "**soft.y", "**delvals."))
    return {"key": "SOFTWARE\\" + random_text(rng), "name": name, "type": kind, "data": data.hex()}


def decoded(kind, text):
    """The data of a <RegData>, as docs/formats/policy-rules.md says."""
    if kind == "REG_DWORD":
        return int(text).to_bytes(4, "little")
    if kind == "REG_QWORD":
        return int(text).to_bytes(8, "little")
    if kind == "REG_BINARY":
        return bytes.fromhex(text.replace(",", " "))
    if kind == "REG_MULTI_SZ":
        strings = [part.replace("\\r\\n", "\r\n") for part in text.split("\\0") if part]
        return b"".join(utf16(part) + b"\0\0" for part in strings) + b"\0\0"
    if kind == "REG_NONE":
        return b""
    return utf16(text.replace("\\r\\n", "\r\n")) + b"\0\0"


def rows_of(path):
    """{side: [rows of the JSON]} of a .PolicyRules file, by Python's XML reader."""
    rows = {"machine": [], "user": []}
    for entry in ET.parse(path).getroot():
        side = {"ComputerConfig": "machine", "UserConfig": "user"}.get(entry.tag)
        if side:
            field = {child.tag: child.text or "" for child in entry}
            rows[side].append({"key": field["Key"], "name": field["Value"],
                               "type": field["RegType"],
                               "data": decoded(field["RegType"], field["RegData"]).hex()})
    return rows


def spelt(kind, data):
    if kind in ("REG_DWORD", "REG_QWORD"):
        return str(int.from_bytes(data, "little"))
    if kind == "REG_BINARY":
        return data.hex()
    text = data.decode("utf-16-le")
    if kind == "REG_MULTI_SZ":
        return "\\0".join(part.replace("\r\n", "\\r\\n") for part in text.split("\0")[:-2])
    return text[:-1].replace("\r\n", "\\r\\n")


def write_with_python(path, rows, encoding):
    root = ET.Element("PolicyRules")
    for side, tag in (("machine", "ComputerConfig"), ("user", "UserConfig")):
        for row in rows[side]:
            entry = ET.SubElement(root, tag)
            for name, text in (("PolicyName", "x"), ("RegType", row["type"]), ("Key", row["key"]),
                               ("RegData", spelt(row["type"], bytes.fromhex(row["data"]))),
                               ("Value", row["name"])):
                ET.SubElement(entry, name).text = text
    # Python leaves a carriage return as it is, and every reader then takes it for a line feed.
    text = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    path.write_bytes(text.encode(encoding))


class Run:
    def __init__(self, command, folder):
        self.command, self.folder, self.failed = command, folder, 0

    def convert(self, *arguments):
        subprocess.run([self.command, "convert", "-q", "--force", *map(str, arguments)], check=True)

    def write_json(self, path, side, rows):
        path.write_text(json.dumps({"schema": "regpolicy/instructions/1", "side": side,
                                    "instructions": rows}), encoding="utf-8")

    def read_json(self, path):
        rows = json.loads(path.read_text(encoding="utf-8"))["instructions"]
        return [{part: row[part] for part in ("key", "name", "type", "data")} for row in rows]

    def compare(self, what, seen, expected):
        for number, (one, other) in enumerate(zip(seen, expected), 1):
            if one != other:
                self.failed += 1
                print(f"{what}, record {number}: {one}, expected {other}")
        if len(seen) != len(expected):
            self.failed += 1
            print(f"{what}: {len(seen)} records, expected {len(expected)}")

    def check_side(self, side, rows):
        source, target = self.folder / "in.json", self.folder / "out.PolicyRules"
        self.write_json(source, side, rows)
        self.convert(source, target)
        lint = subprocess.run(["xmllint", "--noout", "--nonet", target], capture_output=True,
                              check=False)
        if lint.returncode != 0 or lint.stderr:
            self.failed += 1
            print(f"xmllint: {lint.stderr.decode()}")
        if not target.read_bytes().startswith(b"\xef\xbb\xbf<PolicyRules>\r\n"):
            self.failed += 1
            print("no byte order mark, root and CR LF at the beginning")
        seen = rows_of(target)
        other = "user" if side == "machine" else "machine"
        self.compare("Python sees", seen[side], rows)
        self.compare("Python sees on the other side", seen[other], [])

    def check_python(self, rows, encoding):
        source, target = self.folder / "in.PolicyRules", self.folder / "out.json"
        write_with_python(source, rows, encoding)
        for side in ("machine", "user"):
            self.convert("--side", side, source, target)
            self.compare(f"regpolicy reads in {encoding}", self.read_json(target), rows[side])


def main():
    if not shutil.which("xmllint"):
        print("skipped: xmllint is not installed")
        return SKIPPED
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="regpolicy-rules-") as folder:
        run = Run(sys.argv[1], pathlib.Path(folder))
        sides = {side: [random_instruction(rng) for _ in range(500)]
                 for side in ("machine", "user")}
        for side, rows in sides.items():
            run.check_side(side, rows)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            run.check_python(sides, encoding)
    print(f"seed {SEED}: {run.failed} differences")
    return 1 if run.failed else 0


sys.exit(main())
