#!/usr/bin/env python3
"""Every unit test is a test of ctest's. A name with '[', ']' or ';' would make CMake take it and all
behind it for one test, which then runs nothing and passes.

check_test_names.py TESTS BUILD_FOLDER CTEST
"""
import json
import subprocess
import sys


def output_of(*command):
    return subprocess.run(command, capture_output=True, check=False, text=True).stdout


def main():
    tests, build, ctest = sys.argv[1:]
    names = [line.strip() for line in output_of(tests, "--list-test-names-only").splitlines()]
    names = [name for name in names if name]
    known = {test["name"]
             for test in json.loads(output_of(ctest, "--test-dir", build, "--show-only=json-v1"))["tests"]}
    missing = [name for name in names if name not in known]
    for name in missing[:20]:
        print(f"ctest does not know the test: {name}")
    print(f"{len(names)} unit tests, {len(missing)} of them unknown to ctest")
    return 1 if missing or not names else 0


sys.exit(main())
