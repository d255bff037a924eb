#!/usr/bin/env python3
"""The manual pages.

check_manual.py pages COMMAND     every command has a page, which names every option of its help
check_manual.py mandoc COMMAND    mandoc finds nothing to warn of
check_manual.py groff COMMAND     groff renders them without a warning

Exit code 77 where mandoc or groff is missing.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def commands_of(command):
    rows = output_of(command, "--help").split("\nCommands:\n")[1].split("\n\n")[0].splitlines()
    return [row.split()[0] for row in rows if re.match(r"  \S", row)]


def plain(page):
    """The text of a page without fonts and escapes."""
    page = re.sub(r"\\f[BIR]", "", page)
    for escape, character in (("\\-", "-"), ("\\(aq", "'"), ("\\(dq", '"'), ("\\(ti", "~"),
                              ("\\(ga", "`"), ("\\(ha", "^"), ("\\&", ""), ("\\e", "\\")):
        page = page.replace(escape, character)
    return page


def check_pages(command, folder):
    failed = 0
    for name in commands_of(command):
        page = plain((folder / f"regpolicy-{name}.1").read_text(encoding="utf-8"))
        text = output_of(command, name, "--help")
        words = re.findall(r"^  ((?:-\w,)?--[\w-]+)", text, re.MULTILINE)
        words = [word.replace(",", ", ") for word in words]
        examples = text.partition("\nExamples:\n")[2].splitlines()
        for word in words + [line.strip() for line in examples if line.strip()]:
            if f"\n{word}" not in page:
                failed += 1
                print(f"regpolicy-{name}.1 has no line that begins with '{word}'")
        if output_of(command, "manual", name) != (folder / f"regpolicy-{name}.1").read_text(
                encoding="utf-8"):
            failed += 1
            print(f"'manual {name}' prints another page than 'manual --output' writes")
        if f"\nregpolicy-{name}(1)\n" not in plain((folder / "regpolicy.1").read_text()):
            failed += 1
            print(f"regpolicy.1 does not name {name}")
        if not words or not examples:
            failed += 1
            print(f"the help of {name} shows no options or no examples")
    return failed


def check_with(program, pages):
    failed = 0
    for page in pages:
        done = subprocess.run([*program, page], capture_output=True, text=True, check=False)
        complaints = done.stderr if program[0] == "groff" else done.stdout + done.stderr
        if done.returncode or complaints.strip():
            failed += 1
            print(f"{page.name}: exit code {done.returncode}\n{complaints}")
    return failed


PROGRAMS = {"mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
            "groff": ["groff", "-man", "-ww", "-T", "utf8"]}


def main():
    mode, command = sys.argv[1:]
    if mode in PROGRAMS and not shutil.which(mode):
        print(f"skipped: {mode} is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="regpolicy-manual-") as name:
        folder = pathlib.Path(name)
        subprocess.run([command, "manual", "--quiet", "--output", folder], check=True)
        pages = sorted(folder.glob("*.1"))
        if len(pages) != len(commands_of(command)) + 1:
            print(f"{len(pages)} pages for {len(commands_of(command))} commands")
            return 1
        if mode == "pages":
            failed = check_pages(command, folder)
        else:
            failed = check_with(PROGRAMS[mode], pages)
    print(f"{len(pages)} pages, {failed} complaints")
    return 1 if failed else 0


sys.exit(main())
