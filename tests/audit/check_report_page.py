#!/usr/bin/env python3
"""The HTML report of an audit in a real browser, from the disk: buttons and search work, hostile
names and data do nothing, and the content security policy stops nothing of ours.

Skipped (77) where Chromium and ChromeDriver are not installed. --screenshots FOLDER keeps pictures
for people.

check_report_page.py REGPOLICY SOURCE_ROOT [--screenshots FOLDER]
"""
import argparse
import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
           --disable-background-networking --disable-component-update --disable-sync
           --hide-scrollbars --window-size=1200,1400""".split()
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
failures, made = [], 0


def expect(fulfilled, what):
    global made
    made += 1
    if not fulfilled:
        failures.append(what)
        print(f"wrong: {what}")


class Browser:
    """A session of the WebDriver protocol."""

    def __init__(self, folder, dark=False):
        self.process = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if "started successfully on port" in line:
                port = int(line.rsplit(" ", 1)[1].strip(". \n"))
                self.root = f"http://127.0.0.1:{port}"
                break
        flags = [*FLAGS, f"--user-data-dir={folder}"]
        if dark:
            flags.append("--blink-settings=preferredColorScheme=0")
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": flags}, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.root += f"/session/{answer['sessionId']}"

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.root + path, data=data, method=method,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                request, timeout=60) as response:
            return json.load(response)["value"]

    def open(self, page):
        self.call("POST", "/url", {"url": page.as_uri()})

    def find(self, selector):
        found = self.call("POST", "/elements", {"using": "css selector", "value": selector})
        return [element[ELEMENT] for element in found]

    def shown(self, selector):
        return [e for e in self.find(selector) if self.call("GET", f"/element/{e}/displayed")]

    def click(self, selector):
        self.call("POST", f"/element/{self.find(selector)[0]}/click", {})

    def type(self, selector, text):
        (element,) = self.find(selector)
        self.call("POST", f"/element/{element}/clear", {})
        self.call("POST", f"/element/{element}/value", {"text": text})

    def text(self, selector):
        return self.call("GET", f"/element/{self.find(selector)[0]}/text")

    def title(self):
        return self.call("GET", "/title")

    def complaints(self):
        """What the console says, and the browser itself (a script that was stopped)."""
        return [row["message"] for row in self.call("POST", "/se/log", {"type": "browser"})]

    def picture(self, target):
        target.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def close(self):
        try:
            self.call("DELETE", "")
        except (urllib.error.URLError, OSError):
            pass
        self.process.terminate()
        self.process.wait()


def make_report(command, baseline, source, target, *options):
    subprocess.run([command, "audit", baseline, "-q", "--source", source, *options,
                    "--report", f"html={target}"], check=False)
    return target


def check_clicks(browser, page):
    browser.open(page)
    everything = len(browser.shown("details"))
    expect(everything == len(browser.find("details")) > 10, "not everything is shown at first")
    browser.click("button[data-group=blocker]")
    blockers = len(browser.shown("details"))
    expect(blockers == len(browser.find("details[data-group=blocker]")) == 2,
           f"{blockers} blockers are shown")
    expect(len(browser.shown("h2")) == 1, "headings of hidden groups stay")
    expect(browser.text(".shown").startswith(f"{blockers} "), browser.text(".shown"))
    browser.type("input", "lock DisableLockScreenAppNotifications")
    expect(len(browser.shown("details")) == 1, "search within a group")
    browser.click("button[data-group='']")
    browser.type("input", "nothingofthiskind")
    expect(not browser.shown("details"), "what is not there is found")
    browser.type("input", " ")
    expect(len(browser.shown("details")) == everything, "a blank finds everything")
    closed = "details[data-group=compliant]"
    before = len(browser.shown(f"{closed} table"))
    browser.click(f"{closed} summary")
    expect(before == 0 and len(browser.shown(f"{closed} table")) == 1, "a finding does not open")
    expect(not browser.complaints(), "the console complains")


def check_hostile(browser, page, folder):
    browser.open(page)
    browser.click("details summary")
    browser.type("input", "<img src=x onerror=document.title='PWNED'>")
    time.sleep(0.2)
    complaints = browser.complaints()
    expect(not complaints, f"hostile: the console says {complaints}")
    expect(browser.title() == "<h1>{0} & \"quotes\"</h1>", f"hostile: the title {browser.title()}")
    expect(not browser.find("img") and not browser.find("main script") and
           not browser.find("[onclick], [onfocus], [onerror]"), "hostile: elements of the data")
    # That a forbidden script does not run, and is told, shows that the policy is in force.
    broken = folder / "broken.html"
    broken.write_text(page.read_text(encoding="utf-8").replace(
        "</main>", "<script>document.title='PWNED'</script><style>p{color:red}</style></main>"),
        encoding="utf-8")
    browser.open(broken)
    expect("PWNED" not in browser.title(), "a forbidden script ran")
    expect(any("Content Security Policy" in line for line in browser.complaints()),
           "a forbidden script goes unnoticed")


def make_fleet(command, folder, baseline, exports, *options):
    snapshots = folder / f"fleet-{baseline.stem}"
    snapshots.mkdir(exist_ok=True)
    for export in exports:
        subprocess.run([command, "snapshot", baseline, "-q", "--force", "-s", export, "-o",
                        snapshots / f"{export.stem}.snapshot"], check=True)
    (snapshots / "broken.snapshot").write_text("{")
    return make_report(command, baseline, f"snapshot:{snapshots}",
                       folder / f"{snapshots.name}{len(options)}.html", *options)


def check_fleet(browser, page):
    browser.open(page)
    expect(len(browser.shown("details")) == 5, "all machines are shown at first")
    expect(browser.text("h1") == "Password reset at the sign-in screen",
           browser.text("h1"))
    top, machines = (browser.call("GET", f"/element/{browser.find(selector)[0]}/rect")["y"]
                     for selector in ("header", "main"))
    expect(top < machines, "what was counted stands above the machines")
    expect(len(browser.shown("table.checks tbody tr")) > 2, "the checks that failed")
    browser.click("button[data-group=unreadable]")
    expect(len(browser.shown("details")) == 1 and browser.shown("table.checks"), "the broken file")
    browser.click("button[data-group='']")
    browser.type("input", "blocked.snapshot")
    expect(len(browser.shown("details")) == 1, "one machine")
    browser.click("details:not([hidden]) summary")
    expect("lock-screen" in browser.text("main"), "its failed checks")
    expect(not browser.complaints(), "fleet: the console complains")


def many_findings(folder):
    """A baseline of 1,000 checks, and a registry that fails some."""
    checks, lines = [], []
    for number in range(1000):
        severity = ("blocker", "warning", "info")[number % 3]
        checks.append(f"""
[[check]]
id = "many.c{number}"
severity = "{severity}"
as_of = 2025-06-01
source = {{ en-US = "A document" }}
title = {{ en-US = "Check number {number}" }}
reason = {{ en-US = "Because of {number}." }}
remediation = {{ en-US = "Set it to 1." }}
require = {{ key = 'SOFTWARE\\Contoso', name = "V{number}", equals = 1 }}
""")
        lines.append(f'"V{number}"=dword:0000000{number % 2}')
    baseline = folder / "many.toml"
    baseline.write_text('[baseline]\nname = "Many"\nlanguages = ["en-US"]\n' + "".join(checks))
    source = folder / "many.reg"
    source.write_text("REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\n" + "\n".join(lines))
    return baseline, source


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    options = parser.parse_args()
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("skipped: chromium or chromedriver is not installed")
        return 77
    command = str(pathlib.Path(options.command).resolve())
    data = options.root.resolve() / "tests/data/audit"
    sspr = options.root.resolve() / "tools/baselines/sspr.toml"
    with tempfile.TemporaryDirectory(prefix="regpolicy-page-") as name:
        folder = pathlib.Path(name)
        pages = {
            "english": make_report(command, sspr, data / "blocked.reg", folder / "en.html"),
            "swedish": make_report(command, sspr, data / "blocked.reg", folder / "sv.html",
                                   "--lang", "sv-SE"),
            "hostile": make_report(command, data / "hostile.toml", data / "hostile.reg",
                                   folder / "hostile.html"),
            "fleet": make_fleet(command, folder, sspr,
                                [data / f"{name}.reg"
                                 for name in ("ready", "blocked", "partial", "windows7")]),
            "fleet-swedish": make_fleet(command, folder, sspr, [data / "blocked.reg"],
                                        "--lang", "sv-SE"),
            "fleet-hostile": make_fleet(command, folder, data / "hostile.toml",
                                        [data / "hostile.reg"]),
            "many": make_report(command, *many_findings(folder), folder / "many.html")}
        browser = Browser(folder / "profile")
        try:
            check_clicks(browser, pages["english"])
            check_hostile(browser, pages["hostile"], folder)
            check_hostile(browser, pages["fleet-hostile"], folder)
            check_fleet(browser, pages["fleet"])
            browser.open(pages["many"])
            expect(len(browser.find("details")) == 1000, "1,000 findings")
            browser.type("input", "number 999")
            expect(len(browser.shown("details")) == 1, "one of 1,000 findings")
            expect(not browser.complaints(), "many: the console complains")
            browser.open(pages["swedish"])
            expect("Det här hindrar" in browser.text("main"), "the Swedish page")
            if options.screenshots:
                options.screenshots.mkdir(parents=True, exist_ok=True)
                for what, page in pages.items():
                    browser.open(page)
                    browser.picture(options.screenshots / f"{what}.png")
        finally:
            browser.close()
        if options.screenshots:
            browser = Browser(folder / "dark-profile", dark=True)
            try:
                browser.open(pages["swedish"])
                browser.picture(options.screenshots / "swedish-dark.png")
            finally:
                browser.close()
    print(f"{made} checks, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
