#!/bin/sh
# SPDX-License-Identifier: MIT
#
# footprint.sh FIRMWARE.elf STACK: what the linked sign takes of flash and RAM on a Cortex-M0, file by
# file, and whether it keeps to 32 KiB and 4 KiB with the STACK bytes that it was seen to use.
set -eu
firmware=$1
stack=$2
arm-none-eabi-nm -S -l --defined-only "$firmware" | awk '
    $3 ~ /^[tTrR]$/ && NF >= 5 {
        file = $5
        sub(/:[0-9]+$/, "", file)
        group = file ~ /\/core\/driver\// ? "driver" : file ~ /\/core\// ? "core" : "board"
        if (file ~ /_rom\.c$/)
            group = "rom"
        sub(/.*\//, "", file)
        size = 0
        digits = tolower($2)
        for (i = 1; i <= length(digits); i++)
            size = size * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
        files[group " " file] += size
        groups[group] += size
    }
    END {
        for (name in files)
            printf "footprint-%s %d bytes\n", name, files[name] | "sort"
        close("sort")
        for (name in groups)
            printf "footprint-all-%s %d bytes\n", name, groups[name] | "sort"
    }'

# Every driver by itself, whether the sign has it or not.
root=$(cd "$(dirname "$0")/../.." && pwd)
object=$(mktemp) || exit 1
trap 'rm -f "$object"' EXIT
for source in "$root"/core/driver/*.c; do
    arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb -std=c11 -Os -ffreestanding -I"$root/platform/cortex-m/include" \
        -fno-tree-loop-distribute-patterns -c "$source" -o "$object"
    bytes=$(arm-none-eabi-size "$object" | awk 'NR == 2 { print $1 + $2 }')
    echo "footprint-$(basename "$source" .c) $bytes bytes"
done

# shellcheck disable=SC2046
set -- $(arm-none-eabi-size -A "$firmware" |
    awk '$1 == ".text" { t = $2 } $1 == ".data" { d = $2 } $1 == ".bss" { b = $2 }
         END { print t + d, d + b }')
ram=$(($2 + stack))
echo "footprint-sign-flash $1 bytes"
echo "footprint-sign-ram $ram bytes"
[ "$1" -le 32768 ] || { echo "more than 32 KiB of flash"; exit 1; }
[ "$ram" -le 4096 ] || { echo "more than 4 KiB of RAM"; exit 1; }
