/* SPDX-License-Identifier: MIT
 *
 * bench_column FONT[:ROWS]: fetches every column of every ASCII glyph once and writes how many
 * those were, for column.sh to divide by.
 */
#include "font.h"
#include "font_compile.h"
#include "font_source.h"

#include <stdio.h>

#define FIRST 0x20u
#define COUNT 95u

/* The columns fetched; their light goes to `seen`, so that none is left out. */
static unsigned long fetch(const moto_font *font, uint32_t *seen) {
    unsigned long columns = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        moto_glyph glyph;
        moto_font_glyph(font, FIRST + i, &glyph);
        for (uint32_t x = 0; x < glyph.advance; x++)
            *seen ^= moto_font_column(font, &glyph, x);
        columns += glyph.advance;
    }
    return columns;
}

int main(int argc, char **argv) {
    char error[512] = "usage: bench_column FONT[:ROWS]";
    uint32_t code_points[COUNT];
    uint32_t seen = 0;
    font_section section;
    moto_font font;
    for (uint32_t i = 0; i < COUNT; i++)
        code_points[i] = FIRST + i;
    font_source *source = argc == 2 ? font_open_spec(argv[1], error, sizeof error) : NULL;
    if (!source ||
        font_compile(&source, 1, code_points, COUNT, &section, error, sizeof error) != 0) {
        fprintf(stderr, "bench_column: %s\n", error);
        return 1;
    }
    if (moto_font_open(&font, section.bytes, (uint32_t)section.size) == MOTO_OK) {
        unsigned long columns = fetch(&font, &seen);
        printf("%lu columns %u bytes %08x\n", columns, (unsigned)section.size, (unsigned)seen);
    }
    font_section_free(&section);
    font_close(source);
    return 0;
}
