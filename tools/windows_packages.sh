#!/usr/bin/env bash
# Makes the libraries that the preset `windows` needs, in build/windows-packages: Debian has no
# packages of them for mingw-w64. pugixml and Boost.Filesystem are built from Debian's source
# packages; the others are headers only, and taken from the installed -dev packages. Does nothing
# where all is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

packages="$PWD/build/windows-packages"
done_mark="$packages/complete"
[ -e "$done_mark" ] && exit 0

compiler=x86_64-w64-mingw32-g++-posix
archiver=x86_64-w64-mingw32-ar
for program in "$compiler" "$archiver" apt-get tar; do
  command -v "$program" >/dev/null || {
    echo "error: $program is missing; on Debian: g++-mingw-w64-x86-64-posix" >&2
    exit 1
  }
done

rm -rf "$packages"
mkdir -p "$packages"/{include,lib/cmake,sources,lists/partial,parts}

# The machine's own package sources, as sources of source packages.
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$file" ] && sed -n 's/^deb /deb-src /p' "$file" >"$packages/parts/$(basename "$file" .list).list"
done
for file in /etc/apt/sources.list.d/*.sources; do
  [ -f "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$packages/parts/$(basename "$file")"
done

apt_source() {
  apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$packages/parts" \
    -o Dir::State::Lists="$packages/lists" -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache= \
    -o APT::Sandbox::User=root "$@"
}

# The source of the version that is installed, which the headers are of.
source_of() { dpkg-query -W -f '${source:Package}=${source:Version}' "$1"; }
boost_package=$(dpkg-query -W -f '${Depends}' libboost-filesystem-dev | grep -o 'libboost-filesystem[0-9.]*-dev')

echo "fetching the sources of pugixml and Boost"
apt_source update
(cd "$packages/sources" &&
  apt_source source --download-only "$(source_of libpugixml-dev)" "$(source_of "$boost_package")")

unpack() { # PATTERN_OF_THE_ARCHIVE FOLDER MEMBERS...
  local archive folder
  archive=$(find "$packages/sources" -name "$1" | head -n 1)
  folder="$packages/sources/$2"
  mkdir -p "$folder"
  tar -xf "$archive" -C "$folder" --strip-components=1 --wildcards "${@:3}"
}

# NAME FLAGS... : every .cpp file of a folder becomes libNAME.a.
build() {
  local name=$1 folder=$2 file objects=()
  echo "building $name"
  for file in "$folder"/*.cpp; do
    "$compiler" -std=c++17 -O2 -c "${@:3}" "$file" -o "${file%.cpp}.o" &
    objects+=("${file%.cpp}.o")
  done
  wait
  "$archiver" rcs "$packages/lib/lib$name.a" "${objects[@]}"
}

unpack 'pugixml_*.orig.tar.*' pugixml '*/src/*'
cp "$packages"/sources/pugixml/src/*.hpp "$packages/include"
build pugixml "$packages/sources/pugixml/src"

# Not -I/usr/include, which has this system's C library.
ln -s /usr/include/{boost,CLI,nlohmann,toml++,fmt,catch2} "$packages/include"
unpack 'boost*.orig.tar.*' boost '*/libs/filesystem/src/*'
build boost_filesystem "$packages/sources/boost/libs/filesystem/src" -I"$packages/include" \
  -DBOOST_FILESYSTEM_SOURCE -DBOOST_FILESYSTEM_STATIC_LINK=1 -D_WIN32_WINNT=0x0A00

# What find_package() finds.
package() { # NAME TARGET DEFINITIONS LIBRARIES
  mkdir -p "$packages/lib/cmake/$1"
  cat >"$packages/lib/cmake/$1/$1Config.cmake" <<END
add_library($2 INTERFACE IMPORTED)
set_target_properties($2 PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES "$packages/include"
  INTERFACE_COMPILE_DEFINITIONS "$3"
  INTERFACE_LINK_LIBRARIES "$4")
set($1_FOUND TRUE)
set($1_filesystem_FOUND TRUE)
END
}
package pugixml pugixml::pugixml "" "$packages/lib/libpugixml.a"
package Boost Boost::filesystem "BOOST_FILESYSTEM_STATIC_LINK=1" \
  "$packages/lib/libboost_filesystem.a"
package fmt fmt::fmt FMT_HEADER_ONLY=1 ""
package tomlplusplus tomlplusplus::tomlplusplus "" ""
package nlohmann_json nlohmann_json::nlohmann_json "" ""
package CLI11 CLI11::CLI11 "" ""
package Catch2 Catch2::Catch2 "" ""
echo 'set(Catch2_VERSION 2)' >>"$packages/lib/cmake/Catch2/Catch2Config.cmake"
cat >"$packages/lib/cmake/Catch2/Catch2ConfigVersion.cmake" <<'END'
set(PACKAGE_VERSION 2.13)
set(PACKAGE_VERSION_COMPATIBLE TRUE)
END

rm -rf "$packages"/{lists,parts,sources}
touch "$done_mark"
echo "the libraries are in build/windows-packages"
