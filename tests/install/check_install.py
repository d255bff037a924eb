#!/usr/bin/env python3
"""Installs a build into an empty folder and builds a project against it with find_package. The
command that was installed finds its own baselines by name, also where it is unpacked beside them.

check_install.py BUILD_FOLDER CONSUMER_SOURCE COMPILER flags=FLAGS
"""
import hashlib
import json
import pathlib
import shutil
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


def check_baseline_by_name(command, baselines, folder):
    """`audit sspr` takes the baseline in that folder, and no other one."""
    baseline = baselines / "sspr.toml"
    with baseline.open("a", encoding="utf-8") as file:
        file.write(f"# {baselines}\n")
    export = folder / "export.reg"
    export.write_text("REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE]\n", encoding="ascii")
    done = subprocess.run([command, "audit", "sspr", "--source", export, "--format", "json"],
                          stdout=subprocess.PIPE, check=False, cwd=folder)
    found = json.loads(done.stdout)["run"]["baseline_sha256"]
    if found != hashlib.sha256(baseline.read_bytes()).hexdigest():
        print(f"{command} audit sspr did not take {baseline}")
        sys.exit(1)


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
    data = prefix / "share" / "regpolicy"
    check_baseline_by_name(command, data / "tools" / "baselines", pathlib.Path(folder))
    unpacked = pathlib.Path(folder) / "unpacked"
    shutil.copytree(data, unpacked)
    shutil.copy(command, unpacked)
    check_baseline_by_name(unpacked / "regpolicy", unpacked / "tools" / "baselines",
                           pathlib.Path(folder))
    print(run(command, "--version").strip(), "is installed and a consumer builds against it")
