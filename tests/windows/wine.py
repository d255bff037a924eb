"""Runs Windows programs under Wine, each test with a registry of its own."""
import os
import pathlib
import subprocess

RUNNER = pathlib.Path(__file__).parent / "run_in_wine.sh"


class Wine:
    def __init__(self, command, prefix):
        self.command = str(pathlib.Path(command).resolve())
        self.environment = {**os.environ, "WINEPREFIX": str(prefix)}
        self.failures, self.made = [], 0

    def run(self, *arguments, program=None, **options):
        """What the program prints, as bytes, and its exit code."""
        return subprocess.run([RUNNER, program or self.command, *arguments], check=False,
                              env=self.environment, capture_output=True, timeout=300, **options)

    def stop(self):
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)

    def expect(self, fulfilled, what):
        self.made += 1
        if not fulfilled:
            self.failures.append(what)
            print(f"wrong: {what}")

    def end(self):
        self.stop()
        print(f"{self.made} checks, {len(self.failures)} failed")
        return 1 if self.failures else 0
