#!/bin/sh
# SPDX-License-Identifier: MIT
# stack.sh SOURCE-DIR WORK-DIR LIMIT [FROM]: the deepest chain of calls from the ticker's public functions,
# or from those that match FROM, added up from the compiler's call graph for a Cortex-M0, is at most LIMIT bytes.
set -eu
source=$1 work=$2 limit=$3 from=${4:-^moto_ticker_}
compiler=arm-none-eabi-gcc
if ! command -v "$compiler" >/dev/null; then
    echo "skipped: no $compiler"
    [ -z "${CI:-}" ] && exit 77
    exit 1
fi
rm -rf "$work"
mkdir -p "$work/include"
# The compiler alone has no C library; the core wants no more of it than this.
cat >"$work/include/string.h" <<'END'
#include <stddef.h>
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *at, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
END
for file in "$source"/core/*.c; do
    "$compiler" -mcpu=cortex-m0 -mthumb -std=c11 -Os -ffreestanding -fcallgraph-info=su \
        -I"$work/include" -I"$source/core" -c "$file" -o "$work/$(basename "$file" .c).o"
done
# Nodes carry "N bytes (static)"; edges name caller and callee. Calls through pointers in the core go
# to the checks of rom.c alone, which are leaves beside moto_rom_open.
cat "$work"/*.ci | awk -v limit="$limit" -v roots="$from" '
    /^node:/ {
        match($0, /title: "[^"]*"/); title = substr($0, RSTART + 8, RLENGTH - 9)
        if (match($0, /[0-9]+ bytes/)) size[title] = substr($0, RSTART, RLENGTH - 6) + 0
    }
    /^edge:/ {
        match($0, /sourcename: "[^"]*"/); from = substr($0, RSTART + 13, RLENGTH - 14)
        match($0, /targetname: "[^"]*"/); to = substr($0, RSTART + 13, RLENGTH - 14)
        calls[from] = calls[from] " " to
    }
    function depth(f, seen,    list, n, i, d, best) {
        if (f in known) return known[f]
        if (index(seen, " " f " ")) { print "recursion: " f; bad = 1; return 0 }
        n = split(calls[f], list, " "); best = 0; via[f] = ""
        for (i = 1; i <= n; i++) {
            d = depth(list[i], seen f " ")
            if (d > best) { best = d; via[f] = list[i] }
        }
        return known[f] = size[f] + best
    }
    END {
        worst = 0
        for (f in size) if (f ~ roots) {
            d = depth(f, " ")
            if (d > worst) { worst = d; top = f }
        }
        for (f = top; f != ""; f = via[f]) printf "%6d %s\n", size[f], f
        printf "worst case %d bytes, limit %d\n", worst, limit
        exit bad || worst == 0 || worst > limit
    }'
