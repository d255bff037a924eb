#!/usr/bin/env python3
"""check of every template folder below REGPOLICY_CORPUS: it never fails, and finds no error but
known ones.

What is known stands below by file, with what is wrong there: all of it was looked at. Whatever else
is found as an error is either a defect that is new to us or a rule that is too strict, and the test
fails. No file is refused as malformed.

check_templates_corpus.py BINARY
"""
import collections
import json
import os
import pathlib
import subprocess
import sys

SKIPPED = 77

BUILD_TEST = "made for the tests of a generator, whose schemaVersion and namespace are placeholders"
OLD_ADML = "a copy of an old firefox.adml: revision 7.0 where 4.8 is asked for, and no text 'mozilla'"
NEW_GENERATOR = "made by a generator that puts elements in a wrong order and leaves values out"
MADE_UP = "made up by another project for tests of its own, in no order that the schema knows"

# Name of a file, in lower case: its errors, and why they are right.
KNOWN = {
    "mozilla.admx": ({"admx.missing-string"}, OLD_ADML),
    "mozilla.adml": ({"adml.revision-too-low"}, OLD_ADML),
    "thunderbird.admx": (
        {"admx.attribute-invalid", "admx.attribute-missing", "admx.element-order",
         "admx.element-unexpected", "admx.no-presentation", "store.no-adml"}, NEW_GENERATOR),
    "userprofiles.admx": ({"store.no-adml"}, "one file of a store, without its texts"),
}
for part in ("boolean", "checkbox", "complex", "decimal", "enabled", "enum", "textbox"):
    KNOWN[part + "test-expected.admx"] = ({"admx.schema-version", "store.namespace-taken"},
                                          BUILD_TEST)
    KNOWN[part + "test-expected.adml"] = ({"adml.schema-version"}, BUILD_TEST)
for made_up in ("networksettings", "securitypolicies", "windowssettings", "vendora", "vendorb",
                "defender", "network", "security_baseline", "user_config", "windows_update"):
    KNOWN[made_up + ".admx"] = (
        {"admx.attribute-missing", "admx.element-missing", "admx.element-order",
         "admx.element-unexpected", "admx.missing-presentation", "store.no-adml"}, MADE_UP)
    KNOWN[made_up + ".adml"] = (
        {"adml.attribute-missing", "adml.element-missing", "adml.element-unexpected"}, MADE_UP)


def stores(root):
    """Every folder that holds ADMX files."""
    return sorted({path.parent for path in root.rglob("*")
                   if path.suffix.lower() == ".admx" and path.is_file()})


def check(command, folder, extra):
    done = subprocess.run([command, "check", "--format", "json", *extra, folder],
                          capture_output=True, check=False, timeout=600)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{folder}: exit code {done.returncode}: {done.stderr[-500:]!r}")
    document = json.loads(done.stdout.decode("utf-8", "strict"))
    return document["findings"]


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("REGPOLICY_CORPUS is not set")
        return SKIPPED
    command = str(pathlib.Path(sys.argv[1]).resolve())
    folders = stores(pathlib.Path(corpus))
    if not folders:
        print("no ADMX file below REGPOLICY_CORPUS")
        return SKIPPED
    unknown, counts = [], collections.Counter()
    for folder in folders:
        for extra in (["--all-languages"], ["--target", "mdm"]):
            findings = check(command, folder, extra)
            for item in findings:
                counts[item["rule"]] += 1
                name = pathlib.PurePath(item["file"].lower()).name
                is_known = (item["rule"] in KNOWN.get(name, ((), ""))[0]
                            or item["rule"].startswith("mdm."))
                if item["severity"] == "error" and not is_known:
                    unknown.append(f"{item['file']}:{item['line']}: {item['message']} "
                                   f"[{item['rule']}]")
                if item["line"] is None and item["rule"].split(".")[0] in ("admx", "adml", "mdm"):
                    unknown.append(f"{item['file']}: no place [{item['rule']}]")
    for rule, count in sorted(counts.items()):
        print(f"{count:6} {rule}")
    print("\n".join(unknown[:100]))
    print(f"{len(folders)} folders, {len(unknown)} findings that are not known")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
