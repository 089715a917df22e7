#!/bin/sh
# SPDX-License-Identifier: MIT
# text.sh BUILD-DIR LINES: bits a character of each shipped model on a file of lines, each coded alone,
# whole bytes counted, an end counted for each line, no dictionary.
set -eu
build=$1 lines=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed 's/^/point: /' "$lines" >"$work/lines.ticker"
for model in en-8k en-64k en-256k; do
    "$build/tools/rom/motograph-rom" build "$work/lines.ticker" --model "$model" --no-dictionary \
        --only-used-glyphs -o "$work/lines.rom" >/dev/null 2>&1
    "$build/tools/rom/motograph-rom" inspect --json "$work/lines.rom" |
        awk -v name="text-$model" '/"bits_per_character"/ {gsub(/[^0-9.]/, "", $2); print name, $2, "bits/character"}'
done
