#!/usr/bin/env python3
"""`patch` takes what `diff --format unified` prints: the lines of A become those of B.

check_unified.py COMMAND      COMMAND is the regpolicy program; exit code 77: no `patch`
"""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77


def make_file(path, numbers):
    records = [{"key": f"Software\\A{n % 7}", "name": f"v{n % 5}", "type": "REG_DWORD", "value": n}
               for n in numbers]
    path.write_text(json.dumps({"schema": "regpolicy/instructions/1", "side": "machine",
                                "instructions": records}))


def edited(rng, numbers):
    numbers = list(numbers)
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(numbers) + 1)
        choice = rng.randrange(3)
        if choice == 0:
            numbers[at:at] = [rng.randrange(60) for _ in range(rng.randrange(1, 4))]
        elif choice == 1:
            del numbers[at:at + rng.randrange(1, 4)]
        elif numbers:
            block = numbers[at:at + 3]
            del numbers[at:at + 3]
            to = rng.randrange(len(numbers) + 1)
            numbers[to:to] = block
    return numbers


class Judge:
    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        make_file(folder / "none.json", [])

    def unified(self, a, b, view):
        done = subprocess.run([self.command, "diff", "--quiet", "--format", "unified", *view,
                               self.folder / a, self.folder / b], capture_output=True, text=True)
        if done.returncode not in (0, 1) or done.stderr:
            sys.exit(f"diff {a} {b}: {done.returncode} {done.stderr}")
        if (done.returncode == 1) != bool(done.stdout):
            sys.exit(f"diff {a} {b}: exit code {done.returncode}, but printed {done.stdout!r}")
        return done.stdout

    def lines(self, name, view):
        """All lines of a file: what is new in it against an empty one."""
        return [line[1:] for line in self.unified("none.json", name, view).splitlines()[3:]]

    def agrees(self, seed, view):
        rng = random.Random(seed)
        numbers = [rng.randrange(60) for _ in range(rng.randrange(0, 40))]
        make_file(self.folder / "a.json", numbers)
        make_file(self.folder / "b.json", edited(rng, numbers))
        text = self.folder / "text"
        text.write_text("".join(line + "\n" for line in self.lines("a.json", view)))
        script = self.unified("a.json", "b.json", view)
        if script:
            patched = subprocess.run(["patch", "--silent", "--fuzz=0", text], input=script,
                                     capture_output=True, text=True)
            if patched.returncode != 0:
                sys.exit(f"seed {seed} {view}: patch says {patched.stdout}{patched.stderr}\n{script}")
        result = text.read_text().splitlines() if text.exists() else []
        if result != self.lines("b.json", view):
            sys.exit(f"seed {seed} {view}: patch made other lines\n{script}")
        return bool(script)


def main():
    if shutil.which("patch") is None:
        print("skipped: no `patch`")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="regpolicy-unified-") as folder:
        judge = Judge(sys.argv[1], pathlib.Path(folder))
        scripts = sum(judge.agrees(seed, view) for seed in range(40) for view in ([], ["--records"]))
    print(f"patch agrees with {scripts} scripts")
    return 0 if scripts > 40 else 1


if __name__ == "__main__":
    sys.exit(main())
