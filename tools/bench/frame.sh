#!/bin/sh
# SPDX-License-Identifier: MIT
# frame.sh BUILD-DIR [MODEL]: instructions of a frame and of a slide by one column, the mean over a
# thousand frames, for lines of 32, 256, 1,024 and 1,000,000 characters. Counted by callgrind.
set -eu
build=$1
model=${2:-stored}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk 'BEGIN {
    split("talks on trade and the war go on in Moscow as ministers meet again", word, " ")
    for (i = 0; i < 16; i++) text = text word[i % 13 + 1] " "
    while (length(text) < 1000000) text = text text
    printf "%s", text }' >"$work/text"
for length in 32 256 1024 1000000; do
    { printf 'point: '; head -c "$length" "$work/text"; echo; } >"$work/line.ticker"
    "$build/tools/rom/motograph-rom" build "$work/line.ticker" --model "$model" --no-dictionary \
        -o "$work/line.rom" >/dev/null 2>&1
    case $model in
    stored) file=- ;;
    */*) file=$model ;;
    *) file=assets/models/$model.model ;;
    esac
    for kind in frame slide; do
        count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null \
            --toggle-collect=bench_$kind "$build/tools/bench/bench_frame" "$work/line.rom" "$file" \
            $kind 1001 2>&1 | awk '/Collected/ {print $4}')
        echo "$kind-128x32-$length-$(uname -m) $((count / 1000)) instructions"
    done
done
