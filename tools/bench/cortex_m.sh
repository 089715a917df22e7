#!/bin/sh
# SPDX-License-Identifier: MIT
# cortex_m.sh BUILD-DIR [MODEL]: what frame.sh counts, on a Cortex-M3 under QEMU, compiled for size.
set -eu
build=$1
model=${2:-stored}
if ! command -v qemu-system-arm >/dev/null || [ ! -f "$build/platform/cortex-m/bench.elf" ]; then
    echo "skipped: qemu-system-arm or arm-none-eabi-gcc is missing" >&2
    [ "${CI:-}" = true ] && exit 1
    exit 0
fi
. "$(dirname "$0")/lines.sh"
loader=
size=0
if [ "$model" != stored ]; then
    size=$(wc -c <"$file")
    loader="-device loader,file=$file,addr=0x21200000,force-raw=on"
fi
for length in 32 256 1024 1000000; do
    bench_rom $length
    # shellcheck disable=SC2086
    qemu-system-arm -M mps2-an385 -kernel "$build/platform/cortex-m/bench.elf" -icount shift=6 \
        -display none -monitor none -serial none \
        -device loader,file="$work/line.rom",addr=0x21000000,force-raw=on $loader \
        -semihosting-config "enable=on,target=native,arg=$(wc -c <"$work/line.rom"),arg=$size,arg=128x32-$length-cortex-m3-$(basename "$model" .model)" 2>&1
done
