#!/bin/sh
# deps.sh [--install] OUT.mk: see that everything the build needs is there, and write the compiler flags for it to OUT.mk.
# With --install, what is missing is installed through apt; on other systems it is named.
set -eu

modules="libpcre2-8 libxml-2.0 jansson libfyaml icu-uc icu-i18n nettle"
packages="pkg-config libpcre2-dev libxml2-dev libjansson-dev libfyaml-dev libicu-dev nettle-dev check python3 python3-jsonschema"

install=no
if [ "$1" = --install ]; then
    install=yes
    shift
fi
out=$1

complete() {
    command -v pkg-config >/dev/null 2>&1 &&
        pkg-config --exists $modules check 2>/dev/null &&
        python3 -c 'import jsonschema' >/dev/null 2>&1
}

buildable() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists $modules 2>/dev/null
}

stop() {
    echo "ilex: packages are missing: $packages" >&2
    echo "ilex: $1" >&2
    exit 1
}

if [ $install = yes ] && ! complete; then
    command -v apt-get >/dev/null 2>&1 ||
        stop "this system has no apt-get; install what your system calls these, then run make again"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || stop "install them as root: apt-get install $packages"
        as_root=sudo
    fi
    echo "ilex: installing $packages" >&2
    $as_root apt-get update -qq >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2
    complete || stop "they were installed and are still not found"
elif ! buildable; then
    stop "'make deps' installs them (apt), or install them yourself"
fi

libraries=
for module in $modules; do
    libraries="$libraries${libraries:+,}$module-$(pkg-config --modversion "$module")"
done

mkdir -p "$(dirname "$out")"
cat >"$out" <<MK
DEPS_CFLAGS := $(pkg-config --cflags $modules)
DEPS_VERSIONS := $libraries
DEPS_LIBS := $(pkg-config --libs $modules)
CHECK_CFLAGS := $(pkg-config --cflags check 2>/dev/null || true)
CHECK_LIBS := $(pkg-config --libs check 2>/dev/null || true)
MK
