# SPDX-License-Identifier: MIT
# Read by frame.sh and cortex_m.sh, which have set build and model: `bench_rom LENGTH` makes
# $work/line.rom, a crawl of so many characters, about ten pixels wide; $file is the model's, - for none.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk 'BEGIN {
    split("talks on trade and the war go on in Moscow as ministers meet again", word, " ")
    for (i = 0; i < 16; i++) text = text word[i % 13 + 1] " "
    while (length(text) < 1000000) text = text text
    printf "%s", text }' >"$work/text"
case $model in
stored) file=- ;;
*/*) file=$model ;;
*) file=assets/models/$model.model ;;
esac

bench_rom() {
    { printf 'point: '; head -c "$1" "$work/text"; echo; } >"$work/line.ticker"
    "$build/tools/rom/motograph-rom" build "$work/line.ticker" --model "$model" --font motograph-24 \
        --no-dictionary -o "$work/line.rom" >/dev/null 2>&1
}
