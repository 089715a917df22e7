/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a font section; when it opens, every glyph that is asked for keeps what font.h says.
 */
#include "target.h"

static void check_glyph(const moto_font *font, const moto_glyph *glyph, uint16_t before) {
    uint32_t above = font->rows < 32 ? UINT32_MAX << font->rows : 0;
    demand(glyph->index < font->glyphs);
    for (uint32_t x = 0; x < glyph->advance; x++) {
        uint32_t column = moto_font_column(font, glyph, x);
        demand((column & above) == 0);
        if (x < glyph->first || x >= (uint32_t)glyph->first + glyph->ink)
            demand(column == 0);
    }
    int kern = moto_font_kern(font, before, glyph->index);
    demand(kern >= -8 && kern <= 7);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint8_t *bytes = target_copy(data, size);
    moto_font font;
    if (moto_font_open(&font, bytes, (uint32_t)size) == MOTO_OK) {
        uint16_t before = 0;
        demand(font.rows >= 1 && font.rows <= MOTO_FONT_ROWS_MAX);
        for (uint32_t point = 0x1F; point <= 0x10FFFF; point += point < 0x200 ? 1 : point / 4) {
            moto_glyph glyph;
            moto_font_glyph(&font, point, &glyph);
            check_glyph(&font, &glyph, before);
            before = glyph.index;
        }
    }
    free(bytes);
    return 0;
}
