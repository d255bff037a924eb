#!/usr/bin/env python3
"""Every ADMX and ADML below REGPOLICY_CORPUS is read as Python's own XML parser reads it.

check_real_files.py LIST_TEMPLATE
Compares every name, reference and text that the program LIST_TEMPLATE prints, and wants every
file to be written and read back the same. Files with errors are counted and named only: what is
kept of them is not compared. Skipped (77) where REGPOLICY_CORPUS is unset.
"""
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ESCAPES = str.maketrans({"\n": "\\n", "\r": "\\r", "\\": "\\\\", "|": "\\p"})


def text_of_file(raw):
    """The text without declaration, since expat does not know every encoding's name."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
                           (b"\xef\xbb\xbf", "utf-8"), (b"", "utf-8")):
        if raw.startswith(mark):
            text = raw[len(mark):].decode(encoding)
            break
    return re.sub(r"^\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL)


def name_of(node):
    return node.tag.rpartition("}")[2]


def child(node, name):
    found = [] if node is None else [part for part in node if name_of(part) == name]
    return found[0] if found else None


def children(node, *path):
    for name in path:
        node = child(node, name)
    return [] if node is None else list(node)


def line(what, *fields):
    return "|".join([what] + ["-" if field is None else "=" + field.translate(ESCAPES)
                              for field in fields])


def of_admx(root):
    target = child(child(root, "policyNamespaces"), "target")
    yield line("target", target.get("prefix"), target.get("namespace"), root.get("revision"))
    for row in children(root, "supportedOn", "definitions"):
        yield line("definition", row.get("name"), row.get("displayName"))
    for row in children(root, "categories"):
        parent = child(row, "parentCategory")
        yield line("category", row.get("name"), row.get("displayName"), row.get("explainText"),
                   None if parent is None else parent.get("ref"))
    for row in children(root, "policies"):
        parent = child(row, "parentCategory")
        yield line("policy", *(row.get(name) for name in (
            "name", "class", "displayName", "explainText", "presentation", "key", "valueName",
            "clientExtension")), None if parent is None else parent.get("ref"),
                   child(row, "supportedOn").get("ref"))
        for element in children(row, "elements"):
            yield line("element", name_of(element), element.get("id"), element.get("key"))
            for item in element:
                if name_of(item) == "item":
                    yield line("item", item.get("displayName"))


def of_adml(root):
    yield line("resources", root.get("revision"), child(root, "displayName").text or "",
               child(root, "description").text or "")
    for row in children(root, "resources", "stringTable"):
        yield line("string", row.get("id"), "".join(row.itertext()))
    for row in children(root, "resources", "presentationTable"):
        yield line("presentation", row.get("id"))
        for control in row:
            yield line("control", name_of(control), control.get("refId") or "")


def listings(program, paths):
    """Path -> lines, a hundred files a run."""
    found = {}
    for start in range(0, len(paths), 100):
        output = subprocess.run([program] + [str(path) for path in paths[start:start + 100]],
                                stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
        for row in output.split("\n")[:-1]:
            if row.startswith("file|="):
                lines = found.setdefault(len(found), [])
            else:
                lines.append(row)
    return dict(zip(paths, (found[i] for i in range(len(found)))))


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("skipped: REGPOLICY_CORPUS is not set")
        return 77
    paths = sorted(path for path in pathlib.Path(corpus).rglob("*")
                   if path.suffix.lower() in (".admx", ".adml") and path.is_file())
    complaints, with_errors, compared = [], 0, 0
    for path, lines in listings(sys.argv[1], paths).items():
        if "same" not in lines:
            complaints.append(f"{path}: not read, or not written and read back the same")
        if any(row.startswith("error|") for row in lines):
            with_errors += 1
            continue
        root = ElementTree.fromstring(text_of_file(path.read_bytes()))
        wanted = list(of_admx(root) if path.suffix.lower() == ".admx" else of_adml(root))
        got = [row for row in lines if row != "same"]
        compared += len(wanted)
        if got != wanted:
            differing = [pair for pair in zip(wanted, got) if pair[0] != pair[1]]
            complaints.append(f"{path}: {len(wanted)} things expected, {len(got)} found; first "
                              f"difference: {differing[:1]}")
    print("\n".join(complaints[:20] + [
        f"{len(paths)} files, {with_errors} of them with errors, {compared} things compared, "
        f"{len(complaints)} complaints"]))
    return 1 if complaints or not paths else 0


sys.exit(main())
