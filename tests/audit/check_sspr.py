#!/usr/bin/env python3
"""Every check of the shipped baseline, one by one: a registry on which all is well, then the same
with just that fault. Exactly the check in question must fail, with its verdict; it must not apply
outside of its range of Windows builds; and its texts must be whole in English and in Swedish. A check
that has no fault here fails the test.

check_sspr.py REGPOLICY BASELINE
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

MACHINE, USER = "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER"
CURRENT = r"SOFTWARE\Microsoft\Windows\CurrentVersion"
NT = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
POLICIES = r"SOFTWARE\Policies\Microsoft"
MDM = r"SOFTWARE\Microsoft\PolicyManager\current\device"
SYSTEM = CURRENT + r"\Policies\System"
PROVIDERS = CURRENT + r"\Authentication\Credential Providers"
PASSWORD = PROVIDERS + r"\{60b78e88-ead8-445c-9cfd-0b87f74ea6cd}"
ADD_IN = PROVIDERS + r"\{86D2F0AC-2171-46CF-9998-4E33B3D7FD4F}"
FOREIGN = PROVIDERS + r"\{11111111-2222-3333-4444-555555555555}"
TLS = r"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client"
JOIN = r"SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo\4B1C8D0E"
ACCOUNT = POLICIES + r"\AzureADAccount"
PROXY = POLICIES + r"\Windows\CurrentVersion\Internet Settings"


def version(build, edition="Enterprise"):
    return {(MACHINE, NT, "CurrentBuildNumber"): str(build), (MACHINE, NT, "EditionID"): edition}


# A number is a REG_DWORD, a text a REG_SZ; None takes the value out.
WINDOWS_11 = version(22631) | {
    (MACHINE, ACCOUNT, "AllowPasswordReset"): 1,
    (MACHINE, JOIN, "TenantId"): "00000000-1111-2222-3333-444444444444",
    (MACHINE, SYSTEM, "EnableLUA"): 1,
    (MACHINE, NT + r"\Winlogon", "Shell"): "explorer.exe",
    (MACHINE, PROXY, "ProxySettingsPerUser"): 0,
    (MACHINE, PASSWORD, ""): "PasswordProvider",
    (USER, r"Software\Contoso", "Seen"): 1,
}
VERSION_1803 = WINDOWS_11 | version(17134)
WINDOWS_7 = version(7601) | {
    (MACHINE, ADD_IN, ""): "AADPasswordResetCredentialProvider",
    (MACHINE, ADD_IN, "EnableLogging"): 0,
    (MACHINE, TLS, "Enabled"): 1,
    (MACHINE, TLS, "DisabledByDefault"): 0,
    (MACHINE, SYSTEM, "EnableLUA"): 1,
    (MACHINE, PASSWORD, ""): "PasswordProvider",
    (USER, r"Software\Contoso", "Seen"): 1,
}

FORBIDDEN = "present_but_forbidden"
SETTING = "setting:sspr:AllowPasswordReset"
LOGGING = "setting:sspr:EnableLogging"

# (check, a machine that is well, the fault, its verdict, what else fails by it)
ROWS = [
    ("sspr.allow-password-reset", WINDOWS_11, {(MACHINE, ACCOUNT, "AllowPasswordReset"): 0},
     "wrong_value", {SETTING: "wrong_value"}),
    ("sspr.allow-password-reset", WINDOWS_11, {(MACHINE, ACCOUNT, "AllowPasswordReset"): None},
     "missing", {SETTING: "missing"}),
    ("sspr.allow-password-reset", WINDOWS_11, {(MACHINE, ACCOUNT, "AllowPasswordReset"): "1"},
     "wrong_type", {SETTING: "wrong_type"}),
    ("sspr.allow-password-reset-conflict", WINDOWS_11,
     {(MACHINE, MDM + r"\Authentication", "AllowAadPasswordReset"): 0}, FORBIDDEN, {}),
    ("sspr.windows-version", WINDOWS_11, version(16299), "wrong_value", {}),
    ("sspr.edition-home", WINDOWS_11, version(22631, "Core"), FORBIDDEN, {}),
    ("sspr.edition-home", WINDOWS_11, version(22631, "CoreSingleLanguage"), FORBIDDEN, {}),
    ("sspr.edition-server", WINDOWS_11, version(22631, "ServerStandard"), FORBIDDEN, {}),
    ("sspr.entra-joined", WINDOWS_11, {(MACHINE, JOIN, "TenantId"): None}, "missing", {}),
    ("sspr.lock-screen-notifications", WINDOWS_11,
     {(MACHINE, POLICIES + r"\Windows\System", "DisableLockScreenAppNotifications"): 1},
     FORBIDDEN, {}),
    ("sspr.lock-screen-notifications", WINDOWS_11,
     {(MACHINE, POLICIES + r"\Windows\System", "DisableLockScreenAppNotifications"): "1"},
     "wrong_type", {}),
    ("sspr.lock-screen-notifications-mdm", WINDOWS_11,
     {(MACHINE, MDM + r"\AboveLock", "AllowToasts"): 0}, FORBIDDEN, {}),
    ("sspr.lock-screen-notifications-user", VERSION_1803,
     {(USER, CURRENT + r"\Notifications\Settings", "NOC_GLOBAL_SETTING_ALLOW_TOASTS_ABOVE_LOCK"): 0},
     FORBIDDEN, {}),
    ("sspr.hide-fast-user-switching", WINDOWS_11, {(MACHINE, SYSTEM, "HideFastUserSwitching"): 1},
     FORBIDDEN, {}),
    ("sspr.hide-fast-user-switching-mdm", WINDOWS_11,
     {(MACHINE, MDM + r"\WindowsLogon", "HideFastUserSwitching"): 1}, FORBIDDEN, {}),
    ("sspr.last-user-name-hidden", WINDOWS_11, {(MACHINE, SYSTEM, "DontDisplayLastUserName"): 1},
     FORBIDDEN, {}),
    ("sspr.no-lock-screen", WINDOWS_11,
     {(MACHINE, POLICIES + r"\Windows\Personalization", "NoLockScreen"): 1}, FORBIDDEN, {}),
    ("sspr.block-non-admin-install", WINDOWS_11,
     {(MACHINE, POLICIES + r"\Windows\Appx", "BlockNonAdminUserInstall"): 1}, FORBIDDEN, {}),
    ("sspr.block-non-admin-install-mdm", WINDOWS_11,
     {(MACHINE, MDM + r"\ApplicationManagement", "BlockNonAdminUserInstall"): 1}, FORBIDDEN, {}),
    ("sspr.smart-card-required", WINDOWS_11, {(MACHINE, SYSTEM, "ScForceOption"): 1}, FORBIDDEN,
     {}),
    ("sspr.machine-shell", WINDOWS_11, {(MACHINE, NT + r"\Winlogon", "Shell"): "kiosk.exe"},
     "wrong_value", {}),
    ("sspr.user-shell", WINDOWS_11, {(USER, NT + r"\Winlogon", "Shell"): "kiosk.exe"},
     "wrong_value", {}),
    ("sspr.user-shell", WINDOWS_11, {(USER, SYSTEM, "Shell"): "kiosk.exe"}, "wrong_value", {}),
    ("sspr.ctrl-alt-del-before-1809", VERSION_1803, {(MACHINE, SYSTEM, "DisableCAD"): 0},
     FORBIDDEN, {}),
    ("sspr.uac-off", WINDOWS_11, {(MACHINE, SYSTEM, "EnableLUA"): 0}, FORBIDDEN, {}),
    ("sspr.third-party-credential-providers", WINDOWS_11, {(MACHINE, FOREIGN, ""): "Contoso Sign-in"},
     FORBIDDEN, {}),
    ("sspr.password-provider-hidden", WINDOWS_11, {(MACHINE, PASSWORD, "Disabled"): 1}, FORBIDDEN,
     {}),
    ("sspr.password-provider-hidden", WINDOWS_11,
     {(MACHINE, SYSTEM, "ExcludedCredentialProviders"): "{60B78E88-EAD8-445C-9CFD-0B87F74EA6CD}"},
     FORBIDDEN, {"sspr.excluded-credential-providers": FORBIDDEN}),
    ("sspr.excluded-credential-providers", WINDOWS_11,
     {(MACHINE, SYSTEM, "ExcludedCredentialProviders"): "{11111111-2222-3333-4444-555555555555}"},
     FORBIDDEN, {}),
    ("sspr.lost-mode-registry", WINDOWS_11,
     {(MACHINE, NT + r"\Winlogon\LostMode", "EnableLostMode"): 1}, FORBIDDEN, {}),
    ("sspr.combination-ctrl-alt-del-home", WINDOWS_11,
     version(17133, "Core") | {
         (MACHINE, SYSTEM, "DisableCAD"): 0,
         (MACHINE, POLICIES + r"\Windows\System", "DisableLockScreenAppNotifications"): 1},
     FORBIDDEN, {"sspr.windows-version": "wrong_value"}),
    ("sspr.proxy-per-machine", WINDOWS_11, {(MACHINE, PROXY, "ProxySettingsPerUser"): 1},
     "wrong_value", {}),
    ("sspr.proxy-per-machine", WINDOWS_11, {(MACHINE, PROXY, "ProxySettingsPerUser"): None},
     "missing", {}),
    ("sspr.proxy-of-profile", WINDOWS_11,
     {(USER, CURRENT + r"\Internet Settings", "ProxyEnable"): 1}, "wrong_value", {}),
    ("sspr.desktop-switch-timeout", WINDOWS_11,
     {(MACHINE, SYSTEM, "DelayedDesktopSwitchTimeout"): 1}, FORBIDDEN, {}),
    ("sspr.desktop-switch-timeout-user", WINDOWS_11,
     {(USER, SYSTEM, "DelayedDesktopSwitchTimeout"): 1}, FORBIDDEN, {}),
    ("sspr.first-logon-timeout", WINDOWS_11,
     {(MACHINE, NT + r"\Winlogon", "FirstLogon"): 1, (MACHINE, SYSTEM, "FirstLogonTimeout"): 0},
     FORBIDDEN, {}),
    ("sspr.back-button", WINDOWS_11, {(MACHINE, NT + r"\Winlogon", "DisableBackButton"): 0},
     FORBIDDEN, {}),
    ("sspr.add-in-installed", WINDOWS_7, {(MACHINE, ADD_IN, ""): None}, "missing", {}),
    ("sspr.add-in-windows-7-sp1", WINDOWS_7, version(7600), "wrong_value", {}),
    ("sspr.tls-1-2-client", WINDOWS_7, {(MACHINE, TLS, "Enabled"): 0}, "wrong_value", {}),
    ("sspr.tls-1-2-client", WINDOWS_7, {(MACHINE, TLS, "DisabledByDefault"): None}, "missing", {}),
    ("sspr.add-in-user-tiles", WINDOWS_7, {(MACHINE, FOREIGN, ""): "Contoso Sign-in"}, FORBIDDEN,
     {}),
    ("sspr.verbose-logging", WINDOWS_7, {(MACHINE, ADD_IN, "EnableLogging"): 1}, FORBIDDEN,
     {LOGGING: "wrong_value"}),
    ("sspr.verbose-logging", WINDOWS_11, {(MACHINE, ADD_IN, "EnableLogging"): 1}, FORBIDDEN, {}),
]

FAILED = {"wrong_value", "wrong_type", "missing", FORBIDDEN}
LANGUAGES = ("en-US", "sv-SE")
# No word of Swedish, and no part of a name that Swedish texts have to leave in English.
ENGLISH = re.compile(r"\b(the|is|are|was|with|not|this|that|which|must|missing|present|absent|"
                     r"expected|observed|nothing|machine|computer|should)\b",
                     re.IGNORECASE)
SWEDISH = re.compile("[åäöÅÄÖ]")
# Names stand in quotes, settings of device management in English everywhere.
NAMES = re.compile(r'"[^"]*"')

complaints = []


def expect(fulfilled, what):
    if not fulfilled:
        complaints.append(what)


def reg_file(values):
    """An export that tells of both hives of the machine and of the user's."""
    lines = ["Windows Registry Editor Version 5.00", "", rf"[{MACHINE}\SOFTWARE]",
             rf"[{MACHINE}\SYSTEM\CurrentControlSet]", rf"[{USER}\Software]"]
    for (root, key, name), value in values.items():
        if value is None:
            continue
        label = '"' + name + '"' if name else "@"
        data = f"dword:{value:08x}" if isinstance(value, int) else f'"{value}"'
        lines += [f"[{root}\\{key}]", f"{label}={data}"]
    return "\r\n".join(lines) + "\r\n"


class Audit:
    def __init__(self, command, baseline, folder):
        self.command, self.baseline, self.file = command, baseline, folder / "machine.reg"

    def put(self, values):
        self.file.write_text(reg_file(values), encoding="utf-8", newline="")

    def run(self, *options):
        done = subprocess.run([self.command, "audit", self.baseline, "--source", f"reg:{self.file}",
                               *options], stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1, 6):
            sys.exit(f"exit code {done.returncode}")
        return done.stdout.decode("utf-8")

    def findings(self, *options):
        document = json.loads(self.run("--format", "json", *options))
        return {finding["id"]: finding for finding in document["findings"]}


def failures_of(findings):
    return {name: finding["verdict"] for name, finding in findings.items()
            if finding["verdict"] in FAILED}


def check_texts(name, english, swedish):
    for member in ("title", "reason", "remediation", "rule_source"):
        first, second = english[member], swedish[member]
        expect(bool(first) and bool(second), f"{name}: no {member}")
        expect(first != second, f"{name}: the same {member} in both languages: {first}")
        expect(not SWEDISH.search(NAMES.sub("", first)), f"{name}: Swedish in English: {first}")
        found = ENGLISH.search(NAMES.sub("", second))
        expect(not found, f"{name}: '{found and found[0]}' in Swedish: {second}")
    for evidence in swedish["evidence"]:
        for member in ("expected", "observed"):
            found = ENGLISH.search(NAMES.sub("", evidence[member]))
            expect(not found, f"{name}: {member} in Swedish: {evidence[member]}")


def check_range(audit, name, check, verdict):
    """The fault counts at both ends of the builds that the check is for, and not beyond them."""
    build = check.get("applies_to", {}).get("build")
    if build is None or "build" in check.get("require", {}):  # then the fault is the build itself
        return
    ends = [(build.get("at_least"), -1), (build.get("at_most"), 1)]
    for end, step in ends:
        if end is None:
            continue
        for number, wanted in ((end, verdict), (end + step, "not_applicable")):
            found = audit.findings("--build", str(number))[name]["verdict"]
            expect(found == wanted, f"{name}: {found} on build {number}, expected {wanted}")


def main():
    command, baseline = sys.argv[1:]
    checks = {check["id"]: check for check in
              tomllib.loads(pathlib.Path(baseline).read_text(encoding="utf-8"))["check"]}
    by_hand = {name for name, check in checks.items() if "not_auditable" in check}
    expect({row[0] for row in ROWS} == set(checks) - by_hand,
           f"no fault for {sorted(set(checks) - by_hand - {row[0] for row in ROWS})}")
    with tempfile.TemporaryDirectory(prefix="regpolicy-sspr-") as folder:
        audit = Audit(command, baseline, pathlib.Path(folder))
        for title, values in (("Windows 11", WINDOWS_11), ("version 1803", VERSION_1803),
                              ("Windows 7", WINDOWS_7)):
            audit.put(values)
            findings = audit.findings()
            expect(failures_of(findings) == {}, f"{title}: {failures_of(findings)}")
            expect(all(finding["verdict"] != "error" for finding in findings.values()),
                   f"{title}: something is not told")
            for name in by_hand:
                expect(findings[name]["verdict"] in ("not_auditable", "not_applicable"),
                       f"{title}: {name} is {findings[name]['verdict']}")
        for name, values, fault, verdict, others in ROWS:
            audit.put(values | fault)
            found = {language: audit.findings("--lang", language) for language in LANGUAGES}
            wanted = {name: verdict} | others
            for language in LANGUAGES:
                failures = failures_of(found[language])
                expect(failures == wanted, f"{name}: {failures}, expected {wanted}")
            check_texts(name, found["en-US"][name], found["sv-SE"][name])
            text = audit.run("--lang", "sv-SE")
            expect(f"[{name}]" in text and "Inte uppfyllt" in text, f"{name}: not in the text")
            found = re.search(r"\b(expected|observed|Why it matters|What to do|According to)\b", text)
            expect(not found, f"{name}: '{found and found[0]}' in the Swedish report")
            check_range(audit, name, checks[name], verdict)
    print("\n".join(complaints + [f"{len(ROWS)} faults, {len(complaints)} complaints"]))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
