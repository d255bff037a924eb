#!/usr/bin/env python3
"""Wine's reg and regedit see in our .reg what its records say, and we read the .reg they write.

Records -> `convert` to .reg -> `wine reg import` -> `wine reg query` shows the values, and
`wine regedit /E` exports them -> `convert` reads that .reg: the same values again. Records of a
fixed list, random ones, and those of every Registry.pol below REGPOLICY_CORPUS where that is set.

check_with_wine.py COMMAND      exit code 77: wine is not installed
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SEED = 20
TOP = "SOFTWARE\\RegpolicyTest"
TYPES = {"REG_NONE": 0, "REG_SZ": 1, "REG_EXPAND_SZ": 2, "REG_BINARY": 3, "REG_DWORD": 4,
         "REG_DWORD_BIG_ENDIAN": 5, "REG_LINK": 6, "REG_MULTI_SZ": 7, "REG_RESOURCE_LIST": 8,
         "REG_FULL_RESOURCE_DESCRIPTOR": 9, "REG_RESOURCE_REQUIREMENTS_LIST": 10, "REG_QWORD": 11}
SZ, DWORD = 1, 4


def wide(text):
    return text.encode("utf-16-le", "surrogatepass").hex()


def record(key, name, number, data):
    return {"key": f"{TOP}\\{key}", "name": name, "type": number, "data": data}


# key, name, type, data, and the line of `reg query`; None where Wine does not show the data.
FIXED = [
    ("Fixed", "text", 1, wide("C:\\Program \"x\"\0"), 'text    REG_SZ    C:\\Program "x"'),
    ("Fixed", "", 1, wide("default\0"), "(Default)    REG_SZ    default"),
    ("Fixed", "empty", 1, wide("\0"), "empty    REG_SZ    "),
    ("Fixed", "quo\"te and back\\slash", 4, "01000000", 'quo"te and back\\slash    REG_DWORD    0x1'),
    ("Fixed", "dword", 4, "feffffff", "dword    REG_DWORD    0xfffffffe"),
    ("Fixed", "binary", 3, "005d3b5bff", "binary    REG_BINARY    005D3B5BFF"),
    ("Fixed", "no bytes", 3, "", "no bytes    REG_BINARY    "),
    ("Fixed", "expand", 2, wide("%A%\0"), "expand    REG_EXPAND_SZ    %A%"),
    ("Fixed\\Below [1];x", "list", 7, wide("a\0b\0\0"), "list    REG_MULTI_SZ    a\\0b"),
    ("Fixed\\Below [1];x", "none", 0, "01", "none    REG_NONE    01"),
    ("Fixed\\Below [1];x", "qword", 11, "0100000000000080", None),
    ("Fixed\\Below [1];x", "unknown type", 0x77, "ff", None),
    ("Fixed\\Below [1];x", "long", 3, bytes(range(256)).hex() * 4, None),
]


def random_text(source, longest):
    alphabet = "aZ09 \\;[]\"=-@*%,åÖж\u3042🔑"
    return "".join(source.choice(alphabet) for _ in range(source.randint(0, longest)))


def random_record(source, number):
    kind = source.choice([0, 1, 1, 2, 3, 4, 5, 7, 9, 11, 0x77])
    if kind in (1, 2):
        data = wide(random_text(source, 20) + "\0")
    elif kind == 7:
        data = wide("".join(random_text(source, 8) + "x\0" for _ in range(3)) + "\0")
    else:
        data = source.randbytes(4 if kind in (4, 5) else source.randint(0, 60)).hex()
    # Numbered, so that no name is a directive's and case does not matter.
    return record(f"Random\\{number % 20}", f"{number} {random_text(source, 12)}", kind, data)


def wine_has_words_for(kind, data):
    """Wine exports a line break in a REG_SZ as \\n, which no other program knows; see
    docs/formats/reg.md."""
    text = bytes.fromhex(data).decode("utf-16-le", "replace")
    return kind != SZ or not ("\r" in text or "\n" in text)


def corpus_records(command):
    """The values that real files set, each file below a key of its own."""
    records = []
    root = os.environ.get("REGPOLICY_CORPUS")
    paths = sorted(pathlib.Path(root).rglob("*")) if root else []
    for number, path in enumerate(p for p in paths if p.suffix.lower() == ".pol"):
        text = subprocess.run([command, "convert", "--side", "machine", "--to", "json", "-", "-"],
                              stdin=open(path, "rb"), stdout=subprocess.PIPE, check=True).stdout
        for row in json.loads(text)["instructions"]:
            if isinstance(row["key"], str) and isinstance(row["name"], str) and row["key"]:
                kind = TYPES.get(row["type"], row["type"])
                if not row["name"].startswith("**") and wine_has_words_for(kind, row["data"]):
                    records.append(record(f"Real\\{number}\\{row['key']}", row["name"], kind,
                                          row["data"]))
    return records


def as_exported(kind, data):
    """What an export can show of a value: a REG_SZ ends at its NUL."""
    if kind == SZ:
        text = bytes.fromhex(data).decode("utf-16-le", "replace").split("\0")[0]
        return kind, wide(text + "\0")
    return kind, data


def state_of(records):
    """{(key, name): (type, data)} after the records, names in upper case."""
    state = {}
    for row in records:
        kind = TYPES.get(row["type"], row["type"])
        if row["name"] == "" and kind == 0 and not row["data"]:
            continue  # creates a key
        place = (row["key"].upper(), row["name"].upper())
        # Wine exports a REG_DWORD of another size as if it had four bytes.
        if kind == DWORD and len(row["data"]) != 8:
            state.pop(place, None)
        else:
            state[place] = as_exported(kind, row["data"])
    return state


class Wine:
    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        # A prefix of its own, without the installers that Wine offers on its first start.
        self.environment = dict(os.environ, WINEPREFIX=str(folder / "prefix"), WINEDEBUG="-all",
                                WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=")
        self.environment.pop("DISPLAY", None)

    def run(self, *arguments):
        done = subprocess.run(["wine", *arguments], env=self.environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False, timeout=300)
        if done.returncode:
            sys.exit(f"wine {' '.join(arguments)}: exit code {done.returncode}: "
                     f"{done.stderr.decode('utf-8', 'replace')}")
        return done.stdout.decode("latin-1").replace("\r\n", "\n")

    def stop(self):
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)

    def import_records(self, records):
        document = {"schema": "regpolicy/instructions/1", "side": "machine",
                    "instructions": records}
        (self.folder / "in.json").write_text(json.dumps(document), encoding="utf-8")
        subprocess.run([self.command, "convert", "-q", "--force", self.folder / "in.json",
                        self.folder / "in.reg"], check=True)
        self.run("reg", "import", "in.reg")

    def exported(self):
        """The state below TOP by `regedit /E`, read by us."""
        self.run("regedit", "/E", "out.reg", f"HKEY_LOCAL_MACHINE\\{TOP}")
        text = subprocess.run([self.command, "convert", "--to", "json", self.folder / "out.reg",
                               "-"], check=True, stdout=subprocess.PIPE).stdout
        return state_of(json.loads(text)["instructions"])


def check_query(wine):
    text = wine.run("reg", "query", f"HKLM\\{TOP}\\Fixed", "/s")
    blocks = {}
    for block in text.strip().split("\n\n"):
        head, *lines = block.split("\n")
        blocks[head.strip()] = lines
    failed = 0
    for key, name, _, _, shown in FIXED:
        if shown is not None and f"    {shown}" not in blocks[f"HKEY_LOCAL_MACHINE\\{TOP}\\{key}"]:
            failed += 1
            print(f"reg query does not show {key}\\{name} as '{shown}'")
    return failed


def check_state(wine, expected, what):
    seen, failed = wine.exported(), 0
    for place in sorted(expected.keys() | seen.keys()):
        if expected.get(place) == seen.get(place):
            continue
        if expected.get(place) is None and seen[place][0] == DWORD:
            continue  # see state_of
        failed += 1
        if failed < 20:
            print(f"{what}: {place} is {seen.get(place)}, expected {expected.get(place)}")
    return failed


def check_deletes(wine, expected):
    """A deleted value and a deleted key are gone, the rest stays."""
    def gone(key, name, data):
        return record(key, name, SZ, wide(data + "\0"))
    wine.import_records([gone("Fixed", "**del.text", " "),
                         gone("Random", "**DeleteKeys", "3"),
                         record("Fixed", "new", DWORD, "07000000")])
    below = f"{TOP}\\Random\\3".upper()
    rest = {place: value for place, value in expected.items() if place[0] != below}
    del rest[(f"{TOP}\\Fixed".upper(), "TEXT")]
    rest[(f"{TOP}\\Fixed".upper(), "NEW")] = (DWORD, "07000000")
    if len(rest) >= len(expected):
        sys.exit("the records of this test hold no key to delete")
    return check_state(wine, rest, "after deletes")


def main():
    if not shutil.which("wine") or not shutil.which("wineserver"):
        print("skipped: wine is not installed")
        return SKIPPED
    command = str(pathlib.Path(sys.argv[1]).resolve())
    source = random.Random(SEED)
    records = [record(*row[:4]) for row in FIXED]
    records += [random_record(source, number) for number in range(400)]
    real = corpus_records(command)
    with tempfile.TemporaryDirectory(prefix="regpolicy-wine-",
                                     ignore_cleanup_errors=True) as folder:
        wine = Wine(command, pathlib.Path(folder))
        try:
            wine.import_records(records + real)
            expected = state_of(records + real)
            failed = check_query(wine)
            failed += check_state(wine, expected, f"seed {SEED}")
            failed += check_deletes(wine, expected)
        finally:
            wine.stop()
    print(f"{len(records)} records and {len(real)} real ones, {failed} differences")
    return 1 if failed else 0


sys.exit(main())
