#!/usr/bin/env python3
"""How long does the audit of many snapshots take, against only reading the same bytes?

Makes a baseline of 300 checks of all kinds and snapshots that each differ from it in some values,
then times the command: the processor time of all threads and the time on the clock.

time_fleet.py COMMAND [NUMBER_OF_SNAPSHOTS ...]
"""
import hashlib
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

CHECKS = 300
HEAD = """[baseline]
name = "Fleet"
languages = ["en-US"]
[conclusion]
ready.en-US = "Ready."
blocked.en-US = "Blocked."
unknown.en-US = "Unknown."
"""
CHECK = """[[check]]
id = "fleet.check-{i}"
severity = "{severity}"
as_of = 2025-06-01
source = "A document of some length that says where the rule stands, section {i}"
title.en-US = "What the machine has to hold for rule {i}"
reason.en-US = "A sentence that says why rule {i} matters, as long as such sentences are."
remediation.en-US = "Another that says what to do where rule {i} is broken on a machine."
applies_to = {{ build = {{ at_least = 17134 }} }}
{rule}
"""


def key(i):
    return f"SOFTWARE\\Policies\\Contoso\\Area {i % 40}\\Setting {i}"


def rule(i):
    place = f"key = '{key(i)}', name = 'Value{i}'"
    kind = i % 10
    if kind < 5:
        return f"require = {{ {place}, equals = 1 }}"
    if kind == 5:
        return f"forbid = {{ {place}, equals = 0 }}"
    if kind == 6:
        return f"require = {{ {place}, matches = 'on|off|[a-z]+-[0-9]+' }}"
    if kind == 7:
        return f"require = {{ any_subkey_of = '{key(i)}', name = 'DisplayName', matches = 'Tool 3' }}"
    if kind == 8:
        return f"require = {{ {place}, absent = true }}"
    return (f"require = {{ any = [{{ {place}, equals = 1 }}, "
            f"{{ {place}, one_of = ['a', 'b'] }}] }}")


def machine_reg():
    lines = ["Windows Registry Editor Version 5.00", "",
             r"[HKEY_LOCAL_MACHINE\SOFTWARE]", "",
             r"[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]",
             '"CurrentBuildNumber"="22631"', '"EditionID"="Enterprise"', ""]
    for i in range(CHECKS):
        kind = i % 10
        if kind == 8:
            continue
        lines.append(f"[HKEY_LOCAL_MACHINE\\{key(i)}]")
        if kind == 7:
            for tool in range(5):
                lines += [f"[HKEY_LOCAL_MACHINE\\{key(i)}\\{{tool-{tool}}}]",
                          f'"DisplayName"="Tool {tool}"']
        else:
            lines.append(f'"Value{i}"="word-{i}"' if kind == 6 else f'"Value{i}"=dword:00000001')
    return "\r\n".join(lines) + "\r\n"


def make_fleet(command, folder, count):
    baseline = folder / "fleet.toml"
    baseline.write_text(HEAD + "".join(
        CHECK.format(i=i, severity="blocker" if i % 30 == 0 else "warning", rule=rule(i))
        for i in range(CHECKS)))
    (folder / "machine.reg").write_text(machine_reg())
    subprocess.run([command, "snapshot", baseline, "-q", "-s", folder / "machine.reg", "-o",
                    folder / "one.snapshot", "--force"], check=True)
    lines = (folder / "one.snapshot").read_text().splitlines(keepends=True)[:-1]
    chance = random.Random(1)
    fleet = folder / f"fleet-{count}"
    for number in range(count):
        content = list(lines)
        header = json.loads(content[0])
        header["computer"] = f"PC-{number:06}"
        content[0] = json.dumps(header, separators=(",", ":")) + "\n"
        for at in chance.sample(range(3, len(content)), 10):
            content[at] = content[at].replace('"value":1}', '"value":2}')
        text = "".join(content).encode()
        last = {"kind": "end", "sha256": hashlib.sha256(text).hexdigest()}
        file = fleet / f"{number // 1000:03}" / f"pc-{number:06}.snapshot"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text + json.dumps(last, separators=(",", ":")).encode() + b"\n")
    return baseline, fleet


def timed(*line):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    code = subprocess.run(line, check=False, stdout=subprocess.DEVNULL).returncode
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return code, clock, cpu, after.ru_maxrss / 1024


def main():
    command = sys.argv[1]
    for count in [int(number) for number in sys.argv[2:]] or [1000, 10000]:
        with tempfile.TemporaryDirectory(prefix="regpolicy-fleet-") as name:
            folder = pathlib.Path(name)
            baseline, fleet = make_fleet(command, folder, count)
            files = [str(path) for path in sorted(fleet.rglob("*.snapshot"))]
            size = sum(pathlib.Path(path).stat().st_size for path in files)
            list_file = folder / "files"
            list_file.write_text("\0".join(files))
            print(f"{count} snapshots of {CHECKS} checks, {size / 1e6:.0f} MB")
            _, clock, reading, _ = timed("sh", "-c", f"xargs -0 cat < {list_file}")
            print(f"  only reading:  {clock:6.2f} s, processor {reading:6.2f} s")
            for form in ("text", "json", "csv", "jsonl"):
                code, clock, cpu, memory = timed(command, "audit", baseline, "--source",
                                                 f"snapshot:{fleet}", "--format", form)
                print(f"  audit, {form:6}  {clock:6.2f} s, processor {cpu:6.2f} s "
                      f"({cpu / max(reading, 0.001):.0f} times), {1e3 * cpu / count:.2f} ms each, "
                      f"{memory:.0f} MB, exit code {code}", flush=True)


main()
