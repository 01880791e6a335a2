#!/bin/sh
# Installs a released ibid without a toolchain: downloads the archive for this machine, holds it to its checksum, and lays the
# program into PREFIX/bin.
#
#   IBID_VERSION   the version, such as 0.2.0; that of this script where it is not set
#   IBID_PREFIX    where to; ~/.local where it is not set
#   IBID_RELEASES  what the folders of the releases lie beneath
#   IBID_SUMS      a file of checksums that is trusted, instead of that of the release
#   IBID_TARGET    the target, where it should not be guessed
#
# Ends with 1 if the archive is not what it should be, and with 3 if it cannot be had.
set -eu

version=${IBID_VERSION:-0.2.0}
prefix=${IBID_PREFIX:-$HOME/.local}
releases=${IBID_RELEASES:-https://github.com/OWNER/ibid/releases/download}

say() { echo "ibid: $1" >&2; }

guess() {
    case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) say "there is no released program for $(uname -m)" && exit 3 ;;
    esac
    case $(uname -s) in
    Linux) echo "$machine-unknown-linux-musl" ;;
    Darwin) echo "$machine-apple-darwin" ;;
    *) say "there is no archive for $(uname -s) that this script could install" && exit 3 ;;
    esac
}

download() {
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --output "$2" "$1"
    else
        wget -q -O "$2" "$1"
    fi || { say "$1 cannot be downloaded" && exit 3; }
}

hash_of() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

target=${IBID_TARGET:-$(guess)}
name=ibid-v$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sums=${IBID_SUMS:-$work/SHA256SUMS}
[ -n "${IBID_SUMS:-}" ] || download "$releases/v$version/SHA256SUMS" "$sums"
expected=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$name\.tar\.gz\$/\1/p" "$sums")
[ -n "$expected" ] || { say "$name.tar.gz is not among the checksums" && exit 3; }

download "$releases/v$version/$name.tar.gz" "$work/$name.tar.gz"
actual=$(hash_of "$work/$name.tar.gz")
if [ "$actual" != "$expected" ]; then
    say "$name.tar.gz is not the file that was released: its SHA-256 is $actual, not $expected; nothing was installed"
    exit 1
fi

tar -xzf "$work/$name.tar.gz" -C "$work"
mkdir -p "$prefix/bin" "$prefix/share/man/man1"
cp "$work/$name/bin/ibid" "$prefix/bin/ibid.new"
chmod 755 "$prefix/bin/ibid.new"
mv -f "$prefix/bin/ibid.new" "$prefix/bin/ibid"
[ ! -f "$work/$name/man/ibid.1" ] || cp "$work/$name/man/ibid.1" "$prefix/share/man/man1/"
say "installed $("$prefix/bin/ibid" --version) in $prefix/bin"
