#!/bin/sh
# SPDX-License-Identifier: MIT
# second_decoder.sh MOTOGRAPH-ROM MODELS WORK: the decoder that was written from the document alone reads what
# the core reads, with each shipped model. Sentences of ../shared join where they are.
set -eu
rom=$1 models=$2 work=$3 here=$(dirname "$0")
if ! command -v python3 >/dev/null; then
    echo "skipped: no python3"
    [ -z "${CI:-}" ] && exit 77
    exit 1
fi
rm -rf "$work"
mkdir -p "$work"
cp "$here/second.ticker" "$work/lines.ticker"
news=$here/../../../shared/data/codec-lines.txt
if [ -f "$news" ]; then
    sed -n '1~60s/^/point: /p' "$news" >>"$work/lines.ticker"
else
    echo "no ../shared: the lines of second.ticker alone"
fi
for model in en-8k en-64k en-256k; do
    for dictionary in "" --no-dictionary; do
        "$rom" build "$work/lines.ticker" --model $model $dictionary -o "$work/$model.rom"
        "$rom" lines --all "$work/$model.rom" | cut -f2- | sed 's/^\t//; s/\t/: /' >"$work/core"
        python3 "$here/second_decoder.py" "$models/$model.model" "$work/$model.rom" >"$work/second"
        cmp "$work/core" "$work/second"
        echo "$model $dictionary: $(wc -l <"$work/core") lines, the same"
    done
done
