#!/bin/sh
# Runs a Windows program under Wine, with a registry and folders of its own in the build tree:
# run_in_wine.sh PROGRAM.exe ARGUMENTS...
build=$(dirname "$(readlink -f "$1")")
WINEPREFIX=${WINEPREFIX:-$build/wine}
WINEDEBUG=${WINEDEBUG:--all}
WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES
# Wine makes the folder at its first start and loses its own way when two start first.
if [ ! -e "$WINEPREFIX/made" ]; then
  mkdir -p "$WINEPREFIX"
  flock --close "$WINEPREFIX/making" sh -c \
    'test -e "$WINEPREFIX/made" || { wine wineboot --init >/dev/null 2>&1 && : >"$WINEPREFIX/made"; }'
fi
exec wine "$@"
