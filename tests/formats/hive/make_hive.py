#!/usr/bin/env python3
r"""Writes small registry hives (regf 1.5) for tests, by the published layout of the format.

make_hive.py FILE                    an empty hive: a root key without values or subkeys
make_hive.py FILE --odd-names        one with names and values that no tool would write
make_hive.py FILE --large            the same with a value of 9000 bytes besides, over several pages
make_hive.py FILE --big              an empty hive with values in one, two and three parts: "db"
make_hive.py FILE --user NUMBER      a user's hive: Software\Policies\Contoso with Level, a REG_DWORD
make_hive.py FILE --dirty            an empty hive whose sequence numbers differ

From an empty one hivexregedit makes any other hive out of .reg text.
"""
import argparse
import struct
import sys

BLOCK = 4096
PART = 16344  # bytes of a value's data in one cell at most
NONE = 0xFFFFFFFF


class Cells:
    """The cells of one hive bin; offsets count from the bin's start, as everything in a hive."""

    def __init__(self):
        self.data = bytearray(b"hbin" + struct.pack("<II", 0, 0) + bytes(20))

    def add(self, content):
        size = (4 + len(content) + 7) // 8 * 8
        offset = len(self.data)
        self.data += struct.pack("<i", -size) + content + bytes(size - 4 - len(content))
        return offset

    def patch(self, offset, at, number):
        struct.pack_into("<I", self.data, offset + 4 + at, number)

    def finish(self):
        size = (len(self.data) + 8 + BLOCK - 1) // BLOCK * BLOCK
        free = size - len(self.data)
        self.data += struct.pack("<i", free) + bytes(free - 4)
        struct.pack_into("<I", self.data, 8, size)
        return bytes(self.data)


def key(cells, name, flags, parent, security, subkeys=(), values=()):
    """A key node; subkeys and values are offsets of cells."""
    subkey_list = value_list = NONE
    if subkeys:
        # The hash of a name in an lh list is not looked at by the readers under test.
        entries = b"".join(struct.pack("<II", offset, 0) for offset in subkeys)
        subkey_list = cells.add(b"lh" + struct.pack("<H", len(subkeys)) + entries)
    if values:
        value_list = cells.add(b"".join(struct.pack("<I", offset) for offset in values))
    return cells.add(
        b"nk" + struct.pack("<HQIIIIIIIIIIIIIIIHH", flags, 0x01D5A00000000000, 0, parent,
                            len(subkeys), 0, subkey_list, NONE, len(values), value_list, security,
                            NONE, 64, 0, 64, 64, 0, len(name), 0) + name)


def value(cells, name, latin1, type_number, data):
    if len(data) <= 4:
        size, where = len(data) | 0x80000000, struct.unpack("<I", data.ljust(4, b"\0"))[0]
    else:
        size, where = len(data), cells.add(data)
    return cells.add(b"vk" + struct.pack("<HIIIHH", len(name), size, where, type_number,
                                         1 if latin1 else 0, 0) + name)


def big_value(cells, name, data):
    """A REG_BINARY whose data are too long for one cell."""
    # Four bytes at the end of each part do not count.
    parts = [cells.add(data[at:at + PART] + b"\xEE" * 4) for at in range(0, len(data), PART)]
    listed = cells.add(b"".join(struct.pack("<I", part) for part in parts))
    where = cells.add(b"db" + struct.pack("<HI", len(parts), listed) + bytes(4))
    return cells.add(b"vk" + struct.pack("<HIIIHH", len(name), len(data), where, 3, 1, 0) + name)


def user_content(cells, security, number):
    """The keys down to the value; each knows the one above it."""
    below, chain = (), []
    values = [value(cells, b"Level", True, 4, struct.pack("<I", number))]
    for name in (b"Contoso", b"Policies", b"Software"):
        chain.append(key(cells, name, 0x20, NONE, security, below, values))
        below, values = (chain[-1],), ()
    for child, parent in zip(chain, chain[1:]):
        cells.patch(child, 16, parent)
    return below


def odd_content(cells, root, security):
    """Subkeys and values whose names cannot be written as C strings or as UTF-8."""
    wide = lambda text: text.encode("utf-16-le", "surrogatepass")
    latin = 0x20
    subkeys = [
        key(cells, "Ångström".encode("latin-1"), latin, root, security),
        key(cells, wide("Ключ"), 0, root, security),
        key(cells, wide("lone\ud800"), 0, root, security),
        key(cells, wide("nul\0inside"), 0, root, security),
    ]
    values = [
        value(cells, b"", True, 1, wide("default\0")),
        value(cells, "å".encode("latin-1"), True, 4, struct.pack("<I", 1)),
        value(cells, wide("значение"), False, 11, struct.pack("<Q", 1 << 40)),
        value(cells, wide("half\udc00"), False, 3, b""),
        value(cells, wide("nul\0inside"), False, 4, struct.pack("<I", 2)),
        value(cells, b"big endian", True, 5, struct.pack(">I", 7)),
        value(cells, b"short dword", True, 4, b"\x01\x02"),
        value(cells, b"no such type", True, 0x12345678, b"odd bytes"),
    ]
    return subkeys, values


def build(options):
    cells = Cells()
    # World may do everything: an owner, a group and a DACL with one entry.
    sid = struct.pack("<BB6sI", 1, 1, bytes([0, 0, 0, 0, 0, 1]), 0)
    entry = struct.pack("<BBHI", 0, 2, 8 + len(sid), 0xF003F) + sid
    acl = struct.pack("<BBHHH", 2, 0, 8 + len(entry), 1, 0) + entry
    descriptor = struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 20 + len(sid), 0,
                             20 + 2 * len(sid)) + sid + sid + acl
    security = cells.add(b"sk" + struct.pack("<HIIII", 0, 0, 0, 1, len(descriptor)) + descriptor)
    cells.patch(security, 4, security)  # the only one in its ring
    cells.patch(security, 8, security)
    placeholder = NONE
    subkeys, values = (), ()
    if options.odd_names or options.large:
        subkeys, values = odd_content(cells, placeholder, security)
    if options.user is not None:
        subkeys = user_content(cells, security, options.user)
    if options.big:
        values = [big_value(cells, f"{size}".encode(), bytes(i % 251 for i in range(size)))
                  for size in (PART, PART + 1, 3 * PART)]
    if options.large:
        values.append(value(cells, b"large", True, 3, bytes(range(250)) * 36))
    root = key(cells, b"$$$ROOT", 0x2C, placeholder, security, subkeys, values)
    for subkey in subkeys:
        cells.patch(subkey, 16, root)
    bins = cells.finish()
    header = bytearray(
        b"regf" + struct.pack("<IIQIIIIII", 2 if options.dirty else 1, 1, 0x01D5A00000000000, 1, 5, 0, 1,
                              root, len(bins)) + struct.pack("<I", 1))
    header += bytes(508 - len(header))
    checksum = 0
    for word in struct.unpack("<127I", header):
        checksum ^= word
    header += struct.pack("<I", checksum)
    return bytes(header) + bytes(BLOCK - len(header)) + bins


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--odd-names", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--user", type=int)
    parser.add_argument("--dirty", action="store_true")
    options = parser.parse_args()
    with open(options.file, "wb") as file:
        file.write(build(options))


sys.exit(main())
