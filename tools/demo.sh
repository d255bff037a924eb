#!/usr/bin/env bash
# Installs what is needed (Debian 12), builds regpolicy and runs its main job on the shipped data:
# templates, Registry.pol and an audit for self-service password reset at the Windows sign-in screen.
# Results land in out/demo.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/packages.sh

say "Packages"
# shellcheck disable=SC2086  # the list is words
install_packages $build_packages

say "Build"
cmake --preset release -B build/demo -DREGPOLICY_BUILD_TESTS=OFF -DREGPOLICY_BUILD_BENCHMARKS=OFF \
  >/dev/null
cmake --build build/demo
regpolicy=$PWD/build/demo/tools/regpolicy
out=out/demo
rm -rf "$out"

# Shows a command as a user would type it, then runs it.
show_and_run() {
  printf '\n$ %s\n' "$*"
  "$regpolicy" "${@:2}"
}

say "1. Templates for the Group Policy editor, in English and Swedish"
show_and_run regpolicy generate admx/SelfServicePasswordReset.toml -o $out/PolicyDefinitions

say "2. From settings by name to Registry.pol and the formats of other tools"
show_and_run regpolicy compile tools/baselines/sspr.toml -o $out/gpo
for format in reg txt json; do
  show_and_run regpolicy compile tools/baselines/sspr.toml -o "$out/sspr.$format"
done
show_and_run regpolicy show $out/gpo/Machine/Registry.pol

# An audit ends with 1 when it found something: what the demo expects of the second machine.
audit() {
  local expected=$1 status=0
  shift
  show_and_run regpolicy audit tools/baselines/sspr.toml "$@" || status=$?
  echo "(exit code $status)"
  [ "$status" -eq "$expected" ] || { echo "error: expected exit code $expected" >&2; exit 1; }
}

say "3. Will the Reset password link show? A machine that is ready"
audit 0 --source reg:tests/data/audit/ready.reg
say "4. A machine where the policy is on and the link still stays away"
audit 1 --source reg:tests/data/audit/blocked.reg
say "5. The same machine, for a Swedish auditor"
audit 1 --source reg:tests/data/audit/blocked.reg --lang sv-SE

say "Done: templates, Registry.pol and two audits are in order; the files are in $out"
