#!/bin/sh
# deps.sh build|install|test OUT.mk: see that what ilex is built from is there, and write the compiler's flags for it to OUT.mk.
# `build` only looks and names what is missing; `install` also wants what the tests need, and installs through apt what is
# missing. On a system without apt it names the packages and stops. `test` tries for a browser too, which is large, and does
# without where there is none: the tests that drive one say that they were skipped.
set -eu

modules="libpcre2-8 libxml-2.0 jansson libfyaml icu-uc icu-i18n nettle"
tools="libarchive libseccomp sqlite3 libmicrohttpd" # the program's, not the library's
packages="pkg-config libpcre2-dev libxml2-dev libjansson-dev libfyaml-dev libicu-dev nettle-dev
    libarchive-dev libseccomp-dev libsqlite3-dev libmicrohttpd-dev sqlite3 jq zstd
    check python3 python3-jsonschema python3-yaml python3-pyld python3-rdflib"
browser="chromium chromium-driver python3-pip"
goal=$1
out=$2

can_build() {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists $modules $tools
}

can_test() {
    can_build && pkg-config --exists check && python3 -c 'import jsonschema, yaml' >/dev/null 2>&1 &&
        for tool in sqlite3 jq zstd; do command -v $tool >/dev/null || return 1; done && can_link
}

# Where another Python comes first in the path, the system's own has the packages: tests/batch/linked.py looks there too.
can_link() {
    python3 -c 'import pyld, rdflib' >/dev/null 2>&1 || /usr/bin/python3 -c 'import pyld, rdflib' >/dev/null 2>&1
}

has_browser() {
    for tool in chromium chromedriver; do command -v $tool >/dev/null || return 1; done
    python3 -m pip --version >/dev/null 2>&1
}

stop() {
    echo "ilex: packages are missing; on Debian they are:" $packages >&2
    echo "ilex: $1" >&2
    exit 1
}

install_packages() { # PACKAGE…
    command -v apt-get >/dev/null 2>&1 || stop "there is no apt-get here: install what your system calls these, then make again"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || stop "there is no sudo here: install them as root, then make again"
        as_root=sudo
    fi
    echo "ilex: installing" "$@" >&2
    $as_root apt-get update -qq >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

case $goal in
install | test)
    can_test || install_packages $packages
    can_test || stop "they were installed, and pkg-config or python3 still does not find them"
    [ "$goal" = install ] || has_browser || (install_packages $browser) || echo "ilex: without a browser: the tests of the review page are skipped" >&2
    ;;
*)
    can_build || stop "'make deps' installs them"
    ;;
esac

versions=
for module in $modules $tools; do
    versions="$versions${versions:+,}$module-$(pkg-config --modversion "$module")"
done

mkdir -p "$(dirname "$out")"
cat >"$out.new" <<MK
DEPS_CFLAGS := $(pkg-config --cflags $modules $tools)
DEPS_LIBS := $(pkg-config --libs $modules)
TOOL_LIBS := $(pkg-config --libs $tools) -lm
DEPS_VERSIONS := $versions
DEPS_MODULES := $modules
CHECK_CFLAGS := $(pkg-config --cflags check 2>/dev/null || true)
CHECK_LIBS := $(pkg-config --libs check 2>/dev/null || true)
MK
if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; fi
