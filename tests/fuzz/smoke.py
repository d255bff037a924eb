#!/usr/bin/env python3
"""Runs a fuzz target for some seconds, from the fixtures of its reader as seeds.

smoke.py TARGET FIXTURES SECONDS
Fixtures are files as they are, and *.hex texts turned into the bytes that they describe.
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def bytes_of_hex_text(text):
    """The bytes of a fixture in the notation of tests/support/hex_text.hpp."""
    out = b""
    for token in re.findall(r"#[^\n]*|'[^']*'|[0-9a-f]{2}", text):
        if token.startswith("'"):
            out += token[1:-1].encode("utf-16-le")
        elif not token.startswith("#"):
            out += bytes.fromhex(token)
    return out


def main():
    target, fixtures, seconds = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory(prefix="regpolicy-fuzz-") as folder:
        seeds = 0
        for path in sorted(fixtures.rglob("*")) if fixtures.is_dir() else []:
            if not path.is_file():
                continue
            content = path.read_bytes()
            if path.suffix == ".hex":
                content = bytes_of_hex_text(content.decode("utf-8"))
            (pathlib.Path(folder) / f"seed{seeds}").write_bytes(content)
            seeds += 1
        if seeds == 0:
            print(f"no fixture in {fixtures}")
            return 1
        print(f"{seeds} seeds, {seconds} s", flush=True)
        return subprocess.run([target, f"-max_total_time={seconds}", "-timeout=10", "-seed=1",
                               "-print_final_stats=1", "-verbosity=0",
                               f"-artifact_prefix={folder}/", folder], check=False).returncode


sys.exit(main())
