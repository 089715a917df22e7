#!/bin/sh
# SPDX-License-Identifier: MIT
# reading_test.sh MEASURE: the pairs for blind readers and the count of what they say.
set -eu
measure=$1
here=$(cd "$(dirname "$0")" && pwd)
reading=$here/reading.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

"$reading" pairs "$measure" "$here/articles" "$work/one" 5 11 >"$work/said"
grep -q 'seed 11$' "$work/said" || fail "the seed is not printed"
"$reading" pairs "$measure" "$here/articles" "$work/again" 5 11 >/dev/null
diff -r "$work/one" "$work/again" || fail "one seed gives two orders"
"$reading" pairs "$measure" "$here/articles" "$work/other" 5 12 >/dev/null
cmp -s "$work/one/verdicts.tsv" "$work/other/verdicts.tsv" && fail "two seeds give one order"
[ "$(ls "$work/one" | wc -l)" = 6 ] || fail "not 5 pairs and a table"
for pair in "$work"/one/*.txt; do
    id=$(sed -n '1s/^article: //p' "$pair")
    title=$(head -n 1 "$here/articles/$id.txt")
    grep -q '^headline: ' "$pair" || fail "$pair: no headline"
    sed '1,2d' "$pair" | grep -Fqx "$title" && fail "$pair: shows the title"
done

"$reading" pairs "$measure" "$here/articles" "$work/one" 5 2>/dev/null && fail "wrote over a folder"
"$reading" tally "$work/one/verdicts.tsv" 2>"$work/said" && fail "counted empty verdicts"
grep -q 'verdicts.tsv:2: good, poor or false expected' "$work/said" || fail "no line told"
awk -F '\t' -v OFS='\t' 'NR > 1 { $3 = NR == 2 ? "false" : NR == 3 ? "poor" : "good" } { print }' \
    "$work/one/verdicts.tsv" >"$work/filled"
"$reading" tally "$work/filled" >"$work/said"
grep -qx 'read 5: good 3, poor 1, false 1' "$work/said" || fail "miscounted: $(cat "$work/said")"
grep -qx "false: $(sed -n 2p "$work/filled" | cut -f2)" "$work/said" || fail "which one is false"
