#!/usr/bin/env python3
"""GNU gettext as the judge of PO files: msgfmt takes what is exported, and what gettext's programs
make of it (wrapped, sorted, merged) is imported as the same.

check_with_gettext.py COMMAND SOURCE_ROOT      exit code 77 where gettext is not installed
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SOURCES = ("admx/SelfServicePasswordReset.toml", "tests/data/template/ok-everything.toml")


def run(*arguments, **options):
    return subprocess.run([str(part) for part in arguments], check=True, capture_output=True,
                          **options)


def second_language(source):
    tags = next(line for line in source.read_text(encoding="utf-8").splitlines()
                if line.startswith("languages = "))
    return tags.split('"')[3]


def check(command, source, folder):
    language = second_language(source)
    exported, imported = folder / "a.po", folder / "a.toml"
    run(command, "translate", "export", source, "--lang", language, "-o", exported)
    run("msgfmt", "--check-format", "--check-domain", "-o", folder / "a.mo", exported)
    run(command, "translate", "import", source, exported, "-o", imported)
    texts = exported.read_text(encoding="utf-8").count("msgctxt ")
    for name, program in {"wrapped": ["msgcat", "--width=30"], "sorted": ["msgcat", "--sort-output"],
                          "escaped": ["msgcat", "--escape"], "attributes": ["msgattrib"]}.items():
        changed, again = folder / f"{name}.po", folder / f"{name}.toml"
        run(*program, "-o", changed, exported)
        run(command, "translate", "import", source, changed, "-o", again)
        assert again.read_bytes() == imported.read_bytes(), name
    merged = folder / "merged.po"
    run("msgmerge", "--quiet", "-o", merged, exported, exported)
    run(command, "translate", "import", source, merged, "-o", folder / "merged.toml")
    assert (folder / "merged.toml").read_bytes() == imported.read_bytes(), "merged"
    # A new language: all of it is still to be translated.
    run(command, "translate", "export", source, "--lang", "fi-FI", "-o", folder / "fi.po")
    told = run("msgfmt", "--statistics", "-o", folder / "fi.mo", folder / "fi.po",
               env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stderr.decode()
    assert told.strip().endswith(f"{texts} untranslated messages."), told
    return texts


def main():
    if not shutil.which("msgfmt") or not shutil.which("msgcat"):
        print("skipped: gettext is not installed")
        return SKIPPED
    command, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    for name in SOURCES:
        with tempfile.TemporaryDirectory(prefix="regpolicy-po-") as folder:
            print(f"{name}: {check(command, root / name, pathlib.Path(folder))} texts")
    return 0


sys.exit(main())
