/* SPDX-License-Identifier: MIT */
#include "font.h"

moto_error moto_font_open(moto_font *font, const uint8_t *bytes, uint32_t size) {
    font->bytes = bytes;
    font->size = size;
    font->glyphs = 0;
    font->rows = 0;
    return MOTO_ERR_MAGIC;
}

void moto_font_glyph(const moto_font *font, uint32_t code_point, moto_glyph *glyph) {
    (void)font;
    (void)code_point;
    *glyph = (moto_glyph){0};
}

uint32_t moto_font_column(const moto_font *font, const moto_glyph *glyph, uint32_t x) {
    (void)font;
    (void)glyph;
    (void)x;
    return 0;
}

int moto_font_kern(const moto_font *font, uint16_t left, uint16_t right) {
    (void)font;
    (void)left;
    (void)right;
    return 0;
}
