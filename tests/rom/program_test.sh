#!/bin/sh
# SPDX-License-Identifier: MIT
#
# motograph-rom from outside: what it prints, what it leaves, and one clear message for each way in
# which its input can be bad.
#
#     program_test.sh MOTOGRAPH-ROM C-COMPILER
set -u
program=$1
compiler=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
    echo "FAILED: $*"
    sed 's/^/    /' errors
    failures=$((failures + 1))
}

# expect STATUS MESSAGE WORD...: the exit status, a line of standard error, and nothing written.
expect() {
    expected=$1
    message=$2
    shift 2
    "$program" "$@" >output 2>errors
    status=$?
    [ $status = "$expected" ] || fail "$*: status $status, expected $expected"
    grep -q -F -e "$message" errors || fail "$*: expected the message \"$message\""
    [ "$expected" != 1 ] || [ "$(wc -l <errors)" = 1 ] || fail "$*: more than one message"
    for left in out.rom out.rom.*; do
        [ ! -e "$left" ] || fail "$*: left $left"
    done
    rm -f out.rom
}

# succeed WORD...: standard output is in the file "output".
succeed() {
    "$program" "$@" >output 2>errors || fail "$*: status $?"
}

same() {
    cmp -s "$1" "$2" || fail "$3"
}

cat >good.ticker <<'END'
title: Kerry in Moscow
headline: Kerry heads to Russia with full agenda
agenda[Tue]: Kerry meets Putin
topics: Syria war; Boston bombings
END

# ---- bad inputs ----

: >empty.ticker
mkdir folder
printf 'headline: one\nheadline[speeed=60]: two\n' >key.ticker
printf 'headline: one\nheading: two\n' >kind.ticker
head -c 4000 "$program" | tail -c 3000 >binary.txt
head -c 16777217 /dev/zero | tr '\0' 'a' >large.txt
expect 1 "none.ticker: No such file or directory" build none.ticker -o out.rom
expect 1 "empty.ticker: is empty" build empty.ticker -o out.rom
expect 1 "folder: is a directory" build folder -o out.rom
expect 1 "binary.txt: is binary" build binary.txt -o out.rom
expect 1 "large.txt: is over 16 MiB" build large.txt -o out.rom
expect 1 "key.ticker:2: unknown attribute \"speeed=60\"" build key.ticker -o out.rom
expect 1 "kind.ticker:2: unknown kind \"heading\"" build kind.ticker -o out.rom
expect 1 "none.ticker: No such file or directory" build good.ticker none.ticker -o out.rom
expect 1 "none.ttf" build good.ticker -o out.rom --font none.ttf
expect 1 "font \"motograph-16\" has 16 rows, zone \"main\" only 12" \
    build good.ticker -o out.rom --panel 128x12 --font motograph-16
printf '# one\n  agenda[M\303\244]: \303\251\303\251 \344\270\255\n' >han.ticker
expect 1 "han.ticker:2:18: no font has" build han.ticker -o out.rom --strict --font motograph-8

# ---- bad outputs ----

expect 1 "nowhere/out.rom: No such file or directory" build good.ticker -o nowhere/out.rom
expect 1 "folder: is a directory" build good.ticker -o folder
expect 1 "/proc/out.rom: No such file or directory" build good.ticker -o /proc/out.rom
expect 1 "/dev/full: No space left on device" build good.ticker -o /dev/full
"$program" build good.ticker -o - >/dev/full 2>errors && fail "a full standard output is an error"
grep -q "standard output: No space left on device" errors || fail "a full standard output"

# ---- wrong usage ----

expect 2 "no verb"
expect 2 "unknown verb \"bild\"" bild
expect 2 "no input" build -o out.rom
expect 2 "no output" build good.ticker
expect 2 "unrecognized option '--colour'" build good.ticker --colour -o out.rom
expect 2 "--panel is \"128\"" build good.ticker -o out.rom --panel 128
expect 2 "--panel is \"0x32\"" build good.ticker -o out.rom --panel 0x32
expect 2 "--bytes is \"5\"" condense good.ticker --bytes 5
expect 2 "--date is \"soon\"" condense good.ticker --date soon
expect 2 "--refresh is \"0\"" speeds --refresh 0
for verb in condense build inspect lines emit speeds font train; do
    succeed $verb --help
    grep -q "Usage: motograph-rom $verb" output || fail "$verb --help"
done
succeed --help
succeed --version

# ---- a script, there and back ----

succeed build good.ticker -o good.rom
succeed lines good.rom
printf 'headline\t\tKerry heads to Russia with full agenda\nagenda\tTue\tKerry meets Putin\n' >expected
printf 'topics\t\tSyria war; Boston bombings\n' >>expected
same output expected "lines of a script"
succeed build - -o - <good.ticker
same output good.rom "standard input to standard output"
[ "$(ls -l good.rom | cut -c1-10)" = "$(ls -l output | cut -c1-10)" ] || fail "mode of a new file"
cp good.rom before.rom
expect 1 "key.ticker:2:" build key.ticker -o good.rom
same good.rom before.rom "a failed build leaves the old file"
expect 1 "not a ROM" lines good.ticker
head -c 300 good.rom >cut.rom
expect 1 "cut.rom: not a ROM that can be read" inspect cut.rom

# ---- inputs that are odd, but good ----

printf 'headline: caf\351 \223now\224\n' >latin.ticker
succeed build latin.ticker -o latin.rom
grep -q "latin.ticker: not valid UTF-8, read as Windows-1252" errors || fail "Windows-1252 is said"
succeed lines latin.rom
grep -q "café" output || fail "Windows-1252 is read"
{
    printf 'headline: '
    head -c 1000000 /dev/zero | tr '\0' 'm' | sed 's/mmmmmm/news. /g'
} >million.ticker
succeed build million.ticker --model stored -o million.rom
succeed lines million.rom
sed 's/^headline: /headline\t\t/' million.ticker | tr -d '\n' | sed 's/ $//' >expected
tr -d '\n' <output >joined
same joined expected "a line of a million bytes"

# ---- inspect ----

succeed inspect good.rom
grep -q "bits per character" output || fail "inspect tells the ratio"
grep -q "^map " output || fail "inspect draws the map"
succeed inspect good.rom --json
for member in '"lines": 3' '"plain_bytes": 89' '"coded_bytes": ' '"bits_per_character": ' \
    '"name": ' '"title": "Kerry in Moscow"'; do
    grep -q -F -e "$member" output || fail "inspect --json has $member"
done

# ---- emit ----

succeed emit good.rom --as bin -o good.bin
same good.bin good.rom "emit --as bin"
succeed emit good.rom --as c -o news-1.c
grep -q "extern const uint8_t news_1_rom\[NEWS_1_ROM_SIZE\];" news-1.h || fail "emit's header"
cat >print.c <<'END'
#include "news-1.h"
#include <stdio.h>
int main(void) {
    return fwrite(news_1_rom, 1, NEWS_1_ROM_SIZE, stdout) == NEWS_1_ROM_SIZE ? 0 : 1;
}
END
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
# shellcheck disable=SC2086
if "$compiler" -std=c11 $warnings news-1.c print.c -o print 2>errors; then
    ./print >output
    same output good.rom "the ROM as C"
else
    fail "emit --as c compiles as C11"
fi
# shellcheck disable=SC2086
if command -v c++ >/dev/null; then
    c++ $warnings -x c++ news-1.c print.c -o print++ 2>errors || fail "emit --as c compiles as C++"
    ./print++ >output
    same output good.rom "the ROM as C++"
fi
succeed emit --model en-8k --as bin -o model.bin
same model.bin "$root/assets/models/en-8k.model" "emit --model --as bin"
succeed emit --model model.bin --as c -o small.c
grep -q "extern const moto_model small_model;" small.h || fail "the header of an emitted model"
cat >opened.c <<'END'
#include "small.h"
#include <string.h>
int main(void) {
    moto_model model;
    if (moto_model_open(&model, small_model.bytes, small_model.size) != MOTO_OK)
        return 1;
    return model.hash != small_model.hash || model.strings != small_model.strings ||
           memcmp(model.maps, small_model.maps, sizeof model.maps) != 0 ||
           memcmp(model.first_row, small_model.first_row, sizeof model.first_row) != 0;
}
END
core=$root/core
# shellcheck disable=SC2086
"$compiler" -std=c11 $warnings -I"$core" small.c opened.c "$core/model.c" "$core/words.c" "$core/rom.c" \
    "$core/error.c" "$core/font.c" "$core/text.c" "$core/predict.c" -o opened 2>errors && ./opened ||
    fail "an emitted model is as moto_model_open makes it"
expect 2 "or --model alone" emit good.rom --model en-8k --as bin -o out.bin
expect 1 "no such text model" emit --model en-9k --as bin -o out.bin
expect 2 "a C source ends with .c" emit good.rom --as c -o news.txt
expect 2 "--as is \"elf\"" emit good.rom --as elf -o out.rom
expect 2 "--base is \"top\"" emit good.rom --as hex --base top -o out.rom
expect 1 "32-bit" emit good.rom --as hex --base 0xfffffff0 -o out.rom

# ---- speeds ----

succeed speeds --refresh 100 --near 45
printf '50\t2 refreshes a pixel\n' >expected
same output expected "the crisp speed nearest to 45 pixels a second at 100 Hz"
succeed speeds --refresh 60
[ "$(wc -l <output)" = 92 ] || fail "the ladder at 60 Hz has 59 slow rungs and 33 fast ones"

# ---- fonts and models ----

succeed font motograph-8 --text 'Hi' --width 16
[ "$(wc -l <output)" = 5 ] || fail "a line of 8 rows and a gap on both sides"
grep -q "█" output || fail "the font is lit"
succeed font motograph-16 --text 'Hi' --width 32 --png font.png
[ "$(head -c 4 font.png | tail -c 3)" = PNG ] || fail "font --png"
expect 1 "none.ttf" font none.ttf
expect 1 "nowhere/font.png: No such file or directory" font motograph-8 --png nowhere/font.png
expect 2 "expected one font" font
expect 2 "--size is \"9K\"" train good.ticker --size 9K -o out.model
expect 1 "nosuch: no such text model" build good.ticker --model nosuch -o out.rom
expect 1 "good.ticker: not a text model" build good.ticker --model ./good.ticker -o out.rom
expect 1 "over --flash 100" build good.ticker --flash 100 -o out.rom

[ $failures = 0 ] || echo "$failures failures"
[ $failures = 0 ]
