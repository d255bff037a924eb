#!/usr/bin/env python3
"""OpenSCAP judges by the report as OVAL, and comes to the verdicts of the audit: for every kind of
check and of registry operation on registries that have what is asked, lack it, have it otherwise or
do not tell it; for the shipped baseline with each of its faults; for random registries. The files are
valid by OpenSCAP's schemas. Skipped (77) where oscap is not installed.

check_oscap.py REGPOLICY SOURCE_ROOT [SEED]
"""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import check_sspr
from check_sspr import MACHINE, USER

RESULTS = "{http://oval.mitre.org/XMLSchema/oval-results-5}"
DEFINITIONS = "{http://oval.mitre.org/XMLSchema/oval-definitions-5}"
XCCDF = "{http://checklists.nist.gov/xccdf/1.2}"
OUTCOMES = {"compliant": "pass", "error": "unknown", "not_applicable": "notapplicable",
            "not_auditable": "notchecked"}
complaints = []
seen = set()  # (kind of what was judged, verdict)
counted = {"findings": 0, "reports": 0, "unexpressed": 0}


def expect(fulfilled, what):
    if not fulfilled:
        complaints.append(what)
        print(f"wrong: {what}", flush=True)


def run(*line):
    done = subprocess.run([str(part) for part in line], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


class Judge:
    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.oval = folder / "r.xml"
        self.facts = folder / "r.characteristics.xml"
        self.xccdf = folder / "r.xccdf.xml"

    def audit(self, expected, sources, *options):
        """The findings of the JSON report of the same run."""
        line = [self.command, "audit", expected, "-q", "--force", "--report",
                f"json={self.folder / 'r.json'}", "--report", f"oval={self.oval}", *options]
        for source in sources:
            line += ["--source", source]
        code, text = run(*line)
        if code not in (0, 1, 6):
            sys.exit(f"exit code {code}: {text}")
        return json.loads((self.folder / "r.json").read_text(encoding="utf-8"))

    def results(self):
        """What oscap makes of every definition."""
        file = self.folder / "results.xml"
        file.unlink(missing_ok=True)
        code, text = run("oscap", "oval", "analyse", "--results", file, self.oval, self.facts)
        if code not in (0, 2) or not file.is_file():
            sys.exit(f"oscap oval analyse: {code}: {text}")
        root = xml.etree.ElementTree.parse(file).getroot()
        return {node.get("definition_id"): node.get("result")
                for node in root.iter(f"{RESULTS}definition") if node.get("result")}

    def validate(self, where):
        for line in (["oval", "validate", self.oval],
                     ["oval", "validate", "--skip-schematron", "--syschar", self.facts],
                     ["xccdf", "validate", self.xccdf]):
            code, text = run("oscap", *line)
            expect(code == 0, f"{where}: oscap {' '.join(map(str, line))}: {text}")
        code, text = run("oscap", "xccdf", "generate", "report", "--output",
                         self.folder / "page.html", self.xccdf)
        expect(code == 0 and (self.folder / "page.html").stat().st_size > 10000,
               f"{where}: no page from the XCCDF: {text}")

    def compare(self, where, document, exact=True, in_part=frozenset()):
        """Every verdict of oscap against ours. With `exact`, all of it is expressed in OVAL. Of the
        checks `in_part` an error may be false: a subkey that is told has a wrong type."""
        results = self.results()
        root = xml.etree.ElementTree.parse(self.xccdf).getroot()
        noted = {node.get("id") for node in
                 xml.etree.ElementTree.parse(self.oval).getroot().iter(f"{DEFINITIONS}definition")
                 if node.find(f"{DEFINITIONS}notes") is not None}
        rules = {rule.get("id"): rule for rule in root.iter(f"{XCCDF}Rule")}
        rows = list(root.iter(f"{XCCDF}rule-result"))
        findings = document["findings"]
        expect(len(rows) == len(rules) == len(findings), f"{where}: {len(rows)} results of rules")
        used = set()
        for row, finding in zip(rows, findings):
            name, verdict = f"{where}: {finding['id']} {finding['user'] or ''}", finding["verdict"]
            outcome = OUTCOMES.get(verdict, "fail")
            expect(row.find(f"{XCCDF}result").text == outcome, f"{name}: {verdict} in XCCDF")
            reference = row.find(f"{XCCDF}check/{XCCDF}check-content-ref")
            counted["findings"] += 1
            seen.add((finding["id"], verdict))
            if reference is None:
                expect(verdict in ("not_auditable", "not_applicable"), f"{name}: no definition")
                continue
            expect(reference.get("href") == self.oval.name, f"{name}: {reference.get('href')}")
            definition = reference.get("name")
            applies = definition.replace(":def:", ".applies:def:")
            used |= {definition, applies}
            wanted = {"compliant": "true", "not_applicable": "true", "error": "unknown",
                      "not_auditable": "unknown"}.get(verdict, "false")
            if wanted == "false" and results.get(applies) == "unknown":
                wanted = "unknown"  # what is wrong, if the check is for this machine
            found = results[definition]
            if found == "unknown" != wanted and definition in noted and not exact:
                counted["unexpressed"] += 1
            elif not (verdict == "error" and found == "false" and finding["id"] in in_part):
                expect(found == wanted, f"{name}: {found} by oscap, {verdict}")
            if applies in results and applies not in noted:
                expect((results[applies] == "false") == (verdict == "not_applicable"),
                       f"{name}: applies is {results[applies]}, {verdict}")
        expect(set(results) - used == {name for name in results
                                       if ".applies:" in name and name not in used},
               f"{where}: a definition of no finding")
        counted["reports"] += 1


# Kinds of conditions.

KEY = r"SOFTWARE\Contoso"
TESTS = ["equals = 1", "equals = 0", 'equals = "one"', 'equals = "12"', 'one_of = [1, 3, "one"]',
         "one_of = [1, 3]", 'one_of = ["one", "TWO"]', "at_least = 2", "at_most = 2",
         'matches = "o.e|t\\\\w+"', 'matches = "C:\\\\\\\\Pro(gram)?[a-z. ]*"', "exists = true",
         "absent = true"]
TYPED = ['type = "dword", equals = 1', 'type = "qword", at_least = 2', 'type = "sz", equals = "one"',
         'type = "expand_sz", matches = "%.*%.*"', 'type = "dword", exists = true',
         'type = "multi_sz", exists = true', 'type = "binary", exists = true',
         'type = "dword_big_endian", exists = true', 'type = "sz", at_most = 2',
         'type = "qword", one_of = [1, 3]']
PARTS = [f"{{ key = '{KEY}', name = \"v\", {test} }}" for test in TESTS + TYPED]
PARTS += [f"{{ any_subkey_of = '{KEY}', name = \"v\", {test} }}" for test in TESTS[:-1]]
PARTS += [f"{{ key = '{KEY}', name = \"\", {test} }}" for test in ("equals = 1", "exists = true")]
PARTS += [rf"{{ key_exists = '{KEY}\A' }}", rf"{{ key_absent = '{KEY}\A' }}",
          f"{{ subkeys_of = '{KEY}', allowed = [\"a\", \"B.c(d)\"] }}",
          f"{{ subkeys_of = '{KEY}', allowed = [] }}",
          "{ build = { at_least = 19041 } }", "{ build = { at_most = 19041 } }",
          "{ build = { at_least = 19041, at_most = 22000 } }", '{ edition = "Core.*|Enterprise" }']
# What OVAL cannot say.
UNSAID = (f"{{ any_subkey_of = '{KEY}', name = \"v\", absent = true }}",
          f"{{ key = '{KEY}', name = \"v\", type = 4660, exists = true }}",
          f"{{ key = '{KEY}', name = \"v\", matches = \"\\\\u0061\" }}")


def check_toml(name, rule, condition, applies="", side="machine"):
    texts = "\n".join(f'{key} = {{ en-US = "{key}" }}'
                      for key in ("source", "title", "reason", "remediation"))
    return (f'[[check]]\nid = "{name}"\nseverity = "warning"\nas_of = 2026-01-01\nside = "{side}"\n'
            f'{texts}\n{applies}{rule} = {condition}\n')


def baseline_toml(checks):
    return '[baseline]\nname = "Kinds"\nlanguages = ["en-US"]\n' + "\n".join(checks)


def is_of_text(part):
    return any(word in part for word in ('= "one"', '= "12"', '["one"', "matches", "exists", "absent"))


# An empty value is compared with texts or with numbers, not with both.
OF_TEXT = [part for part in PARTS if is_of_text(part)]
OF_NUMBER = [part for part in PARTS if not is_of_text(part) and "[1, 3, \"one\"]" not in part]


def few_toml(parts):
    return baseline_toml([check_toml(f"f{number}-{rule}", rule, part)
                          for number, part in enumerate(parts) for rule in ("require", "forbid")])


def kinds_toml():
    checks = []
    for number, part in enumerate(PARTS):
        for rule in ("require", "forbid"):
            checks.append(check_toml(f"k{number}-{rule}", rule, part))
        checks.append(check_toml(f"k{number}-require-not", "require", f"{{ not = {part} }}"))
    some = [PARTS[0], PARTS[7], PARTS[9], PARTS[len(TESTS + TYPED)], PARTS[-1]]
    for number, part in enumerate(some):
        others = ", ".join([part, some[(number + 1) % len(some)]])
        for word in ("all", "any"):
            for rule in ("require", "forbid"):
                checks.append(check_toml(f"{word}{number}-{rule}", rule, f"{{ {word} = [{others}] }}"))
                checks.append(check_toml(f"{word}{number}-{rule}-user", rule,
                                         f"{{ {word} = [{others}] }}", side="user"))
    for number, applies in enumerate((PARTS[-4], PARTS[-1], rf"{{ key_exists = '{KEY}\A' }}")):
        for rule in ("require", "forbid"):
            checks.append(check_toml(f"applies{number}-{rule}", rule, PARTS[0],
                                     f"applies_to = {applies}\n"))
    return baseline_toml(checks)


def about_subkeys(toml):
    """The checks that look at the values of subkeys."""
    blocks = toml.split("[[check]]")[1:]
    return {block.split('"')[1] for block in blocks if "any_subkey_of" in block}


def unsaid_toml():
    return baseline_toml([check_toml(f"unsaid{number}-{rule}", rule, part)
                          for number, part in enumerate(UNSAID) for rule in ("require", "forbid")])


# Data of .reg files.
DATA = {"0": "dword:00000000", "1": "dword:00000001", "2": "dword:00000002", "max": "dword:ffffffff",
        "q1": "hex(b):01,00,00,00,00,00,00,00", "q9": "hex(b):09,00,00,00,00,00,00,00",
        "one": '"One"', "two": '"two"', "n12": '"12"', "n1": '"1"', "path": r'"C:\\Program.x"',
        "empty": '""', "big": "hex(5):00,00,00,01",
        "expand": "hex(2):25,00,61,00,25,00,62,00,00,00", "binary": "hex:0a,ff", "none": "hex(0):",
        "multi": "hex(7):61,00,00,00,62,00,00,00,00,00",
        "swapped": "hex(7):62,00,00,00,61,00,00,00,00,00", "multi1": "hex(7):61,00,00,00,00,00",
        "multi0": "hex(7):00,00", "short": "hex(4):01,00", "odd": "hex(1):61", "exotic": "hex(1234):01",
        "nul": "hex(1):61,00,00,00,62,00,00,00", "control": "hex(1):01,00,61,00,00,00"}


def reg_text(values, keys=(), cover=(MACHINE + "\\SOFTWARE", USER + "\\Software")):
    lines = ["Windows Registry Editor Version 5.00", ""]
    lines += [f"[{key}]" for key in (*cover, *keys)]
    for (root, key, name), data in values.items():
        lines += [f"[{root}\\{key}]", f'"{name}"={data}' if name else f"@={data}"]
    return "\r\n".join(lines) + "\r\n"


def version_of(build, edition):
    return {(MACHINE, check_sspr.NT, "CurrentBuildNumber"): f'"{build}"',
            (MACHINE, check_sspr.NT, "EditionID"): f'"{edition}"'}


def kind_registries():
    """(name, text of a .reg file, options)"""
    rows = []
    windows = version_of(22631, "Enterprise")
    for word, data in DATA.items():
        values = {(root, key, "v"): data for root in (MACHINE, USER)
                  for key in (KEY, KEY + r"\A")}
        rows.append((word, reg_text(windows | values), []))
    rows.append(("nothing", reg_text({}), []))
    rows.append(("keys only", reg_text(version_of(19041, "Core"), [rf"{MACHINE}\{KEY}\B.C(D)"]), []))
    several = {(MACHINE, KEY + "\\" + name, "v"): DATA[word] for name, word in
               (("a", "one"), ("b.C(d)", "2"), ("other", "binary"), ("x", "n12"))}
    rows.append(("several subkeys", reg_text(version_of(17134, "Pro") | several), []))
    only = {(MACHINE, KEY + r"\A", "v"): DATA["1"], (MACHINE, KEY, ""): DATA["1"]}
    rows.append(("default value", reg_text(only), ["--build", "19041", "--edition", "CoreN"]))
    # Of the key that is asked for the source tells one subkey, or nothing.
    for word in ("1", "2", "one", "binary"):
        part = {(MACHINE, KEY + r"\A", "v"): DATA[word]}
        rows.append((f"a part, {word}", reg_text(part, cover=[]), []))
    rows.append(("another subkey", reg_text({(MACHINE, KEY + r"\Z", "w"): DATA["1"]}, cover=[]), []))
    users = {(rf"HKEY_USERS\S-1-5-21-1-2-3-{1000 + n}", key, "v"): DATA[word] for n, word in
             enumerate(("1", "2", "one")) for key in (KEY, KEY + r"\A")}
    rows.append(("users", reg_text(users, cover=[rf"HKEY_USERS\S-1-5-21-1-2-3-{1000 + n}"
                                                 for n in range(4)]), []))
    return rows


# Kinds of registry operations.

OPERATIONS = """
key = '{key}'
name = "v"
type = "dword"
data = 1
-
key = '{key}'
name = "v"
type = "qword"
data = 9
-
key = '{key}'
name = "v"
type = "sz"
data = "One"
-
key = '{key}'
name = "v"
type = "sz"
data = ""
-
key = '{key}'
name = "v"
type = "expand_sz"
data = "%a%b"
-
key = '{key}'
name = "v"
type = "multi_sz"
data = ["a", "b"]
-
key = '{key}'
name = "v"
type = "multi_sz"
data = []
-
key = '{key}'
name = "v"
type = "binary"
data = "0aff"
-
key = '{key}'
name = "v"
type = "none"
data = ""
-
key = '{key}'
name = "w"
type = "dword"
data = 1
-
key = '{key}'
name = "v"
action = "set_if_absent"
type = "dword"
data = 1
-
key = '{key}\\Gone'
name = "v"
action = "delete"
-
key = '{key}\\A'
action = "delete_all_values"
-
key = '{key}\\Gone'
action = "delete_values"
names = ["v", "w"]
-
key = '{key}'
action = "delete_keys"
names = ["A", "Gone"]
-
key = '{key}\\A'
action = "create_key"
"""
UNSAID_OPERATIONS = """
key = '{key}'
action = "secure_key"
secure = true
-
key = '{key}'
name = "v"
type = "dword"
bytes = "0100"
-
key = '{key}'
name = "v"
type = "4660"
data = "01"
"""


def operations_toml(texts):
    """Each in a key of its own, since what one sets another's deletion does not forbid."""
    blocks = [f"[[value]]\n{text.strip()}".replace("{key}", f"{KEY}\\{number}")
              for number, text in enumerate(texts.replace("\\\\", "\\").split("\n-\n"))]
    return len(blocks), baseline_toml([block + "\n" for block in blocks])


LIST = baseline_toml([f"[[value]]\nkey = '{KEY}\\0'\n{rest}\n" for rest in
                      ('action = "delete_all_values"', 'name = "V"\ntype = "dword"\ndata = 1',
                       'name = "w"\ntype = "sz"\ndata = "One"')])


def operation_registries(count):
    """(name, text of a .reg file)"""
    for word, data in DATA.items():
        if word in ("swapped", "control"):
            continue  # the order of texts; what XML cannot hold
        yield word, reg_text({(MACHINE, f"{KEY}\\{number}{below}", "v"): data
                              for number in range(count) for below in ("", r"\A", r"\Gone")})
    yield "nothing", reg_text({})
    yield "keys", reg_text({}, [rf"{MACHINE}\{KEY}\{number}\A" for number in range(count)])
    yield "a part", reg_text({(MACHINE, rf"{KEY}\{number}\A", "v"): DATA["1"]
                              for number in range(count)}, cover=[])


# Random checks and registries.

def random_condition(source, depth):
    if depth == 0 or source.random() < 0.4:
        return source.choice(PARTS)
    word = source.choice(("all", "any", "not"))
    if word == "not":
        return f"{{ not = {random_condition(source, depth - 1)} }}"
    terms = [random_condition(source, depth - 1) for _ in range(source.randint(1, 3))]
    return f"{{ {word} = [{', '.join(terms)}] }}"


def random_kinds(source):
    words = [word for word in DATA if word not in ("control", "nul", "empty")]
    values = {}
    for key in (KEY, KEY + r"\A", KEY + r"\b.c(d)", KEY + r"\Z"):
        if source.random() < 0.6:
            values[MACHINE, key, "v"] = DATA[source.choice(words)]
    if source.random() < 0.7:
        values |= version_of(source.choice((17134, 19041, 22631)), source.choice(("Core", "Pro")))
    return reg_text(values, cover=[MACHINE + "\\SOFTWARE"] if source.random() < 0.6 else [])


def random_sspr(source):
    """A machine that is well, with some faults, and a part of it that is not told."""
    values = dict(source.choice((check_sspr.WINDOWS_11, check_sspr.VERSION_1803,
                                 check_sspr.WINDOWS_7)))
    for row in source.sample(check_sspr.ROWS, source.randint(0, 6)):
        values |= row[2]
    for place in list(values):
        if source.random() < 0.1:
            values[place] = source.choice((None, 0, 1, 2, "1", "x"))
    text = check_sspr.reg_file(values)
    for line in (rf"[{MACHINE}\SOFTWARE]", rf"[{MACHINE}\SYSTEM\CurrentControlSet]",
                 rf"[{USER}\Software]"):
        if source.random() < 0.2:
            text = text.replace(line + "\r\n", "", 1)
    return text


def main():
    if shutil.which("oscap") is None:
        print("skipped: oscap (openscap-scanner) is not installed")
        return 77
    command, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261129
    print(f"seed {seed}", flush=True)
    source = random.Random(seed)
    sspr = root / "tools/baselines/sspr.toml"
    with tempfile.TemporaryDirectory(prefix="regpolicy-oscap-") as name:
        folder = pathlib.Path(name)
        judge = Judge(command, folder)
        baseline, registry = folder / "b.toml", folder / "machine.reg"

        def put(file, text):
            file.write_text(text, encoding="utf-8", newline="")

        put(baseline, kinds_toml())
        kinds = kind_registries()
        for number, (title, text, options) in enumerate(kinds):
            put(registry, text)
            if title == "empty":
                for parts in (OF_TEXT, OF_NUMBER):
                    put(baseline, few_toml(parts))
                    judge.compare("kinds, empty", judge.audit(baseline, [registry]))
                put(baseline, kinds_toml())
                continue
            judge.compare(f"kinds, {title}", judge.audit(baseline, [registry], *options),
                          in_part=about_subkeys(kinds_toml()))
            if number % 8 == 0:
                judge.validate(f"kinds, {title}")
        # Every check holds somewhere and fails somewhere.
        for check in sorted({identity for identity, _ in seen if identity.startswith("k")}):
            verdicts = {verdict for identity, verdict in seen if identity == check}
            expect("compliant" in verdicts, f"{check} is compliant nowhere")
            expect(verdicts - {"compliant", "error", "not_applicable", "not_auditable"},
                   f"{check} fails nowhere")
        put(baseline, unsaid_toml())
        for title, text, options in kinds:
            put(registry, text)
            judge.compare(f"unsaid, {title}", judge.audit(baseline, [registry], *options), False,
                          about_subkeys(unsaid_toml()))
        for exact, (count, toml) in ((True, operations_toml(OPERATIONS)), (True, (1, LIST)),
                                     (False, operations_toml(UNSAID_OPERATIONS))):
            put(baseline, toml)
            for title, text in operation_registries(count):
                put(registry, text)
                judge.compare(f"operations, {title}", judge.audit(baseline, [registry]), exact)
            judge.validate("operations")
        for sample in ("ready", "blocked", "windows7", "partial"):
            file = root / f"tests/data/audit/{sample}.reg"
            judge.compare(f"sspr, {sample}", judge.audit(sspr, [file]))
            judge.validate(f"sspr, {sample}")
        for row in check_sspr.ROWS:
            put(registry, check_sspr.reg_file(row[1] | row[2]))
            document = judge.audit(sspr, [registry], "--lang", source.choice(("en-US", "sv-SE")))
            judge.compare(f"sspr, {row[0]} {row[2]}", document)
        judge.validate("sspr in one of its languages")
        for number in range(25):
            put(registry, random_sspr(source))
            judge.compare(f"random sspr {number} of seed {seed}", judge.audit(sspr, [registry]))
        for number in range(25):
            toml = baseline_toml([check_toml(f"r{n}", source.choice(("require", "forbid")),
                                             random_condition(source, 3)) for n in range(12)])
            put(baseline, toml)
            put(registry, random_kinds(source))
            judge.compare(f"random kinds {number} of seed {seed}",
                          judge.audit(baseline, [registry]), in_part=about_subkeys(toml))
        judge.validate("random kinds")
    expect(counted["unexpressed"] > 0, "nothing was unknown for want of words")
    print(f"{counted['reports']} reports with {counted['findings']} findings judged by oscap, "
          f"{counted['unexpressed']} unknown to it as listed; {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
