#!/usr/bin/env python3
"""Real files as oracles of explain:

- every GPO backup with a gpreport.xml, which the Group Policy Management Console wrote: explain
  gives every policy of the report the report's state, where a template of the corpus has it;
- every Registry.pol: what was explained compiles to the same effect, with templates and without.

check_corpus.py COMMAND     with the environment variable REGPOLICY_CORPUS; else exit code 77

A report and the templates at hand may be of different versions. Such differences are counted by
kind and listed; only a state that contradicts the report's, though the policy writes what the
template says, fails. The templates are read here by Python's own XML reader.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIPPED = 77


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def children(element, name):
    return [child for child in element if local(child) == name]


def text_of(element, name):
    found = children(element, name)
    return "".join(found[0].itertext()).strip() if found else ""


def parse_xml(path):
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    else:
        text = data.decode("utf-8-sig", "replace")
    return ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", text, flags=re.DOTALL))


def entry(folder, name):
    """The entry of that name in any case, else None."""
    if folder is None or not folder.is_dir():
        return None
    return next((p for p in sorted(folder.iterdir()) if p.name.lower() == name.lower()), None)


class Store:
    """The policies of some folders by what a report calls them: {(side, name, category)}."""

    def __init__(self, folders):
        self.folders = folders
        self.named = set()
        templates = {}
        for folder in folders:
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() == ".admx":
                    self._read(path, templates)
        for root, strings in templates.values():
            self._add(root, strings, templates)

    @staticmethod
    def _read(path, templates):
        try:
            root = parse_xml(path)
            adml = entry(entry(path.parent, "en-US"), path.stem + ".adml")
            strings = {}
            if adml is not None:
                for string in parse_xml(adml).iter():
                    if local(string) == "string":
                        strings[string.get("id")] = "".join(string.itertext())
        except (ElementTree.ParseError, ValueError):
            return
        namespaces = children(root, "policyNamespaces")
        if local(root) != "policyDefinitions" or not namespaces:
            return  # a file that is made to be broken
        target = children(namespaces[0], "target")[0]
        templates.setdefault(target.get("namespace"), (root, strings))

    @staticmethod
    def _string(strings, reference):
        match = re.fullmatch(r"\$\(string\.(.*)\)", reference or "")
        return strings.get(match.group(1), "").strip() if match else ""

    def _path(self, root, reference, templates):
        parts = []
        for _ in range(32):
            namespaces = children(root, "policyNamespaces")[0]
            uris = {n.get("prefix"): n.get("namespace") for n in namespaces}
            own = children(namespaces, "target")[0].get("namespace")
            prefix, _, name = reference.rpartition(":")
            found = templates.get(uris.get(prefix) if prefix else own)
            if found is None:
                return None
            root, strings = found
            category = next((c for group in children(root, "categories")
                             for c in children(group, "category") if c.get("name") == name), None)
            if category is None:
                return None
            parts.insert(0, self._string(strings, category.get("displayName")))
            parent = children(category, "parentCategory")
            if not parent:
                return "/".join(parts)
            reference = parent[0].get("ref")
        return None

    def _add(self, root, strings, templates):
        for group in children(root, "policies"):
            for policy in children(group, "policy"):
                parent = children(policy, "parentCategory")
                path = self._path(root, parent[0].get("ref"), templates) if parent else ""
                name = self._string(strings, policy.get("displayName"))
                for side in ("machine", "user"):
                    if policy.get("class").lower() in (side, "both"):
                        self.named.add((side, name, path))


def states_of_report(path):
    """[(side, name, category, state)]"""
    states = []
    for half in parse_xml(path):
        side = {"Computer": "machine", "User": "user"}.get(local(half))
        if side is None:
            continue
        for policy in half.iter():
            if local(policy) == "Policy" and children(policy, "State"):
                states.append((side, text_of(policy, "Name"), text_of(policy, "Category"),
                               text_of(policy, "State").lower()))
    return states


def run(command, *arguments):
    done = subprocess.run([command, *map(str, arguments)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


def templates_of(store):
    return [word for folder in store.folders for word in ("--templates", folder)] if store else []


def explain(command, path, store, *more):
    code, out, err = run(command, "explain", path, *templates_of(store), *more)
    if code != 0:
        raise SystemExit(f"{path}: exit code {code}: {err}")
    return out


def compare(report, explained):
    """Counts by kind, and the lines that tell of differences."""
    found, partly = collections.defaultdict(set), set()
    for setting in explained["settings"]:
        for one in [setting] + setting["alternatives"]:
            found[(setting["side"], one["display_name"].strip(), "/".join(one["category"]))].add(
                one["state"])
    for part in explained["partly_set"]:
        partly.add((part["side"], part["display_name"].strip(), "/".join(part["category"])))
    kinds, lines = collections.Counter(), []
    for side, name, category, state in report:
        key = (side, name, category)
        if state in found[key]:
            kinds["same state"] += 1
            continue
        kind = ("other state" if found[key] else
                "partly set" if key in partly else "not found")
        kinds[kind] += 1
        lines.append(f"  {kind}: {side}: {category}/{name}: report {state}, "
                     f"explain {', '.join(sorted(found[key])) or 'nothing'}")
    return kinds, lines


def check_reports(command, root, stores):
    total, failures = collections.Counter(), 0
    for path in sorted(root.rglob("*")):
        if path.name.lower() != "gpreport.xml":
            continue
        if entry(path.parent, "DomainSysvol") is None:
            continue
        report = states_of_report(path)
        best = None
        for store in stores:
            known = [row for row in report if row[:3] in store.named]
            if not known:
                continue
            kinds, lines = compare(known, json.loads(
                explain(command, path.parent, store, "--format", "json")))
            if best is None or kinds["same state"] > best[0]["same state"]:
                best = (kinds, lines, store, len(report))
        if best is None:
            continue
        kinds, lines, store, count = best
        print(f"{path.parent.relative_to(root)}: {count} policies, {dict(kinds)} "
              f"with {store.folders[0].relative_to(root)}")
        print("\n".join(lines), end="\n" if lines else "")
        total += kinds
        failures += kinds["other state"]
    print(f"reports: {dict(total)}")
    return failures, total["same state"]


def check_law(command, path, store, folder):
    """True where compile(explain(p)) has the effect of p."""
    # The nearest folder that tells: "User" may stand further up as well.
    told = [p.lower() for p in reversed(path.parts) if p.lower() in ("user", "machine")]
    side = told[0] if told else "machine"
    toml, pol = folder / "b.toml", folder / "out.pol"
    explain(command, path, store, "--side", side, "-o", toml, "--force", "--quiet")
    code, _, err = run(command, "compile", toml, "--side", side, "-o", pol, "--force", "--quiet")
    if code != 0 and "sets nothing" in err:
        _, records, _ = run(command, "show", path, "--format", "json", "--side", side)
        return json.loads(records)["instructions"] == []
    if code != 0:
        print(f"{path}: compile: {err}")
        return False
    code, out, err = run(command, "diff", path, pol, "--side", side)
    if code != 0:
        print(f"{path}: {out}{err}")
    return code == 0


def main():
    corpus = os.environ.get("REGPOLICY_CORPUS")
    if not corpus:
        print("skipped: REGPOLICY_CORPUS is not set")
        return SKIPPED
    command, root = sys.argv[1], pathlib.Path(corpus)
    folders = sorted({p.parent for p in root.rglob("*") if p.suffix.lower() == ".admx"})
    windows = [f for f in folders if len([p for p in f.iterdir()
                                          if p.suffix.lower() == ".admx"]) > 100]
    others = [f for f in folders if f not in windows]
    # A folder of Windows first, then what other products bring; the first of a namespace counts.
    stores = [Store([base] + others) for base in windows]
    failures, same = check_reports(command, root, stores)
    laws = 0
    with tempfile.TemporaryDirectory() as name:
        for path in sorted(root.rglob("*")):
            if not path.is_file() or path.suffix.lower() != ".pol":
                continue
            for store in [None] + stores:
                laws += 1
                failures += 0 if check_law(command, path, store, pathlib.Path(name)) else 1
    print(f"{same} states as in the reports, {laws} recompiled, {failures} failures")
    return 1 if failures or not same or not laws else 0


sys.exit(main())
