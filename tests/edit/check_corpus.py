#!/usr/bin/env python3
"""Real files: `set` of one value in each Registry.pol changes that record only, and `unset` takes
back what `set` added. The bytes are compared by a reader of its own.

check_corpus.py COMMAND     with the environment variable REGPOLICY_CORPUS; else exit code 77
"""
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77
DWORD = 4


def end_of_text(data, start):
    """The offset behind the NUL of the UTF-16 text at `start`."""
    while data[start:start + 2] != b"\0\0":
        start += 2
    return start + 2


def records_of(data):
    """The records of a Registry.pol: (key, name, type, bytes of the whole record)."""
    assert data[:8] == b"PReg\1\0\0\0"
    records, at = [], 8
    while at < len(data):
        start = at
        assert data[at:at + 2] == b"[\0"
        key_end = end_of_text(data, at + 2)
        name_end = end_of_text(data, key_end + 2)
        kind, size = struct.unpack_from("<I", data, name_end + 2) + struct.unpack_from(
            "<I", data, name_end + 8)
        at = name_end + 14 + size + 2
        assert data[at - 2:at] == b"]\0" and at <= len(data)
        records.append((data[start + 2:key_end - 2].decode("utf-16-le", "surrogatepass"),
                        data[key_end + 2:name_end - 2].decode("utf-16-le", "surrogatepass"),
                        kind, data[start:at]))
    return records


class Run:
    def __init__(self, command, folder):
        self.command, self.file, self.failed = command, folder / "Registry.pol", 0
        self.path = None

    def fail(self, what):
        self.failed += 1
        print(f"{self.path}: {what}")

    def edit(self, verb, *words):
        done = subprocess.run([self.command, verb, "-q", self.file, *words], capture_output=True,
                              check=False)
        if done.returncode or done.stdout or done.stderr:
            self.fail(f"{verb} {words}: exit code {done.returncode}: {done.stderr.decode()}")
        return self.file.read_bytes()

    def replace(self, content, records):
        """Sets a value that is there to another number; None where the file has no such value."""
        plain = [(key.upper(), name.upper()) for key, name, _, _ in records]
        directives = {key.upper() for key, name, _, _ in records if name.startswith("**")}
        for number, (key, name, kind, old) in enumerate(records):
            if (kind != DWORD or name.startswith("**") or plain.count(plain[number]) > 1
                    or key.upper() in directives):
                continue
            value = struct.unpack_from("<I", old, len(old) - 6)[0] ^ 0x5D003B
            after = records_of(self.edit("set", "--", key, name, "dword", str(value)))
            new = old[:-6] + struct.pack("<I", value) + old[-2:]
            expected = [record[3] for record in records]
            expected[number] = new
            if [record[3] for record in after] != expected:
                self.fail(f"set of {key}\\{name} changed other bytes")
            if self.edit("set", "--", key.swapcase(), name.swapcase(), "dword",
                         str(value ^ 0x5D003B)) != content:
                self.fail(f"{key}\\{name} did not come back")
            return number
        return None

    def add(self, content, records):
        """Adds a value to the key of the first record, and takes it out again."""
        key = records[0][0] if records else "SOFTWARE\\Policies\\regpolicy"
        after = records_of(self.edit("set", "--", key, "regpolicy test", "sz", "text"))
        added = [record for record in after if record[1] == "regpolicy test"]
        rest = [record[3] for record in after if record[1] != "regpolicy test"]
        if len(added) != 1 or rest != [record[3] for record in records]:
            self.fail("a new value changed other bytes")
        if self.edit("unset", "--", key, "regpolicy test") != content:
            self.fail("unset did not take back what set added")

    def check(self, path):
        self.path = path
        content = path.read_bytes()
        self.file.write_bytes(content)
        records = records_of(content)
        self.add(content, records)
        replaced = self.replace(content, records)
        self.file.write_bytes(content)
        if self.edit("set", "--from", str(path), "--from-format", "pol") != content and len(
                {(r[0].upper(), r[1].upper()) for r in records}) == len(records):
            self.fail("a file set into itself changed")
        return replaced is not None


def main():
    root = os.environ.get("REGPOLICY_CORPUS")
    if not root:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    files = sorted(path for path in pathlib.Path(root).rglob("*")
                   if path.is_file() and path.suffix.lower() == ".pol")
    replaced = 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-edit-") as folder:
        run = Run(sys.argv[1], pathlib.Path(folder))
        for path in files:
            replaced += run.check(path)
    print(f"{len(files)} Registry.pol, a value replaced in {replaced}; {run.failed} failures")
    return 1 if run.failed or not files or not replaced else 0


sys.exit(main())
