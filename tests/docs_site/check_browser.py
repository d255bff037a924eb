#!/usr/bin/env python3
"""The pages of `regpolicy docs` in a real browser, from the disk: the tree and the search work, the
content security policy stops nothing of ours, and hostile texts do nothing.

Skipped (77) where Chromium is not installed. --screenshots FOLDER keeps pictures for people.

check_browser.py COMMAND SOURCE_ROOT [--screenshots FOLDER] [--store STORE]
"""
import argparse
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

SKIPPED = 77
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
           --disable-background-networking --disable-component-update --disable-sync
           --enable-logging=stderr --hide-scrollbars --virtual-time-budget=3000""".split()


class Text(html.parser.HTMLParser):
    """The text that is shown: not what hidden elements and scripts hold."""

    VOID = {"meta", "link", "br", "wbr", "input"}

    def __init__(self, document):
        super().__init__(convert_charrefs=True)
        self.hidden, self.parts, self.tags = 0, [], []
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        hides = tag in ("script", "title") or any(name == "hidden" for name, _ in attrs)
        if tag not in self.VOID and (self.hidden or hides):
            self.hidden += 1

    def handle_endtag(self, tag):
        if self.hidden:
            self.hidden -= 1

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)

    def text(self):
        return " ".join("".join(self.parts).split())


class Browser:
    def __init__(self, program, folder):
        self.program, self.folder, self.count = program, folder, 0

    def run(self, *arguments):
        self.count += 1
        profile = self.folder / f"profile-{self.count}"
        return subprocess.run([self.program, *FLAGS, f"--user-data-dir={profile}", *arguments],
                              capture_output=True, text=True, errors="replace", timeout=120,
                              check=True)

    def dump(self, page, hash_part=""):
        """(the document after the scripts have run, what the console says)"""
        done = self.run("--dump-dom", page.as_uri() + hash_part)
        console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
        return done.stdout, console

    def picture(self, page, target, size="1280,900", *flags):
        self.run(f"--screenshot={target}", f"--window-size={size}", *flags, page)


class Checks:
    def __init__(self):
        self.failed, self.made = 0, 0

    def that(self, fulfilled, what):
        self.made += 1
        if not fulfilled:
            self.failed += 1
            print(f"wrong: {what}")


def make_site(command, store, folder):
    subprocess.run([command, "docs", store, "-q", "-o", folder], check=True)
    return folder


def check_sspr(browser, site, checks):
    for language, query, title in (("en-US", "AzureADAccount", "Allow password reset from the"),
                                   ("sv-SE", "losenord tillat", "Tillåt lösenordsåterställning")):
        start = site / language / "index.html"
        page, console = browser.dump(start)
        shown = Text(page)
        checks.that(not console, f"{language}: the console says {console}")
        checks.that("<nav class=\"tree\"" in page and "<details" in page, f"{language}: no tree")
        page, console = browser.dump(start, "#q=" + urllib.parse.quote(query))
        shown = Text(page)
        checks.that(not console, f"{language}: the console says {console}")
        checks.that(title in shown.text(), f"{language}: {query} finds {shown.text()}")
        page, _ = browser.dump(start, "#q=nothingofthiskind")
        checks.that("<li>" not in page.split('id="results"')[1].split("</section>")[0],
                    f"{language}: something is found that is not there")
    page, console = browser.dump(site / "sv-SE" / "c-sspr-SelfServicePasswordReset.html",
                                 "#p-AllowPasswordReset")
    checks.that('aria-current="page"' in page, "the tree does not show where the page is")
    checks.that("Inaktiverad" in Text(page).text() and not console, "the category's page")


def violates(browser, site, folder):
    """Does the console say so when a page does what the policy forbids?"""
    broken = folder / "broken"
    shutil.copytree(site, broken)
    page = broken / "sv-SE" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", "<script>document.title='PWNED'</script></main>"),
                    encoding="utf-8")
    document, console = browser.dump(page)
    return "Content Security Policy" in console and "<title>PWNED</title>" not in document


def check_hostile(browser, site, checks):
    pages = sorted(path for path in site.rglob("*.html") if path.parent != site)
    plain = {tag for path in pages for tag in Text(path.read_text(encoding="utf-8")).tags}
    made_by_script = {"details", "summary", "script"}
    visits = [(path, "#q=findme") for path in pages]
    visits += [(path, hash_part) for path in pages if path.name == "index.html"
               for hash_part in ("#q=%3Cimg%20src=x%20onerror=alert(1)%3E", "#q=%E0%A4%A")]
    for path, hash_part in visits:
        page, console = browser.dump(path, hash_part)
        where = f"{path.relative_to(site)}{hash_part}"
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
        checks.that(title != "PWNED", f"{where}: a text of the template ran")
        checks.that(not console, f"{where}: the console says {console}")
        strange = set(Text(page).tags) - plain - made_by_script
        checks.that(not strange, f"{where}: elements {strange}")
        if hash_part == "#q=findme":
            checks.that("findme" in Text(page).text(), f"{where}: not found")


def take_pictures(browser, site, folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    for language in sorted(path.name for path in site.iterdir() if (path / "tree.js").is_file()):
        pages = sorted((site / language).glob("c-*.html"), key=lambda path: -path.stat().st_size)
        for what, page in (("start", site / language / "index.html"), ("page", pages[0])):
            target = folder / f"{name}-{language}-{what}"
            uri = page.as_uri()
            browser.picture(uri, f"{target}.png")
            browser.picture(uri, f"{target}-narrow.png", "500,1000")
            browser.picture(uri, f"{target}-dark.png", "1280,900",
                            "--blink-settings=preferredColorScheme=0")
        browser.picture((site / language / "index.html").as_uri() + "#q=reset",
                        folder / f"{name}-{language}-search.png")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--store", type=pathlib.Path)
    options = parser.parse_args()
    program = shutil.which("chromium")
    if not program:
        print("skipped: chromium is not installed")
        return SKIPPED
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="regpolicy-browser-") as name:
        folder = pathlib.Path(name).resolve()
        browser = Browser(program, folder)
        sspr = make_site(options.command, options.root / "admx/SelfServicePasswordReset.toml",
                         folder / "sspr")
        check_sspr(browser, sspr, checks)
        checks.that(violates(browser, sspr, folder), "a forbidden script goes unnoticed")
        check_hostile(browser, make_site(options.command,
                                         options.root / "tests/docs_site/hostile.toml",
                                         folder / "hostile"), checks)
        if options.screenshots:
            take_pictures(browser, sspr, options.screenshots, "sspr")
            if options.store:
                store = make_site(options.command, options.store, folder / "store")
                take_pictures(browser, store, options.screenshots, "store")
    print(f"{checks.made} checks, {checks.failed} failed")
    return 1 if checks.failed else 0


sys.exit(main())
