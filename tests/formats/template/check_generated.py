#!/usr/bin/env python3
"""Checks what `regpolicy generate` writes without using regpolicy's own code.

check_generated.py grammar COMMAND DATA ...  every ok-*.toml gives files that the grammars accept,
                                             and the grammars refuse a changed order
check_generated.py oracle COMMAND DATA       every ok-*.toml gives what the oracle works out
check_generated.py random COMMAND [SEED]     so do sources made at random
"""
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree

import oracle
import random_source

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent


def generate(command, source, folder):
    done = subprocess.run([command, "generate", str(source), "-o", str(folder), "--quiet"],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{source}: exit code {done.returncode}\n{done.stderr}")


def generated(command, source, folder):
    """(TOML, path of the ADMX, {language: path of the ADML})"""
    toml = tomllib.loads(pathlib.Path(source).read_text(encoding="utf-8"))
    generate(command, source, folder)
    header = toml["template"]
    return (toml, folder / f"{header['name']}.admx",
            {tag: folder / tag / f"{header['name']}.adml" for tag in header["languages"]})


def good_sources(data):
    sources = sorted(pathlib.Path(data).glob("ok-*.toml"))
    if not sources:
        sys.exit(f"no ok-*.toml in {data}")
    return sources


def first_difference(expected, found, path=""):
    path = f"{path}/{expected[0]}"
    for name, i in (("tag", 0), ("attributes", 1), ("text", 2)):
        if expected[i] != found[i]:
            return f"{path}: {name}: expected {expected[i]!r}, found {found[i]!r}"
    if len(expected[3]) != len(found[3]):
        return f"{path}: expected {len(expected[3])} children, found {len(found[3])}"
    for one, other in zip(expected[3], found[3]):
        if one != other:
            return first_difference(one, other, path)
    return ""


def compare(command, source, folder):
    """Complaints about one source."""
    toml, admx, adml = generated(command, source, folder)
    pairs = [(oracle.admx(toml), admx)]
    pairs += [(oracle.adml(toml, language), path) for language, path in adml.items()]
    return [f"{path.relative_to(folder)}: {difference}" for expected, path in pairs
            if (difference := first_difference(expected, oracle.parsed(path)))]


def accepts(grammar, path):
    done = subprocess.run(["xmllint", "--noout", "--relaxng", str(HERE / grammar), str(path)],
                          capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):  # 3: does not validate
        sys.exit(f"xmllint failed:\n{done.stderr}")
    return done.returncode == 0


def swapped(path, folder):
    """Copies of the file in which two neighbours of different names have changed places."""
    count = len(list(ElementTree.parse(path).iter()))
    for i in range(count):
        for j in range(len(list(ElementTree.parse(path).iter())[i]) - 1):
            tree = ElementTree.parse(path)
            parent = list(tree.iter())[i]
            # Elements, terms and controls come in any order.
            if parent.tag.split("}")[1] in ("elements", "or", "and", "presentation"):
                break
            if parent[j].tag == parent[j + 1].tag:
                continue
            parent[j], parent[j + 1] = parent[j + 1], parent[j]
            copy = folder / "swapped.xml"
            tree.write(copy, encoding="utf-8", xml_declaration=True)
            yield f"{parent.tag.split('}')[1]}: {parent[j].tag} and {parent[j + 1].tag}", copy


def check_grammar(command, data, folder):
    complaints = []
    for number, source in enumerate(good_sources(data)):
        if source.name == "ok-warnings.toml":
            continue  # warned of just because the schema does not allow it
        _, admx, adml = generated(command, source, folder / str(number))
        files = [("admx.rng", admx)] + [("adml.rng", path) for path in adml.values()]
        complaints += [f"{path} does not fit {grammar}" for grammar, path in files
                       if not accepts(grammar, path)]
        swaps = 0
        for what, copy in swapped(admx, folder):
            swaps += 1
            if accepts("admx.rng", copy):
                complaints.append(f"admx.rng accepts another order of {what}")
        if swaps < 20:
            complaints.append(f"only {swaps} orders were tried")
    return complaints


def check_oracle(command, data, folder):
    return [complaint for number, source in enumerate(good_sources(data))
            for complaint in compare(command, source, folder / str(number))]


def check_random(command, seed, folder):
    for number in range(60):
        random.seed(seed + number)
        source = folder / "random.toml"
        source.write_text(random_source.to_text(random_source.make()), encoding="utf-8",
                          newline=random.choice(["\n", "\r\n"]))
        complaints = compare(command, source, folder / str(number))
        if complaints:
            return [f"seed {seed + number}", *complaints, source.read_text(encoding="utf-8")]
    return []


def main():
    mode, command, *rest = sys.argv[1:]
    if mode == "grammar" and not shutil.which("xmllint"):
        print("skipped: xmllint is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="regpolicy-template-") as name:
        folder = pathlib.Path(name)
        if mode == "random":
            complaints = check_random(command, int(rest[0]) if rest else 20261122, folder)
        else:
            check = {"grammar": check_grammar, "oracle": check_oracle}[mode]
            complaints = check(command, rest[0], folder)
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
