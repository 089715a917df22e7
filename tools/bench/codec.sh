#!/bin/sh
# SPDX-License-Identifier: MIT
# codec.sh BUILD-DIR [LINES [CORPUS]]: what the text codec costs and gives, and its peers. LINES: a file, each line
# coded alone, whole bytes counted, an end counted for each line, no dictionary of the ROM's own; else the ROM lines
# of the project's articles. CORPUS: text to train zstd's dictionary on. Run in the project's folder.
set -eu
build=$1
lines=${2:-}
corpus=${3:-}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rom=$build/tools/rom/motograph-rom
if [ -z "$lines" ]; then
    lines=$work/lines
    for article in assets/articles/*; do
        case $article in *.md | *.out | *.lines) continue ;; esac
        "$rom" build "$article" --model stored -o "$work/a.rom" >/dev/null 2>&1 || continue
        "$rom" lines "$work/a.rom" | cut -f3-
    done >"$lines"
fi
count() { # COMMAND... : callgrind's instructions in bench_decode
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect=bench_decode "$@" 2>&1 >/dev/null |
        awk '/Collected/ {print $4}'
}
arm=arm-none-eabi-gcc
flags="-mcpu=cortex-m0 -mthumb -std=c11 -Os -ffreestanding -fno-tree-loop-distribute-patterns -ffunction-sections
    -fdata-sections -nostdlib -Iplatform/cortex-m/include -Iplatform/cortex-m -Icore"
on_cortex_m0() { # MODEL: instructions, characters, most of a call
    $arm $flags -DLINES_FILE="\"$work/lines.h\"" -DMODEL_FILE="\"$1\"" -Wl,--defsym=flash_size=0x400000 \
        -Wl,--defsym=ram_size=0x10000 -Wl,--gc-sections -Wl,-T,platform/cortex-m/sections.ld \
        "$here/codec_cortex_m.c" platform/cortex-m/startup.c platform/cortex-m/semihosting.c platform/cortex-m/libc.c \
        core/model.c core/predict.c core/text.c core/words.c core/rom.c core/font.c -lgcc -o "$work/codec.elf"
    qemu-system-arm -M mps2-an385 -icount shift=6 -kernel "$work/codec.elf" -display none -monitor none -serial none \
        -semihosting-config enable=on,target=native 2>&1
}
for name in en-8k en-64k en-256k; do
    model=assets/models/$name.model
    set -- $("$build/tools/bench/bench_codec" "$model" "$lines" "$work/lines.h")
    echo "text-$name $1 bits/character"
    echo "text-$name-model $2 bytes"
    awk 'NR % 20 == 1' "$lines" >"$work/few"
    set -- $("$build/tools/bench/bench_codec" "$model" "$work/few")
    if command -v valgrind >/dev/null; then
        echo "text-$name-$(uname -m) $(($(count "$build/tools/bench/bench_codec" "$model" "$work/few") / $3)) instructions/character"
    else
        echo "text-$name-$(uname -m) left out: no valgrind" >&2
    fi
    if command -v $arm >/dev/null && command -v qemu-system-arm >/dev/null; then
        set -- $(on_cortex_m0 "$model")
        echo "text-$name-cortex-m0 $(($1 / $2)) instructions/character"
        echo "text-$name-cortex-m0-worst-call $3 instructions"
    else
        echo "text-$name-cortex-m0 left out: no $arm or no qemu-system-arm" >&2
    fi
done
if command -v $arm >/dev/null; then
    tests/core/stack.sh . "$work/stack" 4096 '^moto_text_(start|next)$' |
        awk '/worst/ {print "text-stack-cortex-m0", $3, "bytes"}'
    cat >"$work/state.c" <<'END'
#include "text.h"
uint8_t state[sizeof(moto_text)];
END
    $arm $flags -c "$work/state.c" -o "$work/state.o"
    arm-none-eabi-size "$work/state.o" | awk 'NR == 2 {print "text-state-cortex-m0", $3, "bytes"}'
    for part in text predict words model; do
        $arm $flags -c "core/$part.c" -o "$work/$part.o"
        arm-none-eabi-size "$work/$part.o" | awk -v part=$part 'NR == 2 {print part, $1}'
    done | awk '$1 == "model" {print "text-open-code-cortex-m0", $2, "bytes"; next} {all += $2}
        END {print "text-decoder-code-cortex-m0", all, "bytes"}'
fi
if [ -x "$build/tools/bench/bench_peers" ]; then
    "$build/tools/bench/bench_peers" "$lines" $corpus
else
    echo "zstd, brotli, xz left out: built without libzstd-dev, libbrotli-dev, liblzma-dev" >&2
fi
# Figures from the literature, on other lines of the same kind: each line alone, or the whole file.
echo "text-unishox2-each-line-quoted 4.94 bits/character"
echo "text-heatshrink-w10-whole-file-quoted 5.06 bits/character"
