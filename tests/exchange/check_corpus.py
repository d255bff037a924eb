#!/usr/bin/env python3
"""Real files: every Registry.pol goes to JSON and back byte for byte, and to .reg, LGPO text and
PolicyRules and back or is refused; every .reg file and LGPO text is read.

check_corpus.py COMMAND     with the environment variable REGPOLICY_CORPUS; else exit code 77
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77

# What a format has no words for; anything else is a failure.
REFUSALS = re.compile(
    r"\.reg has no words for this: (delete all values|delete the (subkeys|values)|secure the key|"
    r"reset the permissions|comment|unknown directive|set .* where it does not exist)|"
    r"its spelling or data is not the usual one|"
    r"LGPO text has no words for (an empty REG_MULTI_SZ|the value type|a REG_|this: )|"
    r"PolicyRules has no words for this: set .*its terminators are not the usual ones")

class Run:
    def __init__(self, command, folder):
        self.command, self.folder, self.failed = command, folder, 0

    def convert(self, *arguments):
        """The error that `convert` ends with; None where it is done."""
        done = subprocess.run([self.command, "convert", "-q", "--force", *map(str, arguments)],
                              capture_output=True, check=False)
        if done.returncode == 0:
            return None
        return f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}"

    def fail(self, path, what):
        self.failed += 1
        print(f"{path}: {what}")

    def check_pol(self, path, side):
        """Returns how many formats had words for the file."""
        content, said = path.read_bytes(), 0
        for suffix in (".json", ".reg", ".txt", ".PolicyRules"):
            middle, back = self.folder / ("x" + suffix), self.folder / "back.pol"
            # A copy, so that no folder above it tells a side.
            copy = self.folder / "in.pol"
            copy.write_bytes(content)
            error = self.convert("--side", side, copy, middle)
            if error:
                if suffix == ".json" or not REFUSALS.search(error):
                    self.fail(path, f"to {suffix}: {error}")
                continue
            said += 1
            error = self.convert("--side", side, middle, back)
            if error:
                self.fail(path, f"from {suffix}: {error}")
            elif back.read_bytes() != content:
                self.fail(path, f"came back from {suffix} with other bytes")
        return said

    def check_readable(self, path):
        done = subprocess.run([self.command, "show", str(path)], capture_output=True, check=False)
        message = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode:
            self.fail(path, f"exit code {done.returncode}: {message}")


def main():
    root = os.environ.get("REGPOLICY_CORPUS")
    if not root:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    files = sorted(path for path in pathlib.Path(root).rglob("*") if path.is_file())
    pols = [path for path in files if path.suffix.lower() == ".pol"]
    texts = [path for path in files if path.suffix.lower() == ".reg"
             or (path.suffix.lower() == ".txt" and "lgpo" in path.parts)]
    said = 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-corpus-") as folder:
        run = Run(sys.argv[1], pathlib.Path(folder))
        for number, path in enumerate(pols):
            said += run.check_pol(path, ("machine", "user")[number % 2])
        for path in texts:
            run.check_readable(path)
    print(f"{len(pols)} Registry.pol, said {said} times; {len(texts)} texts; {run.failed} failures")
    return 1 if run.failed or not pols or not texts else 0


sys.exit(main())
