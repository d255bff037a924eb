#!/usr/bin/env bash
# Installs what is needed (Debian 12), builds everything and runs every test: first the optimised
# command as other programs judge it, then with clang under the address and undefined-behaviour
# sanitizers the unit tests, the transcripts and a short run of every fuzz target, then the Windows
# program and the unit tests once more under Wine. Ends in a line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/packages.sh

say "Packages"
# shellcheck disable=SC2086  # the lists are words
install_packages $build_packages $test_packages $windows_packages

say "Libraries for Windows"
tools/windows_packages.sh

passed=0 failed=0 skipped=0

# One number of a ctest result file's head.
number() { grep -m1 -o "[[:space:]]$1=\"[0-9]*\"" "$2" | tr -dc 0-9; }

# Adds the results of one ctest run.
count() {
  local total bad left
  total=$(number tests "$1")
  bad=$(number failures "$1")
  left=$(number skipped "$1")
  passed=$((passed + total - bad - left))
  failed=$((failed + bad))
  skipped=$((skipped + left))
}

for preset in release fuzz windows; do
  say "Build: $preset"
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
  say "Tests: $preset"
  results="build/$preset/results.xml"
  rm -f "$results"
  ctest --preset "$preset" --parallel "$(nproc)" --output-junit results.xml || true
  count "$results"
done

say "Result"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
