#!/bin/sh
# SPDX-License-Identifier: MIT
# column.sh BUILD-DIR: instructions to fetch one column of a glyph, the mean over ASCII, for our own
# fonts and the X11 10x20. Counted by callgrind.
set -eu
for font in motograph-8 motograph-16 motograph-16-bold motograph-24 \
    /usr/share/fonts/X11/misc/10x20.pcf.gz; do
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=moto_font_column \
        "$1/tools/bench/bench_column" "$font" 2>&1 |
        awk -v font="${font##*/}" '/ columns / {columns = $1; bytes = $3} /Collected/ {count = $4}
            END {if (columns) printf "column-%s %.1f instructions, ASCII %d bytes\n", font,
                 count / columns, bytes}'
done
