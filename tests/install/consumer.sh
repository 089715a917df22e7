#!/bin/sh
# SPDX-License-Identifier: MIT
# consumer.sh CMAKE CC BUILD SOURCE WORK: a small project finds an installed Motograph by CMake and by
# pkg-config, builds against it and shows a ROM that the installed converter made.
set -eu
cmake=$1 cc=$2 build=$3 source=$4 work=$5
if ! command -v pkg-config >/dev/null; then
    echo "skipped: no pkg-config"
    [ -z "${CI:-}" ] && exit 77
    exit 1
fi
rm -rf "$work"
mkdir -p "$work"
"$cmake" --install "$build" --prefix "$work/prefix" >"$work/installed"
# What was installed has to work elsewhere, and without the tree that it came from.
mv "$work/prefix" "$work/moved"
prefix=$work/moved
if grep -rlF "$source" "$prefix/lib" --include='*.cmake' --include='*.pc'; then
    echo "these files name the tree that they were built from"
    exit 1
fi

"$prefix/bin/motograph-rom" build "$prefix/share/motograph/articles/kerry-in-moscow.ticker" \
    --model stored -o "$work/news.rom"

flags="${CFLAGS:-}"
"$cmake" -S "$source/tests/install/consumer" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$flags" >"$work/configured"
"$cmake" --build "$work/cmake" >"$work/built"
"$work/cmake/by-cmake" "$work/news.rom" | tee "$work/first"

pc=$(dirname "$(find "$prefix" -name motograph-headless.pc)")
export PKG_CONFIG_PATH="$pc"
# shellcheck disable=SC2046,SC2086
"$cc" -std=c11 -Wall -Wextra -Werror $flags "$source/tests/install/consumer/consumer.c" \
    $(pkg-config --cflags --libs motograph-headless) -o "$work/by-pkg-config"
"$work/by-pkg-config" "$work/news.rom" | tee "$work/second"
cmp "$work/first" "$work/second"
