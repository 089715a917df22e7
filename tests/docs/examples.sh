#!/bin/sh
# SPDX-License-Identifier: MIT
# examples.sh COMPILER SOURCE-DIR WORK-DIR: every ```c block of the documents compiles as it stands.
set -eu
compiler=$1 source=$2 work=$3
mkdir -p "$work"
for document in README.md core/README.md; do
    file=$work/$(echo "$document" | tr / _).c
    awk '/^```c$/ {inside = 1; next} /^```$/ {inside = 0} inside' "$source/$document" >"$file"
    [ -s "$file" ] || { echo "$document: no example"; exit 1; }
    "$compiler" -std=c11 -Wall -Wextra -Wconversion -Wshadow -Werror -I"$source/core" \
        -I"$source/platform/headless" -c "$file" -o "$file.o"
    echo "$document: compiles"
done
