#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs the Debian package in a clean Debian, runs it, removes it, and shows that nothing is left.
#
# usage: deb_in_chroot.sh BUILD_FOLDER [ROOT]
#
# Needs root, cpack and debootstrap, and a mirror. ROOT is a minimal Debian 12 to use (it is
# changed, and put back by removing the package); without it one is made and thrown away.
set -euo pipefail
build=${1:?usage: deb_in_chroot.sh BUILD_FOLDER [ROOT]}
root=${2:-}

work=$(mktemp -d)
clean_up() {
  ! mountpoint -q "$root/proc" || umount "$root/proc"
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

step() { printf '== %s\n' "$*"; }
inside() { LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
# All paths but those that any package changes: apt's and dpkg's own records and logs.
files() {
  inside find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /var/lib/dpkg \
    -o -path /var/lib/apt -o -path /var/cache -o -path /var/log -o -path /tmp \) -prune -o -print |
    sort
}

if [ -z "$root" ]; then
  step "debootstrap"
  root=$work/root
  debootstrap --variant=minbase bookworm "$root" >"$work/log" || { tail "$work/log"; exit 1; }
fi
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
# Minimal images leave documents and man pages out; here they are what is looked at.
rm -f "$root"/etc/dpkg/dpkg.cfg.d/*docker* "$root"/etc/dpkg/dpkg.cfg.d/*exclude*

step "man-db, so that there is a man"
inside dpkg -s man-db >/dev/null 2>&1 ||
  { inside apt-get -qq update && inside apt-get -qq install -y man-db; } >"$work/log" 2>&1 ||
  { tail "$work/log"; exit 1; }

step "package"
cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work" >"$work/log" || { tail "$work/log"; exit 1; }
deb=$(basename "$work"/whybounce_*.deb)
cp "$work/$deb" "$root/tmp/"

files >"$work/before"
step "install"
inside apt-get -qq install -y "/tmp/$deb" >"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
rm "$root/tmp/$deb"
files >"$work/with"
step "run"
inside whybounce '550 5.1.1 User unknown' | tee "$work/answer"
grep -q 'user-unknown' "$work/answer"
inside whybounce --version
step "man page"
inside man -w whybounce
inside man whybounce | grep -q '^NAME'
step "files"
comm -13 "$work/before" "$work/with"

step "remove"
inside apt-get -qq purge -y whybounce >"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
files >"$work/after"
comm -13 "$work/before" "$work/after" >"$work/left"
if [ -s "$work/left" ] || inside dpkg -s whybounce >/dev/null 2>&1; then
  step "left behind:"
  cat "$work/left"
  exit 1
fi
step "nothing is left"
