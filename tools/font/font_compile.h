/* SPDX-License-Identifier: MIT
 *
 * Glyphs of one or several fonts -> the ROM's font section (core/FORMAT-FONT.md).
 */
#ifndef FONT_COMPILE_H
#define FONT_COMPILE_H

#include "font_source.h"

#include <stddef.h>
#include <stdint.h>

/* A compiled section; `bytes` is allocated, font_section_free gives it back. */
typedef struct font_section {
    uint8_t *bytes;
    size_t size;
    uint32_t *missing; /* code points that no font has, rising; they show as the box */
    size_t missing_count;
} font_section;

/* Compiles `count` code points (any order, repeats allowed). Each comes from the first of the `n`
 * fonts that has it; the cell is the first font's, and glyphs of the others are set on its baseline
 * and cut to its rows. Code points below U+0020 are left out.
 * 0, or -1 with a message in `error`; then the section is empty. */
int font_compile(font_source *const *fonts, size_t n, const uint32_t *code_points, size_t count,
                 font_section *section, char *error, size_t error_size);

void font_section_free(font_section *section);

#endif
