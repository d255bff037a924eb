#!/usr/bin/env python3
"""Real templates: `generate --from` makes a source of every ADMX file with the ADML files of all
its languages, and `generate` makes an equal set of it.

Both sets are read by Python's own XML parser and compared as trees: by local names, without the
default values of the schema, and without regard to the order of the strings of a string table.

check_corpus.py COMMAND [PART OF A PATH]
    with the environment variable REGPOLICY_CORPUS; else exit code 77
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIPPED = 77
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*\Z")
TYPES = ("boolean", "decimal", "text", "enum", "list", "longDecimal", "multiText")

# Attributes that say what the schema says without them: (element, attribute) -> value.
NUMBERS = {("decimal", "minValue"): 0, ("longDecimal", "minValue"): 0,
           ("multiText", "maxStrings"): 0}
FALSE = {"required", "storeAsText", "soft", "expandable", "additive", "explicitValue"}
BOOLEANS = FALSE | {"spin", "noSort", "defaultChecked", "showAsDialog"}
WHOLE = {"value", "minValue", "maxValue", "maxLength", "maxStrings", "versionIndex",
         "minVersionIndex", "maxVersionIndex", "spinStep", "defaultItem", "defaultHeight"}
CONTROL_TEXT = {"text", "decimalTextBox", "longDecimalTextBox", "checkBox", "dropdownList",
                "listBox", "multiTextBox", "string", "label", "default", "defaultValue",
                "suggestion", "seeAlso", "keywords", "displayName", "description"}
# A container without content says nothing.
EMPTY = {"categories", "policies", "supportedOn", "products", "definitions", "stringTable",
         "presentationTable", "elements"}


def decoded(raw):
    """The text of a file by its byte order mark, without the declaration."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
                           (b"\xef\xbb\xbf", "utf-8")):
        if raw.startswith(mark):
            text = raw[len(mark):].decode(encoding)
            break
    else:
        named = re.match(rb"<\?xml[^>]*encoding=[\"']([^\"']+)", raw)
        text = raw.decode(named.group(1).decode("ascii") if named else "utf-8")
    return re.sub(r"\A\s*<\?xml.*?\?>", "", text, count=1, flags=re.S)


def local(name):
    return name.rsplit("}", 1)[-1]


def attribute(tag, name, value):
    """The value as it counts; None where it says nothing."""
    if name in BOOLEANS and value.strip() in ("true", "false", "0", "1"):
        value = "true" if value.strip() in ("true", "1") else "false"
        if name in FALSE and value == "false" and tag in TYPES:
            return None
    elif (name in WHOLE or (name == "defaultValue" and tag.endswith("ecimalTextBox"))) \
            and re.fullmatch(r"\s*\+?\d*\s*", value):
        if not value.strip():  # an empty number is none
            return None
        value = str(int(value))
        if NUMBERS.get((tag, name)) == int(value):
            return None
    return value


def whole_text(node):
    """All text nodes of an element; comments left out."""
    return (node.text or "") + "".join(child.tail or "" for child in node)


def tree(node):
    tag = local(node.tag)
    attributes = {}
    for name, value in node.attrib.items():
        if "XMLSchema-instance" in name:
            continue
        kept = attribute(tag, local(name), value)
        if kept is not None:
            attributes[local(name)] = kept
    children = [tree(child) for child in node if isinstance(child.tag, str)]
    children = [child for child in children
                if not (child[0] in EMPTY and not child[1] and not child[3])]
    text = whole_text(node) if not children or tag in CONTROL_TEXT else ""
    if children or (tag not in CONTROL_TEXT and not text.strip()):
        text = "" if not text.strip() else text
    if tag == "stringTable":
        children.sort(key=lambda child: child[1].get("id", ""))
    return (tag, attributes, text, children)


def parsed(path):
    root = ElementTree.fromstring(decoded(path.read_bytes()),
                                  parser=ElementTree.XMLParser())
    return tree(root)


def first_difference(a, b, path=""):
    here = f"{path}/{a[0]}"
    if a[0] != b[0]:
        return f"{here}: <{a[0]}> became <{b[0]}>"
    if a[1] != b[1]:
        return f"{here}: {a[1]} became {b[1]}"
    if a[2] != b[2]:
        return f"{here}: {a[2]!r} became {b[2]!r}"
    for one, other in zip(a[3], b[3]):
        found = first_difference(one, other, here + str(a[1].get("id") or a[1].get("name") or ""))
        if found:
            return found
    if len(a[3]) != len(b[3]):
        return f"{here} {a[1]}: {[c[0] for c in a[3]]} became {[c[0] for c in b[3]]}"
    return None


def adml_files(admx):
    """Language -> path."""
    found = {}
    for folder in sorted(admx.parent.iterdir()):
        if not folder.is_dir() or not LANGUAGE.match(folder.name):
            continue
        for path in sorted(folder.iterdir()):
            if path.name.lower() == admx.stem.lower() + ".adml":
                found.setdefault(folder.name.lower(), path)
    return found


def run(command, *arguments):
    return subprocess.run([command, *map(str, arguments)], capture_output=True, text=True,
                          errors="replace", check=False)


def compare(command, admx, source, store):
    """What differs between the files and those made of the source."""
    done = run(command, "generate", source, "-o", store, "--quiet")
    if done.returncode != 0:
        return f"generate: exit code {done.returncode}: {done.stderr.strip()[-600:]}"
    languages, made = adml_files(admx), adml_files(store / (admx.stem + ".admx"))
    if sorted(languages) != sorted(made):
        return f"languages {sorted(languages)} became {sorted(made)}"
    pairs = [(admx, store / (admx.stem + ".admx"))]
    pairs += [(path, made[language]) for language, path in languages.items()]
    for before, after in pairs:
        found = first_difference(parsed(before), parsed(after))
        if found:
            return f"{before.name}: {found}"
    return None


def check(command, admx, folder):
    """(what is wrong or None, whether the files are broken themselves)."""
    source, store = folder / "source.toml", folder / "store"
    make = ["generate", "--from", admx, "-o", source, "--quiet"]
    done = run(command, *make)
    if done.returncode == 3:
        # The editor would not load it either: how much of it is kept is told, not judged.
        reason = done.stderr.strip().splitlines()[0].split("error: ", 1)[-1]
        if run(command, *make, "--allow-loss").returncode != 6:
            return f"{reason}; nothing of it is understood", True
        return f"{reason}; {compare(command, admx, source, store) or 'all of it is kept'}", True
    if done.returncode != 0:
        return f"--from: exit code {done.returncode}: {done.stderr.strip()[-600:]}", False
    return compare(command, admx, source, store), False


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    files = sorted(path for path in pathlib.Path(corpus).rglob("*")
                   if path.suffix.lower() == ".admx" and path.is_file() and part in str(path))
    wrong, broken, languages = 0, 0, 0
    for admx in files:
        with tempfile.TemporaryDirectory(prefix="regpolicy-take-over-") as name:
            found, is_broken = check(sys.argv[1], admx, pathlib.Path(name))
        languages += len(adml_files(admx))
        if found:
            print(f"{admx.relative_to(corpus)}: {'refused: ' if is_broken else ''}{found}")
            wrong, broken = wrong + (not is_broken), broken + is_broken
    print(f"{len(files)} ADMX files with {languages} ADML files, {broken} refused, {wrong} wrong")
    return 1 if wrong or not files else 0


sys.exit(main())
