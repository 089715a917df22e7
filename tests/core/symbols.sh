#!/bin/sh
# SPDX-License-Identifier: MIT
# symbols.sh COMPILER SOURCE-DIR WORK-DIR: the core, compiled as a firmware compiles it, needs nothing
# but four functions from outside and keeps nothing in RAM of its own.
set -eu
compiler=$1 source=$2 work=$3
rm -rf "$work"
mkdir -p "$work"
for file in "$source"/core/*.c "$source"/core/driver/*.c; do
    "$compiler" -std=c11 -O2 -fno-pie -ffreestanding -I"$source/core" -c "$file" \
        -o "$work/$(basename "$file" .c).o"
done
ld -r -o "$work/core.o" "$work"/*.o
wrong=$(nm -u "$work/core.o" | awk '{print $2}' | grep -vE '^(memcpy|memmove|memset|memcmp)$' || true)
if [ -n "$wrong" ]; then
    echo "undefined symbols beyond memcpy, memmove, memset and memcmp:" "$wrong"
    exit 1
fi
static=$(size -A "$work/core.o" | awk '$1 ~ /^\.(data|bss)/ && $2 > 0 {print $1, $2}')
if [ -n "$static" ]; then
    echo "static data:" "$static"
    exit 1
fi
echo "undefined symbols:" $(nm -u "$work/core.o" | awk '{print $2}')
