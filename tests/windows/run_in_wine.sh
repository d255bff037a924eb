#!/bin/sh
# Runs a Windows program under Wine, with a registry and folders of its own in the build tree:
# run_in_wine.sh PROGRAM.exe ARGUMENTS...
build=$(dirname "$(readlink -f "$1")")
WINEPREFIX=${WINEPREFIX:-$build/wine}
WINEDEBUG=${WINEDEBUG:--all}
WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES
exec wine "$@"
