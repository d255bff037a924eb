#!/usr/bin/env python3
"""What `regpolicy bundle` writes, looked at by other programs: sha256sum, xmllint, Python's JSON and
XML; the parts agree with one another and with the baseline, and the same baseline gives the same
bytes.

check_bundle.py REGPOLICY SOURCE_ROOT
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

BASELINE = """[baseline]
name = "Two sides"
languages = ["en-US"]
templates = ["{template}"]

[[setting]]
policy = "sspr:AllowPasswordReset"
side = "machine"
state = "disabled"
comment = "Beslut 17 & 18"

[[value]]
side = "user"
key = 'Software\\Contoso'
name = "Färg"
type = "sz"
data = "blå & grön"
"""
failures, made = [], 0


def expect(fulfilled, what):
    global made
    made += 1
    if not fulfilled:
        failures.append(what)
        print(f"wrong: {what}")


def run(*arguments, **options):
    return subprocess.run([str(argument) for argument in arguments], check=False,
                          capture_output=True, text=True, **options)


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def check_parts(command, baseline, bundle, where):
    sums = run("sha256sum", "-c", "--quiet", "SHA256SUMS", cwd=bundle)
    expect(sums.returncode == 0, f"{where}: sha256sum: {sums.stdout}{sums.stderr}")
    listed = {line[66:] for line in (bundle / "SHA256SUMS").read_text().splitlines()}
    expect(listed | {"SHA256SUMS"} == set(contents(bundle)), f"{where}: the list of files")
    documents = [path for path in bundle.rglob("*")
                 if path.suffix in (".xml", ".admx", ".adml", ".cmtx")]
    lint = run("xmllint", "--noout", *documents)
    expect(lint.returncode == 0, f"{where}: {lint.stderr}")
    checked = run(command, "check", bundle / "GPOBackup", bundle / "PolicyDefinitions",
                  "--fail-on", "warning")
    expect(checked.returncode == 0, f"{where}: check: {checked.stdout}{checked.stderr}")
    # The backup, the Registry.pol files and the LGPO text say what compile says.
    compiled = bundle.parent / f"{bundle.name}-compiled"
    done = run(command, "compile", baseline, "-o", compiled)
    expect(done.returncode == 0, f"{where}: compile: {done.stderr}")
    (backup,) = [path for path in (bundle / "GPOBackup").iterdir() if path.is_dir()]
    for side in ("Machine", "User"):
        wanted = compiled / side / "Registry.pol"
        expect(wanted.exists() == (bundle / side).exists(), f"{where}: the side {side}")
        if not wanted.exists():
            continue
        expect((bundle / side / "Registry.pol").read_bytes() == wanted.read_bytes(),
               f"{where}: {side}/Registry.pol")
        expect((backup / "DomainSysvol/GPO" / side / "registry.pol").read_bytes() ==
               wanted.read_bytes(), f"{where}: the backup's {side}")
        converted = bundle.parent / f"{bundle.name}-{side}.pol"
        done = run(command, "convert", bundle / f"{side.lower()}.reg", converted)
        expect(done.returncode == 0 and converted.read_bytes() == wanted.read_bytes(),
               f"{where}: the .reg file of {side}: {done.stderr}")
    done = run(command, "convert", bundle / "LGPO.txt", f"{bundle}-lgpo/", "--to", "pol")
    expect(done.returncode == 0, f"{where}: LGPO text: {done.stderr}")
    expect({path: content for path, content in contents(compiled).items() if path != "GPT.INI"} ==
           contents(bundle.parent / f"{bundle.name}-lgpo"), f"{where}: LGPO text")
    return backup


def check_mdm(bundle):
    document = json.loads((bundle / "MDM/settings.json").read_text(encoding="utf-8"))
    tree = xml.etree.ElementTree.parse(bundle / "MDM/syncml.xml")
    spaces = {"s": "SYNCML:SYNCML1.2", "m": "syncml:metinf"}
    told = [(item.findtext("s:Target/s:LocURI", None, spaces),
             item.findtext("s:Meta/m:Format", None, spaces), item.findtext("s:Data", None, spaces))
            for item in tree.iterfind(".//s:Item", spaces)]
    expect(told == [(row["uri"], row["format"], row["data"]) for row in document["settings"]] != [],
           f"SyncML says {told}")
    return document


def check_verify(command, bundle):
    fine = run(command, "bundle", "--verify", bundle)
    expect(fine.returncode == 0, f"verify: {fine.stdout}{fine.stderr}")
    (bundle / "README.md").unlink()
    (bundle / "extra.txt").write_text("x")
    (bundle / "LGPO.txt").write_text("x")
    bad = run(command, "bundle", "--verify", bundle)
    expect(bad.returncode == 1 and bad.stdout.splitlines() ==
           ["changed: LGPO.txt", "missing: README.md", "extra: extra.txt"], f"verify: {bad}")
    (bundle / "SHA256SUMS").write_text("0" * 64 + "  ../outside\n")
    hostile = run(command, "bundle", "--verify", bundle)
    expect(hostile.returncode == 3 and "SHA256SUMS:1" in hostile.stderr, f"verify: {hostile}")


def main():
    command = pathlib.Path(sys.argv[1]).resolve()
    root = pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="regpolicy-bundle-") as name:
        folder = pathlib.Path(name)
        sspr = root / "tools/baselines/sspr.toml"
        for target in ("sspr", "again"):
            done = run(command, "bundle", sspr, "-o", folder / target)
            expect(done.returncode == 0, f"bundle: {done.stderr}")
        expect(contents(folder / "sspr") == contents(folder / "again"), "other bytes the 2nd time")
        check_parts(command, sspr, folder / "sspr", "sspr")
        expect(check_mdm(folder / "sspr")["left_out"][0]["reason"] == "key_blocked", "MDM gaps")
        for language in ("en-US", "sv-SE"):
            for suffix in ("admx", "adml"):
                parts = (language,) if suffix == "adml" else ()
                shipped = root.joinpath(suffix, *parts, f"SelfServicePasswordReset.{suffix}")
                made_one = folder.joinpath("sspr", "PolicyDefinitions", *parts, shipped.name)
                expect(made_one.read_bytes() == shipped.read_bytes(), f"{made_one}")
        report = (next((folder / "sspr/GPOBackup").glob("{*}")) / "gpreport.xml").read_text("utf-16")
        expect("Allow password reset from the sign-in screen" in report and "Enabled" in report,
               "the report names the setting")

        two_sides = folder / "two.toml"
        two_sides.write_text(BASELINE.format(
            template=root / "admx/SelfServicePasswordReset.toml"), encoding="utf-8")
        done = run(command, "bundle", two_sides, "-o", folder / "two", "--lang", "sv")
        expect(done.returncode == 0, f"bundle: {done.stderr}")
        backup = check_parts(command, two_sides, folder / "two", "two")
        expect((folder / "two/README.sv-SE.md").exists() and
               not (folder / "two/README.md").exists(), "README in the language asked for")
        explained = run(command, "explain", backup, "--templates",
                        folder / "two/PolicyDefinitions", "--format", "json")
        document = json.loads(explained.stdout)
        expect([(row["policy"], row["state"], row["comment"]) for row in document["settings"]] ==
               [("sspr:AllowPasswordReset", "disabled", "Beslut 17 & 18")] and
               [row["name"] for row in document["values"]] == ["Färg"], f"explain: {explained}")
        # The comment as the editor keeps it, and the report.
        comments = xml.etree.ElementTree.parse(backup / "DomainSysvol/GPO/Machine/comment.cmtx")
        space = {"c": "http://www.microsoft.com/GroupPolicy/CommentDefinitions"}
        texts = [item.text for item in comments.iterfind(".//c:string", space)]
        expect(texts == ["Beslut 17 & 18"] and
               not (backup / "DomainSysvol/GPO/User/comment.cmtx").exists(), f"comments: {texts}")
        expect(b"comment.cmtx" in (backup / "Backup.xml").read_bytes(), "Backup.xml lists it")
        expect("<q1:Comment>Beslut 17 &amp; 18</q1:Comment>" in
               (backup / "gpreport.xml").read_text("utf-16"), "the report has the comment")
        expect(run(command, "bundle", two_sides, "-o", folder / "two").returncode == 5,
               "a bundle over another one")
        expect(run(command, "bundle", two_sides, "-o", folder / "x", "--lang", "fi").returncode == 2
               and not (folder / "x").exists(), "a language that no template has")
        shutil.copytree(folder / "sspr", folder / "broken")
        check_verify(command, folder / "broken")
    print(f"{made} checks, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
