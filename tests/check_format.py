#!/usr/bin/env python3
"""Is every source file as clang-format 19 writes it?   check_format.py SOURCE_ROOT"""
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
root = pathlib.Path(sys.argv[1])
program = shutil.which("clang-format-19")
if not program:
    print("skipped: clang-format-19 is not installed")
    sys.exit(SKIPPED)
files = sorted(path for folder in ("libregpolicy", "tools", "tests")
               for path in (root / folder).rglob("*") if path.suffix in (".cpp", ".hpp"))
done = subprocess.run([program, "--dry-run", "--Werror", *map(str, files)], check=False)
print(f"{len(files)} files")
sys.exit(1 if done.returncode or not files else 0)
