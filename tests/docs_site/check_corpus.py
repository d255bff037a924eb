#!/usr/bin/env python3
"""References of real stores: every folder with ADMX files below REGPOLICY_CORPUS becomes a site that
the judges of check_site.py accept, and differs from itself in nothing.

Skipped (77) where REGPOLICY_CORPUS is not set.

check_corpus.py COMMAND
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from check_site import check_site

SKIPPED = 77


def stores_below(corpus):
    return sorted({path.parent for path in corpus.rglob("*")
                   if path.suffix.lower() == ".admx" and path.is_file()})


def check_store(command, store, root):
    done = subprocess.run([command, "docs", store, "-q", "-o", root], capture_output=True,
                          text=True, errors="replace", check=False)
    if done.returncode == 3 and not root.exists():
        return ["refused"], 0
    if done.returncode not in (0, 6):
        return [f"docs ends with {done.returncode}: {done.stderr[-500:]}"], 0
    pages, wrong = check_site(root)
    same = subprocess.run([command, "diff", store, store], capture_output=True, text=True,
                          errors="replace", check=False)
    if same.returncode != (3 if done.returncode == 6 else 0) or same.stdout:
        wrong.append(f"diff of itself ends with {same.returncode}: {same.stdout[:500]}")
    return wrong, len(pages)


def main():
    if "REGPOLICY_CORPUS" not in os.environ:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    failed, shown, refused = 0, 0, 0
    for store in stores_below(pathlib.Path(os.environ["REGPOLICY_CORPUS"])):
        with tempfile.TemporaryDirectory(prefix="regpolicy-docs-") as name:
            wrong, pages = check_store(sys.argv[1], store, (pathlib.Path(name) / "site").resolve())
        if wrong == ["refused"]:
            refused += 1
            continue
        shown += 1
        failed += len(wrong)
        for line in wrong[:20]:
            print(f"{store}: {line}")
        if not pages:
            failed += 1
            print(f"{store}: no pages")
    print(f"{shown} stores, {refused} without a template that can be read, {failed} wrong")
    return 1 if failed or not shown else 0


sys.exit(main())
