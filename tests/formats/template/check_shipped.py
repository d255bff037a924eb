#!/usr/bin/env python3
"""The committed admx/*.admx and adml/*/*.adml are what generate makes of admx/*.toml, byte for byte.

check_shipped.py COMMAND ROOT
"""
import filecmp
import pathlib
import subprocess
import sys
import tempfile


def files_below(folder, suffix):
    return {str(path.relative_to(folder)) for path in folder.rglob("*" + suffix)}


def compare(made, kept, suffix, regenerate):
    complaints = [f"{kept / name}: {'is not made' if name in files_below(kept, suffix) else 'is missing'}"
                  for name in sorted(files_below(made, suffix) ^ files_below(kept, suffix))]
    complaints += [f"{kept / name}: is not what its source gives; run {regenerate}"
                   for name in sorted(files_below(made, suffix) & files_below(kept, suffix))
                   if not filecmp.cmp(made / name, kept / name, shallow=False)]
    return complaints


def main():
    command, root = sys.argv[1], pathlib.Path(sys.argv[2])
    sources = sorted((root / "admx").glob("*.toml"))
    if not sources:
        sys.exit("no admx/*.toml: nothing is compared")
    with tempfile.TemporaryDirectory(prefix="regpolicy-shipped-") as folder:
        admx, adml = pathlib.Path(folder, "admx"), pathlib.Path(folder, "adml")
        for source in sources:
            done = subprocess.run([command, "generate", str(source), "--split", str(admx),
                                   str(adml), "--quiet"], capture_output=True, text=True,
                                  check=False)
            if done.returncode != 0 or done.stderr:
                sys.exit(f"{source}: exit code {done.returncode}\n{done.stderr}")
        regenerate = "regpolicy generate admx/NAME.toml --split admx adml --force"
        complaints = compare(admx, root / "admx", ".admx", regenerate)
        complaints += compare(adml, root / "adml", ".adml", regenerate)
    print("\n".join(complaints + [f"{len(sources)} sources"]))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
