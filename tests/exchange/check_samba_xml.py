#!/usr/bin/env python3
"""Samba's own parser makes the same Registry.pol of our XML, and we the same of Samba's XML.

check_samba_xml.py COMMAND
COMMAND is the regpolicy program. Random files, and every real one below REGPOLICY_CORPUS where that
is set; exit code 77: no python3-samba.
"""
import json
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77
SEED = 20261122
DEBIAN_PYTHON = "/usr/bin/python3"  # Debian's samba module belongs to Debian's python

# In a folder: N.pol -> N.samba.xml, and N.ours.xml -> N.back.pol, each as Samba does it. Prints the
# errors by the name of the file that was not made.
SAMBA = """
import json, pathlib, sys
from xml.etree.ElementTree import fromstring
from samba.gp_parse.gp_pol import GPPolParser
errors = {}
def attempt(made, work):
    try:
        work()
    except Exception as error:
        made.unlink(missing_ok=True)
        errors[made.name] = f"{type(error).__name__}: {error}"
def to_xml(source, made):
    parser = GPPolParser()
    parser.parse(source.read_bytes())
    parser.write_xml(str(made))
def to_pol(source, made):
    parser = GPPolParser()
    parser.load_xml(fromstring(source.read_bytes()))
    parser.write_binary(str(made))
folder = pathlib.Path(sys.argv[1])
for pol in sorted(folder.glob("*.in.pol")):
    made = pol.with_name(pol.name.replace(".in.pol", ".samba.xml"))
    attempt(made, lambda: to_xml(pol, made))
for xml in sorted(folder.glob("*.ours.xml")):
    made = xml.with_name(xml.name.replace(".ours.xml", ".back.pol"))
    attempt(made, lambda: to_pol(xml, made))
print(json.dumps(errors))
"""

REFUSALS = re.compile(r"record \d+: .*: error: Samba's XML has no words for a ", re.DOTALL)


def records_of(content):
    """[(key, name, type, data)] of a Registry.pol, keys and names as bytes."""
    records, at = [], 8
    while at < len(content):
        texts = []
        at += 2
        for _ in range(2):
            end = at
            while content[end:end + 2] != b"\0\0":
                end += 2
            texts.append(content[at:end])
            at = end + 4
        kind, size = struct.unpack_from("<I", content, at)[0], struct.unpack_from(
            "<I", content, at + 6)[0]
        at += 12
        records.append((*texts, kind, content[at:at + size]))
        at += size + 2
    return records


def pol_of(records):
    units = lambda text: text.encode("utf-16-le", "surrogatepass")
    content = b"PReg" + struct.pack("<I", 1)
    for key, name, kind, data in records:
        content += (units("[" + key + "\0;" + name + "\0;") + struct.pack("<I", kind) + units(";")
                    + struct.pack("<I", len(data)) + units(";") + data + units("]"))
    return content


def random_record(rng):
    def text(longest):
        return "".join(rng.choice("aZ0 \\;[]\"&<>\n\t\råЖ🔑\u3042")
                       for _ in range(rng.randint(0, longest)))
    units = lambda value: value.encode("utf-16-le")
    kind = rng.choice([0, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 11, 77, 0xFFFFFFFF])
    if kind in (1, 2):
        data = units(text(8) + rng.choice(["\0"] * 9 + [""]))
    elif kind == 7:
        data = units("".join(text(4) + "\0" for _ in range(rng.randint(0, 3))) + "\0")
    elif kind in (4, 5):
        data = rng.randbytes(rng.choice([4] * 9 + [2]))
    elif kind == 11:
        data = rng.randbytes(8)
    else:
        data = b"" if kind == 0 else rng.randbytes(rng.randint(0, 9))
    return ("K" + text(8), text(8), kind, data)


def crashes_samba(record):
    """Samba 4.17 joins or decodes the text of an element without text."""
    kind, data = record[2:]
    if kind == 7:
        return data != b"\0" * 4 and b"" in split_list(data)
    return kind not in (0, 1, 2, 4, 5, 11) and not data


def split_list(data):
    text = data.decode("utf-16-le", "surrogatepass")
    return [part.encode("utf-16-le", "surrogatepass")
            for part in (text[:-2] if text.endswith("\0\0") else text[:-1]).split("\0")]


def samba_xml_loses(record):
    """A carriage return is written as it is; empty strings at the end of a list, and the forms of
    an empty list, are written as one; a first U+FEFF is taken for a byte order mark."""
    key, name, kind, data = record
    carriage_return = any(b"\r\0" in text[i:i + 2] for text in (key, name, data)
                          for i in range(0, len(text), 2))
    if kind == 7:
        parts = split_list(data)
        return (carriage_return or data.startswith(b"\xff\xfe")
                or (parts[-1] == b"" and data != b"\0\0"))
    return kind in (1, 2) and carriage_return or b"\r\0" in (key + name)


class Run:
    def __init__(self, command, folder):
        self.command, self.folder, self.failed = command, pathlib.Path(folder), 0
        self.names = {}

    def convert(self, source, target):
        done = subprocess.run([self.command, "convert", "-q", "--force", "--side", "machine",
                               source, target], capture_output=True, check=False)
        return None if done.returncode == 0 else done.stderr.decode("utf-8", "replace").strip()

    def fail(self, number, what):
        self.failed += 1
        print(f"{self.names[number]}: {what}")

    def path(self, number, suffix):
        return self.folder / f"{number:05}.{suffix}"

    def add(self, name, content):
        number = len(self.names)
        self.names[number] = name
        self.path(number, "in.pol").write_bytes(content)
        error = self.convert(self.path(number, "in.pol"), self.path(number, "ours.xml"))
        if error and not REFUSALS.search(error):
            self.fail(number, f"to XML: {error}")

    def check(self, number, errors):
        """True where both ways were compared."""
        content = self.path(number, "in.pol").read_bytes()
        ours, back = self.path(number, "ours.xml"), self.path(number, "back.pol")
        if not ours.exists():
            return False
        records = records_of(content)
        if any(map(crashes_samba, records)):
            if back.exists():
                self.fail(number, "Samba does not crash any more; look at crashes_samba()")
        elif not back.exists():
            self.fail(number, f"Samba does not read our XML: {errors.get(back.name)}")
        elif back.read_bytes() != content:
            self.fail(number, "Samba makes another Registry.pol of our XML")
        samba, again = self.path(number, "samba.xml"), self.path(number, "again.pol")
        if not samba.exists():
            self.fail(number, f"Samba writes no XML: {errors.get(samba.name)}")
            return False
        error = self.convert(samba, again)
        if error:
            self.fail(number, f"from Samba's XML: {error}")
        elif again.read_bytes() != content and not any(map(samba_xml_loses, records)):
            self.fail(number, "Samba's XML gives other bytes")
        return back.exists() and not error


def main():
    probe = [DEBIAN_PYTHON, "-c", "import samba.gp_parse.gp_pol"]
    if not os.path.exists(DEBIAN_PYTHON) or subprocess.run(probe, capture_output=True).returncode:
        print("skipped: python3-samba is not installed")
        return SKIPPED
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="regpolicy-samba-xml-") as folder:
        run = Run(sys.argv[1], folder)
        for number in range(150):
            records = [random_record(rng) for _ in range(rng.randint(0, 3))]
            run.add(f"random file {number} (seed {SEED})", pol_of(records))
        corpus = os.environ.get("REGPOLICY_CORPUS")
        for path in sorted(pathlib.Path(corpus).rglob("*")) if corpus else []:
            if path.suffix.lower() == ".pol" and path.is_file():
                run.add(path, path.read_bytes())
        done = subprocess.run([DEBIAN_PYTHON, "-c", SAMBA, folder], check=True,
                              stdout=subprocess.PIPE, text=True)
        errors = json.loads(done.stdout)
        compared = sum(run.check(number, errors) for number in run.names)
    print(f"{len(run.names)} files, {compared} compared both ways, {run.failed} failures")
    return 1 if run.failed or compared < 50 else 0


sys.exit(main())
