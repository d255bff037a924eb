#!/usr/bin/env python3
"""Installs a build into an empty folder and builds a project against it with find_package.

check_install.py BUILD_FOLDER CONSUMER_SOURCE COMPILER flags=FLAGS
"""
import pathlib
import subprocess
import sys
import tempfile

EXPECTED = (r"set SOFTWARE\Policies\Microsoft\AzureADAccount\AllowPasswordReset = REG_DWORD 1" "\n")


def run(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        print(" ".join(str(part) for part in command), done.stdout, sep="\n")
        sys.exit(1)
    return done.stdout


build, source, compiler, flags = sys.argv[1:5]
flags = flags.removeprefix("flags=")
with tempfile.TemporaryDirectory(prefix="regpolicy-install-") as folder:
    prefix = pathlib.Path(folder) / "prefix"
    run("cmake", "--install", build, "--prefix", prefix)
    run("cmake", "-S", source, "-B", pathlib.Path(folder) / "build", "-G", "Ninja",
        f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}",
        f"-DCMAKE_CXX_FLAGS={flags}", "-DCMAKE_BUILD_TYPE=Release")
    run("cmake", "--build", pathlib.Path(folder) / "build")
    printed = run(pathlib.Path(folder) / "build" / "consumer")
    if printed != EXPECTED:
        print(f"the consumer printed {printed!r}, expected {EXPECTED!r}")
        sys.exit(1)
    pages = {path.name for path in (prefix / "share" / "man" / "man1").glob("*.1")}
    if not {"regpolicy.1", "regpolicy-convert.1"} <= pages:
        print(f"the manual pages installed are {sorted(pages)}")
        sys.exit(1)
    command = prefix / "bin" / "regpolicy"
    print(run(command, "--version").strip(), "is installed and a consumer builds against it")
