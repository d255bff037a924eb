#!/usr/bin/env python3
"""Every example in the help of every command works as it is printed.

Each line of an "Examples:" paragraph is run by sh in a folder of its own that holds files of the
names which the examples use. It must end with 0, or with the code that EXPECTED gives a reason for,
and must find every file that it names.

check_examples.py COMMAND SOURCE_ROOT
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# How an example ends that does not end with 0: (a part of its line, the code, why).
EXPECTED = [
    ("regpolicy audit", 1, "the machine of the example is not ready"),
    ("regpolicy audit", 6, "the source of the example does not tell everything"),
    ("regpolicy check", 1, "the files of the example have findings"),
    ("regpolicy diff", 1, "the files of the example differ"),
    ("regpolicy plan", 1, "the plan of the example changes something"),
    ("--allow-loss", 6, "something is left out"),
    ("--recover", 6, "the file of the example is broken"),
]

# Programs that an example may use and a machine may lack; the example is then not run.
OPTIONAL = {"jq": "not installed", "man": "not installed", "reg": "a program of Windows"}

LOST = re.compile(r"does not exist|no such file|not found|unknown option|expected argument",
                  re.IGNORECASE)

MACHINE = [
    {"key": "SOFTWARE\\Policies\\Microsoft\\AzureADAccount", "name": "AllowPasswordReset",
     "type": "REG_DWORD", "value": 1},
    {"key": "SOFTWARE\\Policies\\Contoso", "name": "Level", "type": "REG_DWORD", "value": 2},
    {"key": "SOFTWARE\\Policies\\Contoso", "name": "Old", "type": "REG_SZ", "value": "text"},
]
CLEAR = [{"key": "SOFTWARE\\Policies\\Contoso", "name": "**delvals.", "type": "REG_SZ",
          "value": " "}]
USER = [{"key": "Software\\Policies\\Contoso", "name": "Theme", "type": "REG_SZ", "value": "light"}]

SETTINGS_REG = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Contoso]
"Level"=dword:00000003

[HKEY_CURRENT_USER\Software\Policies\Contoso]
"Theme"="dark"
"""

BASELINE = r"""[baseline]
name = "Contoso"
languages = ["en-US"]
[[value]]
side = "machine"
key = 'SOFTWARE\Policies\Contoso'
name = "Level"
type = "dword"
data = 3
"""
BASELINE_USER = r"""[[value]]
side = "user"
key = 'Software\Policies\Contoso'
name = "Theme"
type = "sz"
data = "dark"
"""


def commands_of(command):
    text = subprocess.run([command, "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    rows = text.split("\nCommands:\n")[1].split("\n\n")[0].splitlines()
    return [row.split()[0] for row in rows if re.match(r"  \S", row)]


def examples_of(command, name):
    text = subprocess.run([command, name, "--help"], check=True, stdout=subprocess.PIPE,
                          text=True).stdout
    _, found, examples = text.partition("\nExamples:\n")
    return [line.strip() for line in examples.splitlines() if line.strip()] if found else []


class Sandbox:
    """A folder with files of the customary names."""

    def __init__(self, command, root, folder):
        self.command, self.root, self.folder = command, root, folder
        for name in ("admx", "adml"):
            shutil.copytree(root / name, folder / name)
        shutil.copytree(root / "tools" / "baselines", folder / "tools" / "baselines")
        for path in ("Machine", "User"):
            (folder / path).mkdir()
        self.write_policies()
        self.write_texts()
        self.write_machine()
        self.write_templates()

    def convert(self, *arguments):
        subprocess.run([self.command, "convert", "-q", *map(str, arguments)], cwd=self.folder,
                       check=True)

    def pol(self, path, side, rows):
        document = {"schema": "regpolicy/instructions/1", "side": side, "instructions": rows}
        source = self.folder / "rows.json"
        source.write_text(json.dumps(document), encoding="utf-8")
        self.convert(source, path)
        source.unlink()

    def write_policies(self):
        self.pol("Machine/Registry.pol", "machine", MACHINE)
        self.pol("User/Registry.pol", "user", USER)
        changed = [dict(MACHINE[1], value=5)]
        for path, rows in {"old.pol": CLEAR + MACHINE, "new.pol": MACHINE[:2],
                           "base.pol": MACHINE[:2], "a.pol": MACHINE[:2] + USER,
                           "b.pol": MACHINE[:1] + changed}.items():
            self.pol(path, "machine", rows)
        whole = (self.folder / "old.pol").read_bytes()
        (self.folder / "broken.pol").write_bytes(whole[:-9])

    def write_texts(self):
        (self.folder / "settings.reg").write_text(SETTINGS_REG, encoding="utf-16")
        self.convert("settings.reg", "lgpo.txt")
        self.convert("Machine/Registry.pol", "policy.json")
        formats = subprocess.run([self.command, "convert", "--help"], check=True, text=True,
                                 stdout=subprocess.PIPE).stdout
        if "policyrules" in formats:
            self.convert("settings.reg", "Settings.PolicyRules")
        baseline = (self.folder / "baseline.toml")
        baseline.write_text(BASELINE + BASELINE_USER, encoding="utf-8")
        shutil.copy(self.root / "tools" / "baselines" / "sspr.toml", self.folder / "sspr.toml")
        text = (self.folder / "sspr.toml").read_text(encoding="utf-8")
        (self.folder / "sspr.toml").write_text(text.replace("../../admx", "admx"),
                                               encoding="utf-8")

    def write_templates(self):
        source = "admx/SelfServicePasswordReset.toml"
        for line in (["generate", source, "-o", "store"],
                     ["translate", "export", source, "--lang", "de-DE", "-o", "de-DE.po"]):
            subprocess.run([self.command, *line, "--quiet"], cwd=self.folder, check=True)
        template = (self.folder / "admx" / "SelfServicePasswordReset.toml").read_text(encoding="utf-8")
        (self.folder / "old.toml").write_text(template, encoding="utf-8")
        (self.folder / "new.toml").write_text(template.replace('"machine"', '"both"'),
                                              encoding="utf-8")

    def write_machine(self):
        """What a machine's registry exports and its hives hold."""
        blocked = self.root / "tests" / "data" / "audit" / "blocked.reg"
        for name in ("software.reg", "system.reg", "policies.reg"):
            shutil.copy(blocked, self.folder / name)
        (self.folder / "share").mkdir()
        for name in ("pc-1", "pc-2"):
            subprocess.run([self.command, "snapshot", "sspr.toml", "-s", "policies.reg", "-q", "-o",
                            f"share/{name}.snapshot"], cwd=self.folder, check=True)
        if shutil.which("hivexregedit"):
            subprocess.run([sys.executable, self.root / "tests" / "audit" / "hives_from_reg.py",
                            blocked, self.folder / "System32" / "config"], check=True)
        else:
            OPTIONAL["hive:"] = "hivexregedit is not installed"


def programs_of(line):
    return [part.split()[0] for part in re.split(r"\|\|?|&&|;", re.sub(r"'[^']*'", "''", line))]


def reason_to_skip(line):
    for program in programs_of(line):
        if program != "regpolicy" and not shutil.which(program):
            return f"{program}: {OPTIONAL[program]}" if program in OPTIONAL else None
    return OPTIONAL.get("hive:") if "hive:" in line else None


def run_example(line, template, folder, environment):
    """What is wrong with the example; None where it works."""
    shutil.copytree(template, folder)
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False,
                          errors="replace")
    allowed = {0} | {code for part, code, _ in EXPECTED if part in line}
    if done.returncode not in allowed:
        return f"exit code {done.returncode}: {done.stderr.strip()}"
    if LOST.search(done.stderr):
        return done.stderr.strip()
    return None


def main():
    command, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    failed, ran, skipped = 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-examples-") as name:
        folder = pathlib.Path(name)
        template = folder / "template"
        template.mkdir()
        Sandbox(command, root, template)
        environment = {"PATH": f"{pathlib.Path(command).parent}:/usr/local/bin:/usr/bin:/bin",
                       "LC_ALL": "C.UTF-8", "TERM": "dumb"}
        for verb in commands_of(command):
            examples = examples_of(command, verb)
            if not examples:
                failed += 1
                print(f"{verb}: the help has no examples")
            for line in examples:
                reason = reason_to_skip(line)
                if reason:
                    skipped += 1
                    print(f"not run: {line} ({reason})")
                    continue
                ran += 1
                wrong = run_example(line, template, folder / f"{verb}-{ran}", environment)
                if wrong:
                    failed += 1
                    print(f"$ {line}\n{wrong}")
    print(f"{ran} examples ran, {skipped} could not, {failed} failed")
    return 1 if failed or not ran else 0


sys.exit(main())
