# Sourced by demo.sh and test.sh: installs Debian packages that are missing, and nothing else.

# What building the library and the command needs.
build_packages="g++ cmake ninja-build pkg-config libpugixml-dev libboost-filesystem-dev libfmt-dev
  libtomlplusplus-dev libcli11-dev nlohmann-json3-dev libhivex-dev"

# What the tests need on top: the test library, benchmarks, other implementations to compare with,
# and clang for the sanitizers and the fuzz targets.
test_packages="catch2 libbenchmark-dev python3 python3-samba python3-jsonschema libxml2-utils openscap-scanner libhivex-bin
  libwin-hivex-perl reglookup wine64 wine unicode-data mandoc groff-base gettext clang-19 clang-format-19 libclang-rt-19-dev"

# What the Windows program needs on top.
windows_packages="g++-mingw-w64-x86-64-posix clang-19 lld-19 wine64 wine"

say() { printf '\n== %s\n' "$*"; }

install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "all packages are installed"
    return
  fi
  command -v apt-get >/dev/null || {
    echo "error: this script installs Debian packages; without apt-get install these yourself:" \
      "${missing[*]}" >&2
    exit 1
  }
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "error: installing packages needs root: run as root or install sudo" >&2
      exit 1
    }
    as_root=(sudo)
  fi
  echo "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
