#!/usr/bin/env python3
"""Real files: every Registry.pol goes to every format that `convert` knows and back byte for byte,
or is refused with the record named; every .reg file, LGPO text and .PolicyRules is read.

check_corpus.py COMMAND     with the environment variable REGPOLICY_CORPUS; else exit code 77
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77

# A record that a format has no words for; anything else is a failure.
REFUSAL = re.compile(r"^exit code 3: in\.pol: record \d+: .+: error: .+ has no words for ")
# What every record can be said in.
TOTAL = ("pol", "json")


def formats_of(command, option):
    """The words that --from or --to takes."""
    text = subprocess.run([command, "convert", "--help"], check=True, stdout=subprocess.PIPE,
                          text=True).stdout
    return re.search(rf"^  --{option} FORMAT .*: (.*)$", text, re.MULTILINE)[1].split(", ")


class Run:
    def __init__(self, command, folder):
        self.command, self.folder, self.failed = command, folder, 0
        readable = formats_of(command, "from")
        self.formats = [word for word in formats_of(command, "to") if word in readable]
        self.said = dict.fromkeys(self.formats, 0)

    def convert(self, *arguments):
        """The error that `convert` ends with; None where it is done."""
        done = subprocess.run([self.command, "convert", "-q", "--force", *arguments],
                              cwd=self.folder, capture_output=True, check=False)
        if done.returncode == 0:
            return None
        return f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}"

    def fail(self, path, what):
        self.failed += 1
        print(f"{path}: {what}")

    def check_pol(self, path, side):
        content = path.read_bytes()
        # A copy, so that no folder above it tells a side.
        (self.folder / "in.pol").write_bytes(content)
        for word in self.formats:
            error = self.convert("--side", side, "--to", word, "in.pol", "middle")
            if error:
                if word in TOTAL or not REFUSAL.search(error):
                    self.fail(path, f"to {word}: {error}")
                continue
            self.said[word] += 1
            error = self.convert("--side", side, "--from", word, "middle", "back.pol")
            if error:
                self.fail(path, f"from {word}: {error}")
            elif (self.folder / "back.pol").read_bytes() != content:
                self.fail(path, f"came back from {word} with other bytes")

    def check_readable(self, path):
        to_folder = ["convert", "-q", "--force", path, "sides/"]
        if path.suffix.lower() == ".policyrules":  # also holds what is no registry policy: 6
            arguments, allowed = [*to_folder, "--allow-loss"], (0, 6)
        elif path.suffix.lower() == ".txt":
            arguments, allowed = to_folder, (0,)
        else:
            arguments, allowed = ["show", path], (0,)
        done = subprocess.run([self.command, *map(str, arguments)], cwd=self.folder,
                              capture_output=True, check=False)
        message = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode not in allowed:
            self.fail(path, f"exit code {done.returncode}: {message}")


def main():
    root = os.environ.get("REGPOLICY_CORPUS")
    if not root:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    files = sorted(path for path in pathlib.Path(root).rglob("*") if path.is_file())
    pols = [path for path in files if path.suffix.lower() == ".pol"]
    texts = [path for path in files if path.suffix.lower() in (".reg", ".policyrules")
             or (path.suffix.lower() == ".txt" and "lgpo" in path.parts)]
    with tempfile.TemporaryDirectory(prefix="regpolicy-corpus-") as folder:
        run = Run(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(folder))
        texts = [path for path in texts
                 if path.suffix.lower() != ".policyrules" or "policyrules" in run.formats]
        for number, path in enumerate(pols):
            run.check_pol(path, ("machine", "user")[number % 2])
        for path in texts:
            run.check_readable(path)
    said = ", ".join(f"{word} {count}" for word, count in run.said.items())
    print(f"{len(pols)} Registry.pol, said in {said}; {len(texts)} texts; {run.failed} failures")
    return 1 if run.failed or not texts or not all(run.said.values()) else 0


sys.exit(main())
