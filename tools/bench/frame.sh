#!/bin/sh
# SPDX-License-Identifier: MIT
# frame.sh BUILD-DIR [MODEL]: instructions of a frame and of a slide by one column, the mean and the
# worst of a thousand frames of one pixel each, for lines of 32, 256, 1,024 and 1,000,000 characters.
# Counted by callgrind.
set -eu
build=$1
model=${2:-stored}
. "$(dirname "$0")/lines.sh"
for length in 32 256 1024 1000000; do
    bench_rom $length
    for kind in frame slide; do
        valgrind --tool=callgrind --callgrind-out-file="$work/counts" --combine-dumps=yes \
            --toggle-collect=bench_$kind --dump-after=bench_$kind \
            "$build/tools/bench/bench_frame" "$work/line.rom" "$file" $kind 1001 >/dev/null 2>&1
        awk -v name="128x32-$length-$(uname -m)-$(basename "$model" .model)" -v kind=$kind '
            /^totals:/ && $2 > 0 { n++; sum += $2; if ($2 > worst) worst = $2 }
            END {
                if (!n) exit 1
                printf "%s-%s %d instructions\n", kind, name, sum / n
                printf "worst-%s-%s %d instructions\n", kind, name, worst
            }' "$work/counts"
    done
done
