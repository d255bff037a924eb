#!/usr/bin/env python3
"""Kills apply and undo at moments of every part of a run: the target is then wholly old or new.

check_kill.py REGPOLICY [KILLS]

Each time a copy of a GPO's folder is made, a process is started on it and killed (SIGKILL) after a
delay: half of them at a random moment of a whole run, half of them at a random moment after the
journal has come, which is when files change. Then `plan` is asked, which ends what the killed run began, and every file must be
what it was or what it was to become, all of one kind. A random number's seed is printed.
"""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SEED = 20260101


def policy(path, command, level, size):
    """A Registry.pol of some size, so that writing takes a moment."""
    rows = [{"key": "SOFTWARE\\Contoso", "name": f"v{i}", "type": "REG_SZ", "value": "x" * 200}
            for i in range(size)]
    rows.append({"key": "SOFTWARE\\Contoso", "name": "Level", "type": "REG_DWORD", "value": level})
    document = {"schema": "regpolicy/instructions/1", "side": "machine", "instructions": rows}
    source = path.with_suffix(".json")
    source.write_text(json.dumps(document), encoding="utf-8")
    subprocess.run([command, "convert", "-q", "--force", source, path], check=True)
    return source


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and ".regpolicy" not in str(p.relative_to(folder))}


class Case:
    """A folder before, the command that changes it, and the folder after."""

    def __init__(self, command, root, name, before, arguments):
        self.command, self.root, self.name, self.before = command, root, name, before
        self.arguments = arguments
        whole = self.copy("whole")
        start = time.monotonic()
        subprocess.run(self.line(whole), check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        self.seconds = time.monotonic() - start
        self.old, self.new = contents(before), contents(whole)
        assert self.old != self.new

    def copy(self, name):
        folder = self.root / f"{self.name}-{name}"
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self.before, folder)
        return folder

    def line(self, folder):
        return [self.command, *self.arguments, "--target", f"gpt:{folder}", "--quiet"]

    def kill_after(self, delay, behind_journal, wanted):
        """'old' or 'new', and whether the run was killed within a change; None where it is neither."""
        folder = self.copy("killed")
        process = subprocess.Popen(self.line(folder), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        journal = folder / ".regpolicy" / "journal.json"
        while behind_journal and process.poll() is None and not journal.exists():
            pass
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        state = folder / ".regpolicy"
        interrupted = (state / "journal.json").exists() or (state / "rollback.json").exists()
        done = subprocess.run([self.command, "plan", wanted, "--target", f"gpt:{folder}"],
                              capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            print(f"plan after a kill: exit code {done.returncode}: {done.stderr}")
            return None, interrupted
        found = contents(folder)
        leftover = [name for name in found if name.endswith("-new")]
        if leftover:
            # A temporary file may stay from before the journal; never behind it.
            print(f"left over: {leftover}")
            return None, interrupted
        if found == self.old:
            return "old", interrupted
        return ("new" if found == self.new else None), interrupted


def main():
    command = str(pathlib.Path(sys.argv[1]).resolve())
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    failed, counts, within = 0, {"old": 0, "new": 0}, 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-kill-") as name:
        root = pathlib.Path(name)
        gpo = root / "gpo"
        for side in ("Machine", "User"):
            (gpo / side).mkdir(parents=True)
            policy(gpo / side / "Registry.pol", command, 1, 400)
            (gpo / side / "Registry.json").unlink()
        (gpo / "GPT.INI").write_bytes(b"[General]\r\nVersion=65537\r\n")
        wanted = policy(root / "wanted.pol", command, 2, 50)
        apply = Case(command, root, "apply", gpo, ["apply", wanted])
        applied = root / "applied"
        shutil.copytree(root / "apply-whole", applied)
        undo = Case(command, root, "undo", applied, ["undo"])
        for number in range(kills):
            case = (apply, undo)[number % 2]
            behind_journal = number % 4 >= 2
            # Processes start at different speeds: half again as long as a run took.
            delay = chance.uniform(0, (0.3 if behind_journal else 1.5) * case.seconds)
            state, interrupted = case.kill_after(delay, behind_journal, wanted)
            within += interrupted
            if state is None:
                failed += 1
                print(f"{case.name}, killed after {delay:.4f} s: neither old nor new")
            else:
                counts[state] += 1
    print(f"{kills} kills: {counts['old']} old, {counts['new']} new, {within} within a change, "
          f"{failed} failed")
    # A test of kills that never met a change would show nothing.
    return 1 if failed or not counts["old"] or not counts["new"] or not within else 0


if __name__ == "__main__":
    if os.name == "nt":
        sys.exit(77)
    sys.exit(main())
