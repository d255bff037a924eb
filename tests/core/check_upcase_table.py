#!/usr/bin/env python3
"""Is upcase_table.inc what its generator makes of this machine's UnicodeData.txt?"""
import pathlib
import subprocess
import sys

SKIPPED = 77
folder = pathlib.Path(sys.argv[1])
if not pathlib.Path("/usr/share/unicode/UnicodeData.txt").exists():
    print("skipped: the package unicode-data is not installed")
    sys.exit(SKIPPED)
made = subprocess.run([sys.executable, folder / "generate_upcase_table.py"], check=True,
                      capture_output=True, text=True).stdout
if made != (folder / "upcase_table.inc").read_text(encoding="ascii"):
    print("upcase_table.inc differs from what generate_upcase_table.py writes")
    sys.exit(1)
