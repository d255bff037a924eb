#!/usr/bin/env python3
"""Runs a transcript of shell commands and compares what they print.

A transcript is a text file:

    # a comment
    $ regpolicy show "$DATA/ok.pol"     a command, run by bash in a new empty folder
    the expected output                 stdout and stderr together
    ? 3                                 the expected exit code; 0 where there is no such line

Blank lines between commands are ignored at the end of an expected output. The commands of one
transcript share the folder. They see DATA (tests/data), ROOT (the source tree) and `regpolicy` on
the PATH. A line `requires: NAME` skips the transcript where the program NAME is missing. An expected
line `...` stands for any lines.

A Markdown file is run too: its blocks of the kind ```console are one transcript, and the folder then
holds links to the folders of the source tree that a reader of README.md stands in.

With --wine the binary is a Windows program. It separates names of files by backslashes, so that slashes
and backslashes are the same then, in what is expected and in what is printed.

run_transcript.py --command BINARY [--update | --wine] FILE
"""
import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
RUN_IN_WINE = pathlib.Path(__file__).resolve().parents[1] / "windows" / "run_in_wine.sh"
# What a program of Windows cannot see: permissions and links of this system.
OF_POSIX = re.compile(r"\b(chmod|ln -s|linked|mkfifo|umask)\b")


def parse(text):
    """Yields ("comment", [lines]) and ("command", line, expected lines, exit code)."""
    steps, comment = [], []
    for line in text.splitlines():
        if line.startswith("$ "):
            steps.append({"comment": comment, "command": line[2:], "expected": [], "code": 0})
            comment = []
        elif (line.startswith("# ") or line == "#" or line.startswith("requires: ")
              or (not line and (comment or not steps))):
            comment.append(line)
        elif line.startswith("? "):
            steps[-1]["code"] = int(line[2:])
        else:
            if comment:  # a "# " line of an output, not a comment
                steps[-1]["expected"] += comment
                comment = []
            steps[-1]["expected"].append(line)
    return steps, comment


def console_blocks(markdown):
    """The text of all ```console blocks of a Markdown file."""
    return "\n".join(re.findall(r"^```console\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL))


def matches(expected, printed):
    """Are the lines the same, where an expected line "..." stands for any lines?"""
    if "..." not in expected:
        return expected == printed
    cut = expected.index("...")
    if expected[:cut] != printed[:cut]:
        return False
    rest = expected[cut + 1:]
    return any(matches(rest, printed[start:]) for start in range(cut, len(printed) + 1))


def with_slashes(lines):
    return [line.replace("\\", "/") for line in lines]


def make_wine_command(binary, folder):
    """A folder with a program `regpolicy` that runs the Windows one."""
    wrapper = folder / "bin" / "regpolicy"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec "{RUN_IN_WINE}" "{binary}" "$@"\n')
    wrapper.chmod(0o755)
    subprocess.run([wrapper, "--version"], check=False, capture_output=True)  # Wine tells its start
    return wrapper.parent


def strip_end(lines):
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def run(step, folder, environment):
    done = subprocess.run(["bash", "-c", step["command"]], cwd=folder, env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300, check=False)
    text = done.stdout.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    return strip_end(text.splitlines()), done.returncode


def render(steps, tail):
    lines = []
    for step in steps:
        lines += step["comment"] + ["$ " + step["command"]] + step["expected"]
        if step["code"]:
            lines.append(f"? {step['code']}")
        lines.append("")
    return "\n".join(strip_end(lines + tail)) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--wine", action="store_true")
    parser.add_argument("file")
    options = parser.parse_args()

    path = pathlib.Path(options.file)
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("requires: ") and not shutil.which(line.removeprefix("requires: ")):
            print(f"skipped: {line.removeprefix('requires: ')} is not installed")
            return SKIPPED
    is_markdown = path.suffix == ".md"
    steps, tail = parse(console_blocks(text) if is_markdown else text)
    root = pathlib.Path(__file__).resolve().parents[2]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-cli-") as folder:
        binary = pathlib.Path(options.command).resolve()
        programs = binary.parent
        if options.wine:
            programs = make_wine_command(binary, pathlib.Path(folder))
        environment = dict(os.environ, DATA=str(root / "tests" / "data"), ROOT=str(root),
                           PATH=f"{programs}{os.pathsep}{os.environ['PATH']}",
                           LC_ALL="C.UTF-8", NO_COLOR="1")
        work = os.path.join(folder, "work")
        os.mkdir(work)
        for name in ("admx", "adml", "tools", "tests") if is_markdown else ():
            os.symlink(root / name, os.path.join(work, name))
        for step in steps:
            if options.wine and OF_POSIX.search(step["command"]):
                continue
            expected, code = strip_end(step["expected"]), step["code"]
            step["expected"], step["code"] = run(step, work, environment)
            if options.wine:
                expected, step["expected"] = with_slashes(expected), with_slashes(step["expected"])
            if options.update or (matches(expected, step["expected"]) and code == step["code"]):
                continue
            failed += 1
            print(f"$ {step['command']}")
            print("\n".join(difflib.unified_diff(expected, step["expected"], "expected", "printed",
                                                 lineterm="")))
            if code != step["code"]:
                print(f"exit code: expected {code}, was {step['code']}")
    if options.update and not is_markdown:
        path.write_text(render(steps, tail), encoding="utf-8")
    if not steps:
        print("the transcript holds no command")
        return 1
    return 1 if failed else 0


sys.exit(main())
