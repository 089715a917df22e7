#!/bin/sh
# SPDX-License-Identifier: MIT
# Headlines for readers who know nothing of how they were made; READING.md says what they do.
#
#     reading.sh pairs MEASURE ARTICLES OUT [COUNT [SEED]]
#                              OUT/001.txt ...: our headline and the article without its title, in
#                              random order; OUT/verdicts.tsv: a row for each, to be filled in
#     reading.sh tally VERDICTS...
#                              verdicts.tsv filled in -> the rows for READING.md, which hold no texts
set -u

usage() {
    sed -n '5,9s/^# *//p' "$0" >&2
    exit 2
}

fail() {
    echo "$1" >&2
    exit 1
}

# The identifiers in an order that the seed alone decides.
shuffled() {
    for article in "$2"/*.txt; do
        id=$(basename "$article" .txt)
        echo "$(printf '%s %s' "$1" "$id" | sha256sum | cut -d' ' -f1) $id"
    done | sort | cut -d' ' -f2
}

write_pair() {
    echo "article: $2"
    echo "headline: $(cat "$3")"
    echo
    tail -n +2 "$4" # the title is its first line
}

pairs() {
    [ $# -ge 3 ] && [ $# -le 5 ] || usage
    measure=$1 articles=$2 out=$3 count=${4:-100} seed=${5:-$(date +%s)}
    [ "$count" -gt 0 ] 2>/dev/null || fail "COUNT: a number from 1, not $count"
    ls "$articles"/*.txt >/dev/null 2>&1 || fail "$articles: no articles (*.txt)"
    [ ! -e "$out" ] || fail "$out: is there already"
    headlines=$(mktemp -d) || exit 1
    trap 'rm -rf "$headlines"' EXIT
    "$measure" headlines "$articles" "$headlines" || fail "$measure failed"
    mkdir -p "$out" || exit 1
    printf 'pair\tarticle\tverdict\tremark\n' >"$out/verdicts.tsv"
    number=0
    for id in $(shuffled "$seed" "$articles" | head -n "$count"); do
        number=$((number + 1))
        pair=$(printf '%03d' "$number")
        write_pair "$pair" "$id" "$headlines/$id.txt" "$articles/$id.txt" >"$out/$pair.txt"
        printf '%s\t%s\t\t\n' "$pair" "$id" >>"$out/verdicts.tsv"
    done
    echo "$number pairs in $out, seed $seed"
}

tally() {
    [ $# -ge 1 ] || usage
    awk -F '\t' '
        FNR == 1 { next }
        $3 != "good" && $3 != "poor" && $3 != "false" {
            printf "%s:%d: good, poor or false expected, not \"%s\"\n", FILENAME, FNR, $3 >"/dev/stderr"
            wrong = 1
            next
        }
        { total++; count[$3]++; ids[$3] = ids[$3] " " $2 }
        END {
            if (wrong) exit 1
            printf "read %d: good %d, poor %d, false %d\n", total, count["good"], count["poor"], count["false"]
            for (i = split("false poor good", verdicts, " "); i > 0; i--)
                order[i] = verdicts[i]
            for (i = 1; i <= 3; i++)
                if (count[order[i]]) printf "%s:%s\n", order[i], ids[order[i]]
        }' "$@"
}

[ $# -ge 1 ] || usage
action=$1
shift
case $action in
pairs | tally) "$action" "$@" ;;
*) usage ;;
esac
