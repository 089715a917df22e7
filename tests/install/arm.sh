#!/bin/sh
# SPDX-License-Identifier: MIT
# arm.sh CMAKE SOURCE WORK: the preset cortex-m0 builds the core and installs it.
set -eu
cmake=$1 source=$2 work=$3
if ! command -v arm-none-eabi-gcc >/dev/null; then
    echo "skipped: no arm-none-eabi-gcc"
    [ -z "${CI:-}" ] && exit 77
    exit 1
fi
rm -rf "$work"
cd "$source"
"$cmake" --preset cortex-m0 -B "$work/build" >"$work.log"
"$cmake" --build "$work/build" >>"$work.log"
"$cmake" --install "$work/build" --prefix "$work/prefix" >>"$work.log"
find "$work/prefix" -name libmotograph_core.a -exec arm-none-eabi-size -t {} +
test -f "$work/prefix/include/motograph/motograph.h"
