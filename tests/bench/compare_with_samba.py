#!/usr/bin/env python3
"""Times the command against python3-samba on a Registry.pol of 100,000 records (17 MB).

compare_with_samba.py COMMAND [ROUNDS]

COMMAND is the regpolicy program of the release preset. It is timed as a whole process: start,
read, convert to another .pol, write. Of samba, only ndr_unpack and ndr_pack are timed: no start, no
file. The two take turns, by the clock and by processor time: on a busy machine only the second
tells something. Samba is timed twice over: once in the first round of a new process, which has to
get its memory from the system as the command has to each time, and once in a process that has it
already. The best round of each counts. Exit code 77: no python3-samba.
"""
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile
import time

DEBIAN_PYTHON = "/usr/bin/python3"  # Debian's samba module belongs to Debian's python

RECORDS = 100_000

# Reads the file's name once, then unpacks and packs it for every line that it is sent.
SAMBA = """
import sys, time
import samba.ndr
from samba.dcerpc import preg
content = open(sys.argv[1], "rb").read()
for line in sys.stdin:
    clock, processor = time.perf_counter(), time.process_time()
    packed = samba.ndr.ndr_pack(samba.ndr.ndr_unpack(preg.file, content))
    print(time.perf_counter() - clock, time.process_time() - processor, packed == content,
          flush=True)
"""


def record(key, name, kind, data):
    semicolon = ";".encode("utf-16-le")
    return b"".join(("[".encode("utf-16-le"), (key + "\0").encode("utf-16-le"), semicolon,
                     (name + "\0").encode("utf-16-le"), semicolon, struct.pack("<I", kind),
                     semicolon, struct.pack("<I", len(data)), semicolon, data,
                     "]".encode("utf-16-le")))


def registry_pol(count):
    """Records as real files have them: some 170 bytes, four in five a REG_DWORD."""
    records = []
    for i in range(count):
        key = f"Software\\Policies\\Microsoft\\Windows\\Current\\Component{i // 16:04}"
        if i % 5:
            kind, data = 4, struct.pack("<I", i)
        else:
            kind, data = 1, "value of a setting\0".encode("utf-16-le")
        records.append(record(key, f"NameOfSetting{i % 16}", kind, data))
    return b"PReg" + struct.pack("<I", 1) + b"".join(records)


def children_time():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def time_of_command(command, source, target):
    """Seconds by the clock and of the processor."""
    target.unlink(missing_ok=True)  # the command leaves an output alone that is right already
    clock, processor = time.perf_counter(), children_time()
    subprocess.run([command, "convert", source, target], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.perf_counter() - clock, children_time() - processor


def samba_process(source):
    return subprocess.Popen([DEBIAN_PYTHON, "-c", SAMBA, source], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)


def time_of_samba(process):
    """Seconds by the clock and of the processor."""
    process.stdin.write("go\n")
    process.stdin.flush()
    clock, processor, is_equal = process.stdout.readline().split()
    if is_equal != "True":
        sys.exit("samba wrote another file than it read")
    return float(clock), float(processor)


def main():
    command = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    probe = [DEBIAN_PYTHON, "-c", "import samba.ndr, samba.dcerpc.preg"]
    if subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        print("skipped: python3-samba is not installed")
        return 77
    with tempfile.TemporaryDirectory(prefix="regpolicy-bench-") as folder:
        source, target = pathlib.Path(folder) / "a.pol", pathlib.Path(folder) / "b.pol"
        content = registry_pol(RECORDS)
        source.write_bytes(content)
        ours, firsts, others = [], [], []
        with samba_process(source) as lasting:
            time_of_samba(lasting)
            for _ in range(rounds):
                ours.append(time_of_command(command, source, target))
                with samba_process(source) as new:
                    firsts.append(time_of_samba(new))
                    new.stdin.close()
                others.append(time_of_samba(lasting))
            lasting.stdin.close()
        if target.read_bytes() != content:
            sys.exit("the command wrote another file than it read")
    print(f"{RECORDS} records, {len(content) / 1e6:.1f} MB, best of {rounds}")
    for column, kind in enumerate(("clock", "processor")):
        best = [min(row[column] for row in rows) for rows in (ours, firsts, others)]
        print(f"{kind}: regpolicy convert {best[0] * 1000:.0f} ms; samba unpack and pack, first round "
              f"{best[1] * 1000:.0f} ms ({best[1] / best[0]:.1f} times as long), later rounds "
              f"{best[2] * 1000:.0f} ms ({best[2] / best[0]:.1f} times)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
