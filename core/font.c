/* SPDX-License-Identifier: MIT */
#include "font.h"

#include "bytes.h"

#define VERSION      1
#define HEADER_BYTES 24u
#define RANGE_BYTES  5u
#define BAND_BYTES   2u

/* `count` bits from bit `at` on, the lowest first; 0 <= count <= 32. */
static uint32_t bits(const uint8_t *bytes, uint32_t at, uint32_t count) {
    if (count == 0)
        return 0;
    const uint8_t *p = bytes + (at >> 3);
    uint32_t have = 8 - (at & 7);
    uint32_t value = (uint32_t)*p++ >> (at & 7);
    while (have < count) {
        value |= (uint32_t)*p++ << have;
        have += 8;
    }
    return count < 32 ? value & (((uint32_t)1 << count) - 1) : value;
}

static uint32_t bits_for(uint32_t values) {
    uint32_t count = 0;
    while (((uint32_t)1 << count) < values)
        count++;
    return count;
}

/* The record of a glyph whose index is known to be in the font. */
static void read_record(const moto_font *font, uint32_t index, moto_glyph *glyph) {
    const moto_font_widths *widths = &font->widths;
    const uint8_t *records = font->bytes + font->records_at;
    uint32_t at = index * font->record_bits;
    glyph->index = (uint16_t)index;
    glyph->advance = (uint8_t)(font->least_advance + bits(records, at, widths->advance));
    at += widths->advance;
    glyph->first = (uint8_t)bits(records, at, widths->first);
    at += widths->first;
    glyph->ink = (uint8_t)bits(records, at, widths->ink);
    at += widths->ink;
    glyph->distinct = (uint8_t)bits(records, at, widths->distinct);
    at += widths->distinct;
    const uint8_t *band =
        font->bytes + font->bands_at + BAND_BYTES * bits(records, at, widths->band);
    at += widths->band;
    glyph->data = bits(records, at, widths->data);
    glyph->top = band[0];
    glyph->ink_rows = band[1];
    glyph->reference = (uint8_t)(glyph->distinct == glyph->ink ? 0 : bits_for(glyph->distinct));
}

static uint32_t reference(const moto_font *font, const moto_glyph *glyph, uint32_t column) {
    if (glyph->distinct == glyph->ink)
        return column;
    return bits(font->bytes + font->data_at, glyph->data + column * glyph->reference,
                glyph->reference);
}

/* The bit at which its distinct columns begin. */
static uint32_t columns_at(const moto_glyph *glyph) {
    return glyph->data + (uint32_t)glyph->ink * glyph->reference;
}

static moto_error check_glyph(const moto_font *font, uint32_t index, uint32_t data_bits) {
    moto_glyph glyph;
    const moto_font_widths *widths = &font->widths;
    uint32_t band_at = index * font->record_bits + widths->advance + widths->first + widths->ink +
                       widths->distinct;
    const uint8_t *records = font->bytes + font->records_at;
    if (bits(records, band_at, widths->band) >= (font->kerning_at - font->bands_at) / BAND_BYTES)
        return MOTO_ERR_FORMAT;
    uint32_t most = UINT8_MAX - font->least_advance;
    if (bits(records, index * font->record_bits, widths->advance) > most)
        return MOTO_ERR_FORMAT;
    read_record(font, index, &glyph);
    if (glyph.first + glyph.ink > glyph.advance)
        return MOTO_ERR_FORMAT;
    if (glyph.distinct > glyph.ink)
        return MOTO_ERR_FORMAT;
    if (glyph.ink > 0 && glyph.distinct == 0)
        return MOTO_ERR_FORMAT;
    if (columns_at(&glyph) + (uint32_t)glyph.distinct * glyph.ink_rows > data_bits)
        return MOTO_ERR_FORMAT;
    for (uint32_t column = 0; column < glyph.ink; column++)
        if (reference(font, &glyph, column) >= glyph.distinct)
            return MOTO_ERR_FORMAT;
    return MOTO_OK;
}

static moto_error check_bands(const moto_font *font) {
    for (uint32_t at = font->bands_at; at < font->kerning_at; at += BAND_BYTES)
        if ((uint32_t)font->bytes[at] + font->bytes[at + 1] > font->rows)
            return MOTO_ERR_FORMAT;
    return MOTO_OK;
}

/* Code points and glyph indices must both rise, so that a search finds the one range. */
static moto_error check_ranges(const moto_font *font) {
    uint32_t code_point = 0;
    uint32_t glyph = 1;
    for (uint32_t i = 0; i < font->ranges; i++) {
        const uint8_t *range = font->bytes + HEADER_BYTES + RANGE_BYTES * i;
        uint32_t first_glyph = moto_u16(range + 3);
        if (i == 0 ? first_glyph != 1 : first_glyph <= glyph)
            return MOTO_ERR_FORMAT;
        if (i > 0 && moto_u24(range) < code_point + (first_glyph - glyph))
            return MOTO_ERR_FORMAT;
        code_point = moto_u24(range);
        glyph = first_glyph;
    }
    return glyph >= font->glyphs && font->ranges > 0 ? MOTO_ERR_FORMAT : MOTO_OK;
}

static moto_error check_kerning(const moto_font *font, uint32_t left_classes) {
    const moto_font_widths *widths = &font->widths;
    const uint8_t *records = font->bytes + font->records_at;
    for (uint32_t index = 0; index < font->glyphs; index++) {
        uint32_t at = (index + 1) * font->record_bits - widths->left - widths->right;
        if (bits(records, at, widths->left) > left_classes)
            return MOTO_ERR_FORMAT;
        if (bits(records, at + widths->left, widths->right) > font->right_classes)
            return MOTO_ERR_FORMAT;
    }
    return MOTO_OK;
}

static moto_error read_widths(moto_font *font) {
    const uint8_t *p = font->bytes + 13;
    font->widths.advance = p[0] & 15;
    font->widths.first = p[0] >> 4;
    font->widths.ink = p[1] & 15;
    font->widths.distinct = p[1] >> 4;
    font->widths.left = p[2] & 15;
    font->widths.right = p[2] >> 4;
    font->widths.band = p[3];
    font->widths.data = p[4];
    if (font->widths.band > 16 || font->widths.data > 24)
        return MOTO_ERR_FORMAT;
    const uint8_t byte_fields[] = {font->widths.advance,  font->widths.first, font->widths.ink,
                                   font->widths.distinct, font->widths.left,  font->widths.right};
    uint32_t sum = (uint32_t)font->widths.band + font->widths.data;
    for (uint32_t i = 0; i < sizeof byte_fields; i++) {
        if (byte_fields[i] > 8)
            return MOTO_ERR_FORMAT;
        sum += byte_fields[i];
    }
    font->record_bits = (uint8_t)sum;
    return MOTO_OK;
}

moto_error moto_font_open(moto_font *font, const uint8_t *bytes, uint32_t size) {
    if (size < HEADER_BYTES)
        return MOTO_ERR_SIZE;
    if (bytes[0] != 'M' || bytes[1] != 'f')
        return MOTO_ERR_MAGIC;
    if (bytes[2] != VERSION)
        return MOTO_ERR_VERSION;
    *font = (moto_font){.bytes = bytes,
                        .size = size,
                        .rows = bytes[3],
                        .baseline = bytes[4],
                        .figure_advance = bytes[5],
                        .least_advance = bytes[6],
                        .glyphs = (uint16_t)moto_u16(bytes + 7),
                        .ranges = (uint16_t)moto_u16(bytes + 9),
                        .right_classes = bytes[19]};
    uint32_t bands = moto_u16(bytes + 11);
    uint32_t left_classes = bytes[18];
    uint32_t data_bytes = moto_u24(bytes + 20);
    if (font->rows < 1 || font->rows > MOTO_FONT_ROWS_MAX)
        return MOTO_ERR_FORMAT;
    if (font->baseline > font->rows || font->glyphs == 0 || bands == 0)
        return MOTO_ERR_FORMAT;
    if (bytes[23] != 0 || read_widths(font) != MOTO_OK)
        return MOTO_ERR_FORMAT;
    font->bands_at = HEADER_BYTES + RANGE_BYTES * font->ranges;
    font->kerning_at = font->bands_at + BAND_BYTES * bands;
    font->records_at = font->kerning_at + (left_classes * font->right_classes + 1) / 2;
    font->data_at = font->records_at + ((uint32_t)font->glyphs * font->record_bits + 7) / 8;
    if (font->data_at + data_bytes != size)
        return MOTO_ERR_SIZE;
    moto_error error = check_bands(font);
    if (error == MOTO_OK)
        error = check_ranges(font);
    if (error == MOTO_OK)
        error = check_kerning(font, left_classes);
    for (uint32_t i = 0; i < font->glyphs && error == MOTO_OK; i++)
        error = check_glyph(font, i, 8 * data_bytes);
    return error;
}

/* 0, the box, when no range holds the code point. */
static uint32_t find_glyph(const moto_font *font, uint32_t code_point) {
    const uint8_t *ranges = font->bytes + HEADER_BYTES;
    uint32_t low = 0;
    uint32_t high = font->ranges;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (moto_u24(ranges + RANGE_BYTES * middle) <= code_point)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    const uint8_t *range = ranges + RANGE_BYTES * (low - 1);
    uint32_t end = low < font->ranges ? moto_u16(range + RANGE_BYTES + 3) : font->glyphs;
    uint32_t first = moto_u16(range + 3);
    uint32_t offset = code_point - moto_u24(range);
    return offset < end - first ? first + offset : 0;
}

void moto_font_glyph(const moto_font *font, uint32_t code_point, moto_glyph *glyph) {
    read_record(font, find_glyph(font, code_point), glyph);
}

uint32_t moto_font_column(const moto_font *font, const moto_glyph *glyph, uint32_t x) {
    uint32_t column = x - glyph->first; /* wraps to beyond the ink when x is before it */
    if (column >= glyph->ink)
        return 0;
    uint32_t at = columns_at(glyph) + reference(font, glyph, column) * glyph->ink_rows;
    return bits(font->bytes + font->data_at, at, glyph->ink_rows) << glyph->top;
}

int moto_font_kern(const moto_font *font, uint16_t left, uint16_t right) {
    const moto_font_widths *widths = &font->widths;
    const uint8_t *records = font->bytes + font->records_at;
    uint32_t classes_at = (uint32_t)font->record_bits - widths->left - widths->right;
    uint32_t row = bits(records, (uint32_t)left * font->record_bits + classes_at, widths->left);
    if (row == 0)
        return 0;
    uint32_t column = bits(records, (uint32_t)right * font->record_bits + classes_at + widths->left,
                           widths->right);
    if (column == 0)
        return 0;
    uint32_t cell = (row - 1) * font->right_classes + (column - 1);
    int value = (int)bits(font->bytes + font->kerning_at, 4 * cell, 4);
    if (value < 8)
        return value;
    uint32_t advance =
        font->least_advance + bits(records, (uint32_t)left * font->record_bits, widths->advance);
    int least = -(int)(advance / 2);
    return value - 16 < least ? least : value - 16;
}
