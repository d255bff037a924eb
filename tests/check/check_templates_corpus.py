#!/usr/bin/env python3
"""check of every template folder below REGPOLICY_CORPUS: it never fails, and finds no error but known
ones.

What is known stands below by rule and file, each with what is wrong there: all of them were looked
at. Whatever else is found as an error is either a defect that is new to us or a rule that is too
strict, and the test fails.

check_templates_corpus.py BINARY
"""
import collections
import json
import os
import pathlib
import subprocess
import sys

SKIPPED = 77

# (rule, last part of the file's path in lower case): why it is right.
KNOWN = {
}

# Files that cannot be read at all, and why the editor does not read them either.
UNREADABLE = {
}


def stores(root):
    """Every folder that holds ADMX files."""
    return sorted({path.parent for path in root.rglob("*")
                   if path.suffix.lower() == ".admx" and path.is_file()})


def check(command, folder, extra):
    done = subprocess.run([command, "check", "--format", "json", *extra, folder],
                          capture_output=True, check=False, timeout=600)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"{folder}: exit code {done.returncode}: {done.stderr[-500:]!r}")
    document = json.loads(done.stdout.decode("utf-8", "strict"))
    return document["findings"], done.returncode


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("REGPOLICY_CORPUS is not set")
        return SKIPPED
    command = str(pathlib.Path(sys.argv[1]).resolve())
    folders = stores(pathlib.Path(corpus))
    if not folders:
        print("no ADMX file below REGPOLICY_CORPUS")
        return SKIPPED
    unknown, counts = [], collections.Counter()
    for folder in folders:
        for extra in (["--all-languages"], ["--target", "mdm"]):
            findings, _ = check(command, folder, extra)
            for item in findings:
                counts[item["rule"]] += 1
                name = pathlib.PurePath(item["file"].lower()).name
                is_known = ((item["rule"], name) in KNOWN or name in UNREADABLE
                            or item["rule"].startswith("mdm."))
                if item["severity"] == "error" and not is_known:
                    unknown.append(f"{item['file']}:{item['line']}: {item['message']} "
                                   f"[{item['rule']}]")
                if item["line"] is None and item["rule"].split(".")[0] in ("admx", "adml", "mdm"):
                    unknown.append(f"{item['file']}: no place [{item['rule']}]")
    for rule, count in sorted(counts.items()):
        print(f"{count:6} {rule}")
    print("\n".join(unknown[:100]))
    print(f"{len(folders)} folders, {len(unknown)} findings that are not known")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
