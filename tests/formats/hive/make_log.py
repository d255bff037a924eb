#!/usr/bin/env python3
"""Writes what a machine leaves that stopped while it wrote a hive: the hive, not closed cleanly, and
its transaction logs, by the published layout of both log formats.

make_log.py BEFORE AFTER OUT [OPTION]...

BEFORE and AFTER are clean hives. OUT is BEFORE with every page garbled that AFTER has otherwise, and
OUT.LOG1 (and OUT.LOG2) hold these pages as AFTER has them. It knows nothing of the reader under
test.

--old            one log of the old format, with a vector of dirty pages
--split          the pages in two changes, the first in OUT.LOG2 and the second in OUT.LOG1
--lost-header    the header of OUT is garbled, too
--announced      OUT's header speaks of a change that is in no log, and its pages are not garbled
--gap            the logs lack the change that did not end
--joined         OUT.joined besides: the hive and the first log in one file
"""
import argparse
import struct
import sys

BLOCK, SECTOR, PAGE = 4096, 512, 4096
OLD, NEW = 1, 6


def marvin32(data, seed=0x82EF4D887A4E55C5):
    mask = 0xFFFFFFFF
    low, high = seed & mask, seed >> 32
    rotated = lambda word, by: ((word << by) | (word >> (32 - by))) & mask
    whole = len(data) // 4 * 4
    words = [word for (word,) in struct.iter_unpack("<I", data[:whole])]
    words += [int.from_bytes(data[whole:] + b"\x80", "little"), 0]
    for word in words:
        low = (low + word) & mask
        high ^= low
        low = (rotated(low, 20) + high) & mask
        high = rotated(high, 9) ^ low
        low = (rotated(low, 27) + high) & mask
        high = rotated(high, 19)
    return high << 32 | low


def with_checksum(block):
    block = bytearray(block)
    checksum = 0
    for (word,) in struct.iter_unpack("<I", block[:508]):
        checksum ^= word
    struct.pack_into("<I", block, 508, checksum)
    return bytes(block)


def header(hive, first, second, kind):
    """The header of `hive` with other numbers."""
    block = bytearray(hive[:BLOCK])
    struct.pack_into("<II", block, 4, first, second)
    struct.pack_into("<I", block, 28, kind)
    return with_checksum(block)


def bins_bytes(hive):
    return struct.unpack_from("<I", hive, 40)[0]


def changed_pages(before, after):
    return [at for at in range(BLOCK, BLOCK + bins_bytes(after), PAGE)
            if before[at:at + PAGE] != after[at:at + PAGE]]


def entry(after, sequence, pages):
    references = b"".join(struct.pack("<II", at - BLOCK, PAGE) for at in pages)
    body = references + b"".join(after[at:at + PAGE] for at in pages)
    size = (40 + len(body) + SECTOR - 1) // SECTOR * SECTOR
    body += bytes(size - 40 - len(body))
    head = b"HvLE" + struct.pack("<IIIIIQ", size, 0, sequence, bins_bytes(after), len(pages),
                                 marvin32(body))
    return head + struct.pack("<Q", marvin32(head)) + body


def new_log(after, sequence, changes):
    entries = b"".join(entry(after, sequence + i, pages) for i, pages in enumerate(changes))
    return header(after, sequence, sequence, NEW)[:SECTOR] + entries


def old_log(after, sequence, pages):
    bits = bytearray(bins_bytes(after) // SECTOR // 8)
    for at in pages:
        bits[(at - BLOCK) // PAGE] = 0xFF  # eight sectors a page
    vector = b"DIRT" + bits
    vector += bytes(-len(vector) % SECTOR)
    return header(after, sequence, sequence, OLD)[:SECTOR] + vector + b"".join(
        after[at:at + PAGE] for at in pages)


def main():
    parser = argparse.ArgumentParser()
    for name in ("before", "after", "out"):
        parser.add_argument(name)
    for flag in ("old", "split", "lost-header", "announced", "gap", "joined"):
        parser.add_argument("--" + flag, action="store_true")
    options = parser.parse_args()
    before, after = (open(name, "rb").read() for name in (options.before, options.after))
    pages = changed_pages(before, after)
    sequence = struct.unpack_from("<I", before, 8)[0] + 1
    logged = sequence + 1 if options.gap else sequence
    if options.old:
        logs = {"LOG1": old_log(after, logged, pages)}
    elif options.split:
        half = len(pages) // 2
        logs = {"LOG2": new_log(after, logged, [pages[:half]]),
                "LOG1": new_log(after, logged + 1, [pages[half:]])}
    else:
        logs = {"LOG1": new_log(after, logged, [pages])}
    hive = bytearray(before.ljust(len(after), b"\0"))
    if options.announced:
        hive[:] = after
        sequence += 1
    else:
        for at in pages:
            hive[at:at + PAGE] = b"\xEE" * PAGE
        # The time of the last write, which old logs are told by, is also in the first bin.
        hive[BLOCK + 20:BLOCK + 28] = before[12:20]
    hive[:BLOCK] = header(before, sequence, sequence - 1, 0)
    if options.lost_header:
        hive[32:400] = b"\xEE" * 368
    files = {options.out: bytes(hive)}
    files.update({f"{options.out}.{suffix}": log for suffix, log in logs.items()})
    if options.joined:
        files[options.out + ".joined"] = bytes(hive) + next(iter(logs.values()))
    for name, content in files.items():
        with open(name, "wb") as file:
            file.write(content)


if __name__ == "__main__":
    sys.exit(main())
