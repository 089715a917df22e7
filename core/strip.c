/* SPDX-License-Identifier: MIT */
#include "strip.h"

#include "stack.h"

#include <string.h>

#define LIVE_FIRST  0xE000u
#define REPLACEMENT 0xFFFDu
#define NO_CHAR     0xFFFFFFFFu

/* ---- Live values ----------------------------------------------------------------------------- */

typedef struct civil {
    uint32_t year, month, day;
} civil;

/* Days since 1970-01-01 to a date of the Gregorian calendar; H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", 2013. */
static civil civil_of_days(int64_t days) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    uint32_t day_of_era = (uint32_t)(days - era * 146097);
    uint32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t month = (5 * day_of_year + 2) / 153; /* from March */
    civil date = {
        .year = (uint32_t)((int64_t)year_of_era + era * 400),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
    date.year += date.month <= 2;
    return date;
}

static uint32_t put_number(char *text, uint32_t at, uint32_t number, uint32_t digits, bool known) {
    for (uint32_t i = digits; i > 0; i--, number /= 10)
        if (at + i - 1 < MOTO_VALUE_BYTES)
            text[at + i - 1] = known ? (char)('0' + number % 10) : '-';
    at += digits;
    return at < MOTO_VALUE_BYTES ? at : MOTO_VALUE_BYTES;
}

static uint32_t clock_text(const moto_live *live, const moto_moment *moment, char *text) {
    int64_t days = moment->local / 86400 - (moment->local % 86400 < 0);
    uint32_t second = (uint32_t)(moment->local - days * 86400);
    civil date = civil_of_days(days);
    uint32_t at = 0;
    for (uint32_t i = 0; i < live->pattern_bytes && at < MOTO_VALUE_BYTES; i++) {
        switch (live->pattern[i]) {
        case 'H':
            at = put_number(text, at, second / 3600, 2, moment->clock);
            break;
        case 'M':
            at = put_number(text, at, second / 60 % 60, 2, moment->clock);
            break;
        case 'S':
            at = put_number(text, at, second % 60, 2, moment->clock);
            break;
        case 'd':
            at = put_number(text, at, date.day, 2, moment->clock);
            break;
        case 'm':
            at = put_number(text, at, date.month, 2, moment->clock);
            break;
        case 'Y':
            at = put_number(text, at, date.year, 4, moment->clock);
            break;
        default:
            text[at++] = (char)live->pattern[i];
            break;
        }
    }
    return at;
}

uint32_t moto_live_text(const moto_live *live, const moto_moment *moment, char *text) {
    if (live->source == 0)
        return clock_text(live, moment, text);
    uint32_t size = moment->values->size[live->value];
    memcpy(text, moment->values->text[live->value], size);
    return size;
}

/* ---- Code points ----------------------------------------------------------------------------- */

/* Byte i ahead of the walk; negative at the end of the block. */
static int peek(moto_walk *walk, uint32_t i) {
    while (walk->pending_bytes <= i) {
        int byte = moto_text_next(&walk->text);
        if (byte == MOTO_TEXT_END)
            return -1;
        walk->pending[walk->pending_bytes++] = (uint8_t)byte;
    }
    return walk->pending[i];
}

static void drop(moto_walk *walk, uint32_t bytes) {
    walk->pending_bytes = (uint8_t)(walk->pending_bytes - bytes);
    for (uint32_t i = 0; i < walk->pending_bytes; i++)
        walk->pending[i] = walk->pending[i + bytes];
}

static uint32_t code_point_bytes(uint32_t lead) {
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    if (lead >= 0xF0 && lead < 0xF5)
        return 4;
    return 1;
}

static bool is_valid(uint32_t code_point, uint32_t bytes) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < least[bytes] || code_point > 0x10FFFF)
        return false;
    return code_point < 0xD800 || code_point > 0xDFFF;
}

/* The next code point of the block; a byte that belongs to none is U+FFFD. */
static uint32_t next_code_point(moto_walk *walk) {
    int lead = peek(walk, 0);
    if (lead < 0)
        return NO_CHAR;
    uint32_t bytes = code_point_bytes((uint32_t)lead);
    uint32_t code_point = bytes == 1 ? (uint32_t)lead : (uint32_t)lead & (0x7Fu >> bytes);
    for (uint32_t i = 1; i < bytes; i++) {
        int byte = peek(walk, i);
        if (byte < 0 || (byte & 0xC0) != 0x80) {
            drop(walk, 1);
            return REPLACEMENT;
        }
        code_point = code_point << 6 | ((uint32_t)byte & 0x3F);
    }
    if ((bytes == 1 && lead >= 0x80) || !is_valid(code_point, bytes)) {
        drop(walk, 1);
        return REPLACEMENT;
    }
    drop(walk, bytes);
    return code_point;
}

/* ---- The walk -------------------------------------------------------------------------------- */

static void read_next(moto_walk *walk, const moto_rom *rom) {
    uint32_t code_point = next_code_point(walk);
    walk->has_next = code_point != NO_CHAR;
    walk->next_live = MOTO_NOT_LIVE;
    if (!walk->has_next)
        return;
    if (code_point - LIVE_FIRST < rom->live_count)
        walk->next_live = (uint8_t)(code_point - LIVE_FIRST);
    else
        moto_font_glyph(&rom->fonts[walk->font], code_point, &walk->next);
}

static void start_block(moto_walk *walk, const moto_rom *rom, const moto_block *block) {
    moto_rom_text(rom, block, &walk->text);
    walk->pending_bytes = 0;
    walk->overhang = 0;
    walk->step = 0;
    walk->x = 0;
    walk->live = MOTO_NOT_LIVE;
    read_next(walk, rom);
}

static void start_block_of(moto_walk *walk, const moto_rom *rom, const moto_passage *passage,
                           uint32_t index) {
    moto_block block;
    if (walk->line != MOTO_NONE)
        moto_rom_line_block(rom, walk->line, index, &block);
    else
        block = (moto_block){0, passage->typed, passage->typed_bytes, MOTO_STORED};
    walk->block = index;
    walk->column = block.column;
    start_block(walk, rom, &block);
}

static void enter_live(moto_walk *walk, const moto_rom *rom, const moto_moment *moment) {
    moto_live live;
    moto_rom_live(rom, walk->live, &live);
    walk->step = live.width;
    walk->overhang = 0;
    walk->value_bytes = 0;
    walk->met_live = true;
    if (!moment)
        return;
    walk->value_bytes = (uint8_t)moto_live_text(&live, moment, walk->value);
    walk->figure = (uint8_t)moto_font_figure_advance(&rom->fonts[walk->font]);
}

/* The glyph that was read ahead comes under the columns. */
static void enter_glyph(moto_walk *walk, const moto_rom *rom, const moto_moment *moment) {
    bool joined = walk->live == MOTO_NOT_LIVE && walk->next_live == MOTO_NOT_LIVE;
    bool overhangs = joined && walk->step < walk->glyph.advance;
    walk->before = walk->glyph;
    walk->overhang = overhangs ? (uint8_t)walk->step : 0;
    walk->glyph = walk->next;
    walk->live = walk->next_live;
    walk->x = 0;
    read_next(walk, rom);
    if (walk->live != MOTO_NOT_LIVE) {
        enter_live(walk, rom, moment);
        return;
    }
    int step = walk->glyph.advance;
    if (walk->has_next && walk->next_live == MOTO_NOT_LIVE)
        step += moto_font_kern(&rom->fonts[walk->font], walk->glyph.index, walk->next.index);
    walk->step = (uint16_t)(step > 0 ? step : 0);
}

static bool next_block(moto_walk *walk, const moto_rom *rom, const moto_passage *passage) {
    if (walk->line == MOTO_NONE)
        return false;
    if (walk->block + 1 >= moto_rom_line_blocks(rom, walk->line))
        return false;
    uint32_t column = walk->column;
    start_block_of(walk, rom, passage, walk->block + 1);
    walk->column = column;
    return true;
}

/* Until a glyph with columns is under the walk, or the text is over. */
static void settle(moto_walk *walk, const moto_rom *rom, const moto_passage *passage,
                   const moto_moment *moment) {
    while (walk->x >= walk->step && !walk->blank) {
        if (walk->has_next)
            enter_glyph(walk, rom, moment);
        else if (!next_block(walk, rom, passage))
            walk->blank = true;
    }
}

void moto_walk_start(moto_walk *walk, const moto_rom *rom, const moto_passage *passage,
                     uint32_t column, const moto_moment *moment) {
    walk->line = passage->line;
    walk->font = passage->font;
    walk->blank = false;
    bool typed = passage->line == MOTO_NONE;
    start_block_of(walk, rom, passage, typed ? 0 : moto_rom_block_at(rom, passage->line, column));
    settle(walk, rom, passage, moment);
    while (walk->column < column && !walk->blank) {
        uint32_t skip = column - walk->column;
        if (skip > (uint32_t)walk->step - walk->x)
            skip = (uint32_t)walk->step - walk->x;
        walk->x = (uint16_t)(walk->x + skip);
        walk->column += skip;
        settle(walk, rom, passage, moment);
    }
    walk->column = column;
}

/* Column x of a live place: its value, aligned, digits in cells of equal width. */
static uint32_t live_column(const moto_walk *walk, const moto_rom *rom) {
    const moto_font *font = &rom->fonts[walk->font];
    moto_live live;
    moto_rom_live(rom, walk->live, &live);
    moto_glyph glyph;
    uint32_t width = 0;
    for (uint32_t i = 0; i < walk->value_bytes; i++) {
        moto_font_glyph(font, (uint8_t)walk->value[i], &glyph);
        bool digit = walk->value[i] >= '0' && walk->value[i] <= '9';
        width += digit ? walk->figure : glyph.advance;
    }
    uint32_t room = live.width > width ? live.width - width : 0;
    uint32_t left = room * live.align / 2;
    uint32_t x = walk->x;
    if (x < left)
        return 0;
    x -= left;
    for (uint32_t i = 0; i < walk->value_bytes; i++) {
        moto_font_glyph(font, (uint8_t)walk->value[i], &glyph);
        bool digit = walk->value[i] >= '0' && walk->value[i] <= '9';
        uint32_t cell = digit ? walk->figure : glyph.advance;
        if (x < cell) {
            uint32_t margin = cell > glyph.advance ? (cell - glyph.advance) / 2 : 0;
            return x >= margin && x - margin < glyph.advance
                       ? moto_font_column(font, &glyph, x - margin)
                       : 0;
        }
        x -= cell;
    }
    return 0;
}

uint32_t moto_walk_next(moto_walk *walk, const moto_rom *rom, const moto_passage *passage,
                        const moto_moment *moment) {
    if (walk->blank || walk->column >= passage->width)
        return 0;
    const moto_font *font = &rom->fonts[walk->font];
    uint32_t bits = 0;
    if (walk->live != MOTO_NOT_LIVE)
        bits = live_column(walk, rom);
    else if (walk->x < walk->glyph.advance)
        bits = moto_font_column(font, &walk->glyph, walk->x);
    if (walk->overhang) {
        uint32_t x = walk->overhang + (uint32_t)walk->x;
        if (x < walk->before.advance)
            bits |= moto_font_column(font, &walk->before, x);
    }
    walk->column++;
    if (++walk->x >= walk->step)
        settle(walk, rom, passage, moment);
    return bits;
}

uint32_t moto_measure(const moto_rom *rom, uint32_t font, const moto_block *block) {
    moto_walk walk = {.line = MOTO_NONE, .font = (uint8_t)font};
    start_block(&walk, rom, block);
    uint32_t width = 0;
    while (walk.has_next) {
        enter_glyph(&walk, rom, NULL);
        width += walk.step;
    }
    return width;
}

/* ---- The ring -------------------------------------------------------------------------------- */

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define BIG_ENDIAN_WORDS 1
#else
#define BIG_ENDIAN_WORDS 0
#endif

/* The byte in which a bit lies of a row of words. */
#define BYTE_OF(bit) ((bit) / 8 ^ (BIG_ENDIAN_WORDS ? 3u : 0u))

void moto_ring_init(moto_ring *ring, uint32_t *memory, uint32_t width, uint32_t rows) {
    ring->words = (uint16_t)MOTO_RING_COLUMNS_WORDS(width);
    ring->rows = (uint8_t)rows;
    ring->bits = memory;
    ring->inks = (uint8_t *)(memory + ring->words * rows);
    moto_ring_reset(ring, 0);
}

void moto_ring_reset(moto_ring *ring, int64_t column) {
    ring->lo = column;
    ring->columns = 0;
}

/* Moving all rows at once by a word moves each of them; what falls into a row from its neighbour
 * lies beyond its columns. */
int64_t moto_ring_extend(moto_ring *ring) {
    uint32_t columns = ring->words * 32u;
    if (ring->columns == columns) {
        memmove(ring->bits, ring->bits + 1, (ring->words * ring->rows - 1u) * sizeof *ring->bits);
        memmove(ring->inks, ring->inks + 32, columns - 32);
        ring->lo += 32;
        ring->columns = (uint16_t)(columns - 32);
    }
    ring->columns = (uint16_t)(ring->columns + 8);
    return moto_ring_end(ring) - 8;
}

int64_t moto_ring_extend_back(moto_ring *ring) {
    uint32_t columns = ring->words * 32u;
    memmove(ring->bits + 1, ring->bits, (ring->words * ring->rows - 1u) * sizeof *ring->bits);
    memmove(ring->inks + 32, ring->inks, columns - 32);
    ring->lo -= 32;
    ring->columns = (uint16_t)(ring->columns + 32u < columns ? ring->columns + 32u : columns);
    return ring->lo;
}

uint8_t *moto_ring_inks(const moto_ring *ring, int64_t at) {
    return ring->inks + (uint32_t)(at - ring->lo);
}

/* Exchanges the bits under the mask with those `distance` above them. */
static uint32_t exchange(uint32_t bits, uint32_t mask, uint32_t distance) {
    uint32_t changed = (bits ^ bits >> distance) & mask;
    return bits ^ changed ^ changed << distance;
}

static uint32_t gather(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[4] << 8 | (uint32_t)bytes[8] << 16 |
           (uint32_t)bytes[12] << 24;
}

/* Up to four bytes, the lowest first, each into a row. */
static uint8_t *spread(uint32_t bytes, uint32_t rows, uint32_t stride, uint8_t *to) {
    for (rows = rows < 4 ? rows : 4; rows; rows--, bytes >>= 8, to += stride)
        *to = (uint8_t)bytes;
    return to;
}

/* Eight rows of eight columns at a time are transposed (H. S. Warren, "Hacker's Delight", 2nd
 * edition, 7-3). */
void moto_ring_put(moto_ring *ring, int64_t at, const uint32_t columns[8]) {
    uint8_t *to = (uint8_t *)ring->bits + BYTE_OF((uint32_t)(at - ring->lo));
    uint32_t stride = ring->words * 4u, rows = ring->rows;
    for (uint32_t row = 0; row < rows; row += 8) {
        const uint8_t *from = (const uint8_t *)columns + BYTE_OF(row);
        uint32_t low = exchange(gather(from), 0x00AA00AA, 7);
        uint32_t high = exchange(gather(from + 16), 0x00AA00AA, 7);
        low = exchange(low, 0x0000CCCC, 14);
        high = exchange(high, 0x0000CCCC, 14);
        uint32_t changed = (low >> 4 ^ high) & 0x0F0F0F0F;
        high ^= changed;
        low ^= changed << 4;
        to = spread(low, rows - row, stride, to);
        if (row + 4 < rows)
            to = spread(high, rows - row - 4, stride, to);
    }
}

/* 32 bits of two neighbouring words, from bit `shift` of the first on, below 32. */
INLINED static uint32_t funnel(const uint32_t *words, uint32_t shift) {
#if defined(__GNUC__) && UINTPTR_MAX > UINT32_MAX && !BIG_ENDIAN_WORDS
    typedef uint64_t __attribute__((may_alias, aligned(4))) two_words;
    return (uint32_t)(*(const two_words *)words >> shift);
#else
    return words[0] >> shift | words[1] << (31 - shift) << 1;
#endif
}

/* Four words abreast, or one, down all rows. The word behind the last one of a row may be read: it
 * is the next row's, or inks. */
void moto_ring_rows(const moto_ring *ring, uint32_t row, uint32_t rows, int64_t from,
                    uint32_t width, uint32_t *bits, uint32_t stride) {
    uint32_t offset = (uint32_t)(from - ring->lo), shift = offset % 32, count = width / 32;
    const uint32_t *words = ring->bits + row * ring->words + offset / 32;
    for (uint32_t abreast; count; count -= abreast, words += abreast, bits += abreast) {
        const uint32_t *in = words;
        uint32_t *restrict out = bits;
        abreast = count >= 4 ? 4 : 1;
        for (uint32_t left = rows; left; left--, in += ring->words, out += stride) {
            out[0] = funnel(in, shift);
            if (abreast == 1)
                continue;
            out[1] = funnel(in + 1, shift);
            out[2] = funnel(in + 2, shift);
            out[3] = funnel(in + 3, shift);
        }
    }
}

uint32_t moto_ring_word(const moto_ring *ring, uint32_t row, int64_t from) {
    int64_t offset = from - ring->lo;
    if (offset <= -32 || offset >= ring->columns)
        return 0;
    uint32_t before = offset < 0 ? (uint32_t)-offset : 0;
    uint32_t first = offset < 0 ? 0 : (uint32_t)offset;
    uint32_t bits = funnel(ring->bits + row * ring->words + first / 32, first % 32);
    uint32_t rest = ring->columns - first;
    if (rest < 32)
        bits &= (1u << rest) - 1;
    return bits << before;
}

uint8_t moto_ring_ink(const moto_ring *ring, int64_t at) {
    return at < ring->lo || at >= moto_ring_end(ring) ? 0 : *moto_ring_inks(ring, at);
}
