#!/bin/sh
# SPDX-License-Identifier: MIT
#
# From articles to a sign that an editor has had in hand: what `condense` writes, what `build` makes
# of it when it was changed, and what the sign shows when the days of its agenda have passed.
#
#     condense_test.sh MOTOGRAPH-ROM MOTOGRAPH-SIM ARTICLES
set -u
program=$1 sim=$2
articles=$(cd "$3" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

cat >talks.txt <<'END'
Mayor of Arn to reopen the old tram line

ARN, May 6 - The mayor of Arn, Clara Mendes, promised on Monday to reopen the tram line to the harbour, which was closed in 1961, and to pay for it with a tax on parking.

The council will vote on the plan on Tuesday.

The first tram will leave the market square on May 20, the mayor said.

The parking tax could cost the shops at the market a tenth of their customers, their owners fear.
END
cat >page.html <<'END'
<html><head><title>Museum opens its cellars to visitors</title></head><body><article>
<h1>Museum opens its cellars to visitors</h1>
<p>The museum of Lindau opened its cellars to visitors on Saturday, with four hundred boxes that nobody had unpacked since the war, and a guide for each room.</p>
<p>The director, Josef Adler, said that the boxes would be unpacked in front of the visitors, one on each day of the year.</p>
</article></body></html>
END
cat >feed.xml <<'END'
<rss version="2.0"><channel><title>Arn Post</title>
<item><title>Storm tears roofs from houses in the valley</title><description><![CDATA[<p>A storm tore the roofs from <b>dozens</b> of houses.</p>]]></description></item>
<item><title>Ferry to run through the night in summer</title></item>
</channel></rss>
END

# ---- the script: below its sentence, above other wordings ----

"$program" condense talks.txt --date 2013-05-06 >talks.ticker 2>errors || fail "condense: $(cat errors)"
[ "$(grep -c '^headline: ' talks.ticker)" = 1 ] || fail "one headline"
grep -qx '# Mayor of Arn to reopen the old tram line' talks.ticker || fail "the headline's source"
awk '/^(headline|agenda|topics|point)/ && before !~ /^# / { bad = 1 } { before = $0 } END { exit bad }' \
    talks.ticker || fail "a line without its sentence above it"
grep -q '^# headline: ' talks.ticker || fail "no other wording of the headline"
grep '^# headline: ' talks.ticker | awk 'length($0) > 75 + 12 { exit 1 }' || fail "a wording over 75 bytes"
[ "$(grep -c '^# headline: ' talks.ticker)" -le 3 ] || fail "more than three wordings"
[ -z "$(sed 's/^# //' talks.ticker | grep -E '^(headline|point): ' | sort | uniq -d)" ] || fail "a wording twice"

# An editor moves the #: the line becomes a comment, the first wording the line.
other=$(sed -n 's/^# headline: //p' talks.ticker | head -n 1)
awk '/^headline: / { print "# " $0; next } /^# headline: / && !done { sub(/^# /, ""); done = 1 } { print }' \
    talks.ticker >edited.ticker
"$program" build edited.ticker -o edited.rom 2>errors || fail "build: $(cat errors)"
"$program" lines edited.rom >lines
[ "$(grep '^headline' lines)" = "$(printf 'headline\t\t%s' "$other")" ] || fail "built is not what the editor chose"
"$program" build talks.ticker -o talks.rom 2>errors || fail "build: $(cat errors)"
"$program" lines talks.rom | grep '^headline' | grep -q 'Mayor of Arn' || fail "an unchanged script"
[ "$("$program" lines talks.rom | wc -l)" = "$(grep -cE '^(headline|agenda|topics|point)' talks.ticker)" ] ||
    fail "a comment was built"
printf '\nagenda[Fri, ink=amber]: Fair in the old harbour\n' >>edited.ticker
sed -i.before 's/^\(point\): .*/\1: An owner of a shop is against it/' edited.ticker
"$program" build edited.ticker -o edited.rom 2>errors || fail "build: $(cat errors)"
"$program" lines edited.rom | grep -q 'Fair in the old harbour' || fail "a line that the editor wrote"

# Moving the # loses neither the sentence nor a wording.
"$program" condense edited.ticker >kept.ticker 2>errors || fail "condense of an edited script"
grep -qx '# Mayor of Arn to reopen the old tram line' kept.ticker || fail "the source of a line chosen instead"
grep -qx '# headline: Mayor of Arn to reopen the old tram line' kept.ticker || fail "the wording put aside"

# A script that goes through condense again keeps its comments.
"$program" condense talks.ticker >again.ticker 2>errors || fail "condense of a script: $(cat errors)"
cmp -s talks.ticker again.ticker || fail "a script written again differs"

# ---- several articles, one programme ----

"$program" condense talks.txt page.html feed.xml >all.ticker 2>errors || fail "several: $(cat errors)"
[ "$(grep -c '^headline' all.ticker)" = 4 ] || fail "a headline of each article and item"
"$program" build all.ticker -o all.rom 2>errors || fail "build of several: $(cat errors)"
"$program" lines all.rom >lines
for words in 'Mayor of Arn' 'Museum opens its cellars' 'Storm tears roofs' 'Ferry to run'; do
    grep '^headline' lines | grep -q "$words" || fail "no headline with \"$words\""
done

# ---- standard input, any name, an empty agenda ----

"$program" condense - --date 2013-05-06 <talks.txt >piped.ticker 2>errors || fail "standard input"
cmp -s talks.ticker piped.ticker || fail "standard input differs from the file"
cp page.html page.txt
"$program" condense page.html >one 2>/dev/null
"$program" condense page.txt >two 2>/dev/null
cmp -s one two || fail "told apart by name"
grep -q '^agenda' one && fail "an agenda out of nothing"

# ---- days ----

grep -q '^agenda\[Tue, to=2013-05-07\]: ' talks.ticker || fail "Tuesday is May 7"
grep -q '^agenda\[May 20, to=2013-05-20\]: ' talks.ticker || fail "May 20 of that year"
"$program" condense talks.txt --date 2013-05-13 | grep -q '^agenda\[Tue, to=2013-05-14\]: ' ||
    fail "Tuesday counted from another day"
"$program" condense talks.txt | grep '^agenda' | grep -q 'to=' && fail "a day without a date to count from"

# shown CLOCK: a hash of each second of a whole programme
shown() {
    "$sim" --view none --clock "$1" --hash --frames 90 --fps 1 days.rom | cut -f3
}

# without the agenda line the sign shows what a sign of the other lines shows
cat >days.ticker <<'END'
panel: 64x16
headline: Arn
END
sed -n '/^agenda\[Tue/p' talks.ticker >>days.ticker
"$program" build days.ticker -o days.rom 2>errors || fail "days: $(cat errors)"
shown "2013-05-07 12:00" >on_the_day
shown "2013-05-07 23:50" >late_that_day
shown "2013-05-08 00:01" >day_after
shown "2013-06-01 09:00" >month_after
sed '/^agenda/d' days.ticker >none.ticker
"$program" build none.ticker -o days.rom 2>errors || fail "none: $(cat errors)"
shown "2013-05-07 12:00" >without
cmp -s on_the_day without && fail "the line is not shown on its day"
cmp -s on_the_day late_that_day || fail "the line is not shown late on its day"
cmp -s day_after without || fail "the line is still shown on the day after"
cmp -s month_after without || fail "the line is still shown a month after"

# ---- the shipped articles ----

for article in "$articles"/*; do
    "$program" condense "$article" --date 2026-11-24 >made.ticker 2>errors || fail "$article: $(cat errors)"
    "$program" build made.ticker -o made.rom 2>errors || fail "$article: its script: $(cat errors)"
done

[ $failures = 0 ] || echo "$failures failures"
[ $failures = 0 ]
