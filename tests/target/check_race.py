#!/usr/bin/env python3
"""Two processes apply different settings to one GPO's folder at a time: none is lost.

check_race.py REGPOLICY [ROUNDS]

Each round of each process sets a value of its own; at the end all are there, and the version has
gone up by one for every apply.
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def main():
    command = str(pathlib.Path(sys.argv[1]).resolve())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    failed = 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-race-") as name:
        root = pathlib.Path(name)
        gpo = root / "gpo"
        gpo.mkdir()
        last = 0
        for number in range(rounds):
            running = []
            for who in ("a", "b"):
                source = root / f"{who}.json"
                rows = [{"key": f"SOFTWARE\\{who}", "name": f"v{number}", "type": "REG_DWORD",
                         "value": number}]
                source.write_text(json.dumps({"schema": "regpolicy/instructions/1",
                                              "side": "machine", "instructions": rows}))
                running.append(subprocess.Popen(
                    [command, "apply", source, "--target", f"gpt:{gpo}", "--quiet"],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
            for process in running:
                errors = process.communicate()[1]
                if process.returncode:
                    failed += 1
                    print(f"round {number}: exit code {process.returncode}: {errors}")
            version = int((gpo / "gpt.ini").read_text().split("Version=")[1].split()[0])
            if version != last + 2:
                failed += 1
                print(f"round {number}: version {last} -> {version}")
            last = version
        shown = subprocess.run([command, "show", "--format", "json", "--side", "machine",
                                gpo / "Machine" / "Registry.pol"], check=True,
                               capture_output=True, text=True).stdout
        there = {(row["key"], row["name"]) for row in json.loads(shown)["instructions"]}
        wanted = {(f"SOFTWARE\\{who}", f"v{number}") for who in "ab" for number in range(rounds)}
        for key, value in sorted(wanted - there):
            failed += 1
            print(f"lost: {key}\\{value}")
    print(f"{2 * rounds} applies, version {last}, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
