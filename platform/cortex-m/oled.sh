#!/bin/sh
# SPDX-License-Identifier: MIT
#
# oled.sh FIRMWARE MICROSECONDS OUT.ppm: runs the OLED's firmware on QEMU's LM3S6965 board until it
# shows the moment, and takes a picture of the display.
set -u
if [ $# != 3 ]; then
    echo "Usage: oled.sh FIRMWARE MICROSECONDS OUT.ppm" >&2
    exit 2
fi
says=$(mktemp) || exit 1
trap 'rm -f "$says"' EXIT
rm -f "$3"
{
    tries=0
    until grep -q shown "$says" || [ $tries = 300 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    echo "screendump $3"
    echo quit
} | qemu-system-arm -M lm3s6965evb -kernel "$1" -display none -serial none -monitor stdio \
    -semihosting-config "enable=on,target=native,arg=oled,arg=$2" >/dev/null 2>"$says"
if ! grep -q shown "$says" || [ ! -s "$3" ]; then
    cat "$says" >&2
    echo "oled.sh: the firmware did not show the moment" >&2
    exit 1
fi
