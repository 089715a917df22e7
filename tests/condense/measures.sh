#!/bin/sh
# SPDX-License-Identifier: MIT
# measures.sh MEASURE COMPRESSION SHARED: condenses the articles of the training corpus, has its
# scorers judge them and holds the figures against floors a little below those last measured.
set -u
measure=$1 compression=$2 shared=$3
[ -d "$shared/data" ] || { echo "skipped: no $shared/data"; exit 77; }
command -v python3 >/dev/null || { echo "no python3"; [ "${CI:-}" = true ] && exit 1; exit 77; }
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
mkdir "$out/headlines" "$out/summaries" "$out/agenda"
failed=0

# floor NAME VALUE FLOOR
floor() {
    echo "$1 $2 (floor $3)"
    awk "BEGIN { exit !($2 >= $3) }" </dev/null || { echo "FAILED: $1"; failed=1; }
}

"$measure" headlines "$shared/data/headlines" "$out/headlines" || exit 1
line=$(python3 "$shared/score/rouge.py" headlines "$out/headlines" "$shared/data/headlines")
echo "$line"
set -- $(echo "$line" | sed 's/.*R1\/R2\/RL \([0-9.]*\)\/\([0-9.]*\)\/\([0-9.]*\)  rec.*too long \([0-9]*\).*/\1 \2 \3 \4/')
floor headlines-R1 "$1" 29
floor headlines-R2 "$2" 11.4
floor headlines-RL "$3" 26.2
floor headlines-none-too-long "$((0 - $4))" 0

"$measure" summaries "$shared/data/summaries" "$out/summaries" || exit 1
line=$(python3 "$shared/score/rouge.py" summary "$out/summaries" "$shared/data/summaries")
echo "$line"
set -- $(echo "$line" | sed 's/.*R1\/R2\/RL \([0-9.]*\)\/\([0-9.]*\)\/\([0-9.]*\)  rec.*/\1 \2 \3/')
floor summaries-R1 "$1" 40.5
floor summaries-R2 "$2" 18
floor summaries-RL "$3" 36.7

"$measure" agenda "$shared/data/agenda/articles" "$out/agenda" || exit 1
lines=$(python3 "$shared/score/agenda.py" "$out/agenda" "$shared/data/agenda/gold" --max=75 -q)
echo "$lines"
set -- $(echo "$lines" | sed -n 's/EVENTS  P \([0-9.]*\) R \([0-9.]*\).*/\1 \2/p')
floor events-precision "$1" 0.90
floor events-recall "$2" 0.75
floor topics-F1 "$(echo "$lines" | sed -n 's/TOPICS .* F1 \([0-9.]*\).*/\1/p')" 0.75

"$compression" "$shared/data/compression.tsv" "$out/predicted.txt" "$out/reference.tsv" || exit 1
line=$(python3 "$shared/score/rouge.py" compress "$out/predicted.txt" "$out/reference.tsv")
echo "$line"
floor compression-F1 "$(echo "$line" | sed 's/.*token-F1 \([0-9.]*\).*/\1/')" 0.735
exit $failed
