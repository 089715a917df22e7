/* SPDX-License-Identifier: MIT */
#include "rom_maker.h"

#include "font_compile.h"
#include "font_source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct buffer {
    uint8_t *bytes;
    size_t size, room;
} buffer;

static void fail(const char *what) {
    fprintf(stderr, "rom_maker: %s\n", what);
    abort();
}

static void put(buffer *b, const void *bytes, size_t size) {
    if (b->size + size > b->room) {
        b->room = (b->size + size) * 2 + 64;
        b->bytes = realloc(b->bytes, b->room);
        if (!b->bytes)
            fail("no memory");
    }
    if (size)
        memcpy(b->bytes + b->size, bytes, size);
    b->size += size;
}

static void put_number(buffer *b, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++, value >>= 8)
        put(b, &(uint8_t){(uint8_t)value}, 1);
}

static void set_u32(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; i++, value >>= 8)
        at[i] = (uint8_t)value;
}

typedef struct section {
    char tag[5];
    buffer content;
} section;

typedef struct workshop {
    const rom_recipe *recipe;
    section sections[16];
    size_t count;
} workshop;

static buffer *begin(workshop *w, const char *tag) {
    section *s = &w->sections[w->count++];
    *s = (section){.content = {0}};
    memcpy(s->tag, tag, 5);
    return &s->content;
}

static buffer *find(workshop *w, const char *tag) {
    for (size_t i = 0; i < w->count; i++)
        if (!memcmp(w->sections[i].tag, tag, 4))
            return &w->sections[i].content;
    return NULL;
}

static size_t line_bytes(const maker_line *line) {
    return line->size ? line->size : strlen(line->text);
}

static void put_panel(workshop *w) {
    const rom_recipe *r = w->recipe;
    buffer *b = begin(w, "PANL");
    put_number(b, r->width, 2);
    put_number(b, r->height, 2);
    put_number(b, r->refresh_num ? r->refresh_num : 60, 2);
    put_number(b, r->refresh_den ? r->refresh_den : 1, 2);
    put_number(b, r->notice_plus_one ? r->notice_plus_one - 1u : MOTO_NONE, 2);
    put_number(b, r->idle_plus_one ? r->idle_plus_one - 1u : MOTO_NONE, 2);
    put_number(b, 0, 4);
}

static void put_zones(workshop *w) {
    buffer *b = begin(w, "ZONE");
    uint32_t first = 0;
    for (size_t i = 0; i < w->recipe->zone_count; i++) {
        const maker_zone *z = &w->recipe->zones[i];
        put_number(b, z->x, 2);
        put_number(b, z->y, 2);
        put_number(b, z->width, 2);
        put(b,
            (uint8_t[]){z->height, z->top, z->font, z->ink, z->effect, z->direction, z->flags,
                        z->follows},
            8);
        put_number(b, z->gap, 2);
        put_number(b, z->speed.den ? z->speed.num : 60, 4);
        put_number(b, z->speed.den ? z->speed.den : 1, 2);
        put_number(b, z->hold, 2);
        put_number(b, z->separator_plus_one ? z->separator_plus_one - 1u : MOTO_NONE, 2);
        put_number(b, first, 2);
        put_number(b, z->play_count, 2);
        put_number(b, z->labels_plus_one ? z->labels_plus_one - 1u : MOTO_NONE, 2);
        first += z->play_count;
    }
    b = begin(w, "PLAY");
    for (size_t i = 0; i < w->recipe->zone_count; i++)
        for (size_t k = 0; k < w->recipe->zones[i].play_count; k++)
            put_number(b, w->recipe->zones[i].play[k], 2);
}

/* Lines with blocks cut but columns still unknown. */
static void put_lines(workshop *w) {
    buffer *lines = begin(w, "LINE");
    buffer *text = begin(w, "TEXT");
    buffer *blocks = begin(w, "BLOK");
    for (size_t i = 0; i < w->recipe->line_count; i++) {
        const maker_line *l = &w->recipe->lines[i];
        size_t size = line_bytes(l), room = l->block_bytes ? l->block_bytes : 512;
        uint32_t first = (uint32_t)(blocks->size / 12), count = 0;
        for (size_t at = 0; size > room && at < size; count++) {
            size_t end = at + room < size ? at + room : size;
            while (end < size && ((uint8_t)l->text[end] & 0xC0) == 0x80)
                end--;
            put_number(blocks, 0, 4);
            put_number(blocks, text->size + at, 4);
            put_number(blocks, end - at, 3);
            put_number(blocks, 0, 1);
            at = end;
        }
        uint8_t flags = (uint8_t)((l->inverse ? 2 : 0) | (l->blink ? 4 : 0));
        put(lines,
            (uint8_t[]){(uint8_t)l->kind, l->priority, l->ink, flags,
                        (uint8_t)(l->has_effect ? l->effect : MOTO_INHERIT),
                        (uint8_t)(l->has_direction ? l->direction : MOTO_INHERIT), 0,
                        (uint8_t)(l->schedule ? l->schedule - 1 : 0xFF)},
            8);
        put_number(lines, l->hold ? l->hold : 0xFFFF, 2);
        put_number(lines, l->speed.den, 2);
        put_number(lines, l->speed.num, 4);
        put_number(lines, 0, 4);
        put_number(lines, text->size, 4);
        put_number(lines, size, 4);
        put_number(lines, first, 4);
        put_number(lines, count, 4);
        put_number(lines, 0, 4);
        put_number(lines, 0, 4);
        put(text, l->text, size);
    }
}

static void put_schedules(workshop *w) {
    buffer *b = begin(w, "SCHD");
    for (size_t i = 0; i < w->recipe->schedule_count; i++) {
        const maker_schedule *s = &w->recipe->schedules[i];
        put_number(b, s->from, 2);
        put_number(b, s->to, 2);
        put_number(b, s->days, 1);
        put_number(b, 0, 3);
        put_number(b, s->first, 4);
        put_number(b, s->behind, 4);
    }
}

static void put_live(workshop *w) {
    buffer *b = begin(w, "LIVE");
    for (size_t i = 0; i < w->recipe->live_count; i++) {
        const maker_live *l = &w->recipe->live[i];
        uint8_t pattern[12] = {0};
        size_t size = l->pattern ? strlen(l->pattern) : 0;
        if (size)
            memcpy(pattern, l->pattern, size);
        put(b, (uint8_t[]){l->source, l->value}, 2);
        put_number(b, l->width, 2);
        put(b, (uint8_t[]){l->align, (uint8_t)size}, 2);
        put(b, pattern, 12);
        put_number(b, 0, 2);
    }
}

static void put_inks(workshop *w) {
    if (!w->recipe->ink_count)
        return;
    buffer *b = begin(w, "INKS");
    for (size_t i = 0; i < w->recipe->ink_count; i++) {
        put_number(b, 65535, 2);
        put_number(b, 30000 / (i + 1), 2);
        put_number(b, 9000 * (i % 5), 2);
    }
}

static void put_fonts(workshop *w) {
    static const char *const usual[] = {"motograph-16"};
    const char *const *names = w->recipe->font_count ? w->recipe->fonts : usual;
    size_t count = w->recipe->font_count ? w->recipe->font_count : 1;
    uint32_t points[96];
    for (uint32_t i = 0; i < 95; i++)
        points[i] = 32 + i;
    points[95] = 0x2022;
    for (size_t i = 0; i < count; i++) {
        char error[256];
        font_source *font = font_open_spec(names[i], error, sizeof error);
        font_section compiled;
        if (!font || font_compile(&font, 1, points, 96, &compiled, error, sizeof error))
            fail(error);
        put(begin(w, "FONT"), compiled.bytes, compiled.size);
        font_section_free(&compiled);
        font_close(font);
    }
}

void seal_rom(uint8_t *bytes, uint32_t size) {
    uint32_t crc = moto_crc32(0, bytes, 12);
    set_u32(bytes + 12, moto_crc32(crc, bytes + 16, size - 16));
}

static void assemble(workshop *w, made_rom *made) {
    buffer out = {0};
    put(&out, "MOTO", 4);
    put(&out, (uint8_t[]){1, 0}, 2);
    put_number(&out, w->count, 2);
    put_number(&out, 0, 8);
    size_t at = 16 + 12 * w->count;
    for (size_t i = 0; i < w->count; i++) {
        put(&out, w->sections[i].tag, 4);
        put_number(&out, at, 4);
        put_number(&out, w->sections[i].content.size, 4);
        at += w->sections[i].content.size;
    }
    for (size_t i = 0; i < w->count; i++)
        put(&out, w->sections[i].content.bytes, w->sections[i].content.size);
    set_u32(out.bytes + 8, (uint32_t)out.size);
    seal_rom(out.bytes, (uint32_t)out.size);
    free(made->bytes);
    made->bytes = out.bytes;
    made->size = (uint32_t)out.size;
    moto_error error = moto_rom_open(&made->rom, made->bytes, made->size, NULL, 0);
    if (error != MOTO_OK)
        fail(moto_error_text(error));
}

static uint32_t font_of_line(const rom_recipe *recipe, size_t line) {
    for (size_t z = 0; z < recipe->zone_count; z++) {
        const maker_zone *zone = &recipe->zones[z];
        if (zone->separator_plus_one == line + 1)
            return zone->font;
        if (zone->labels_plus_one && line + 1 >= zone->labels_plus_one &&
            line + 1 < zone->labels_plus_one + 5u)
            return zone->font;
        for (size_t i = 0; i < zone->play_count; i++)
            if (zone->play[i] == line)
                return zone->font;
    }
    return 0;
}

/* With a first ROM open, measures what the second one must say. */
static void measure(workshop *w, const moto_rom *rom) {
    uint8_t *lines = find(w, "LINE")->bytes, *blocks = find(w, "BLOK")->bytes;
    buffer *pages = begin(w, "PAGE");
    for (uint32_t i = 0; i < rom->line_count; i++) {
        moto_line line;
        moto_rom_line(rom, i, &line);
        uint32_t font = font_of_line(w->recipe, i), width = 0;
        for (uint32_t k = 0; k < (line.blocks ? line.blocks : 1); k++) {
            moto_block block;
            moto_rom_block(rom, &line, k, &block);
            if (line.blocks)
                set_u32(blocks + (line.block + k) * 12, width);
            width += moto_measure(rom, font, &block);
        }
        set_u32(lines + i * 44 + 16, width);
        uint32_t columns = w->recipe->lines[i].page_columns, count = 0;
        set_u32(lines + i * 44 + 36, (uint32_t)(pages->size / 4));
        for (uint32_t at = 0; columns && at < width; at += columns, count++)
            put_number(pages, at, 4);
        set_u32(lines + i * 44 + 40, count);
    }
}

void make_rom(const rom_recipe *recipe, made_rom *made) {
    workshop w = {.recipe = recipe};
    *made = (made_rom){0};
    put_panel(&w);
    put_zones(&w);
    put_lines(&w);
    put_schedules(&w);
    put_live(&w);
    put_inks(&w);
    put_fonts(&w);
    if (recipe->claims_model)
        put(begin(&w, "MODL"), "\x01\x02\x03\x04nobody", 10);
    assemble(&w, made);
    measure(&w, &made->rom);
    assemble(&w, made);
    for (size_t i = 0; i < w.count; i++)
        free(w.sections[i].content.bytes);
}

void free_rom(made_rom *made) {
    free(made->bytes);
}

void make_ticker(made_ticker *made, const moto_rom *rom, const moto_view *view, uint64_t now) {
    uint32_t bytes = moto_ticker_memory(rom, view);
    made->memory = malloc(bytes);
    if (!made->memory)
        fail("no memory");
    memset(made->memory, 0xA5, bytes); /* the core must not count on anything in it */
    if (moto_ticker_init(&made->ticker, rom, view, made->memory, bytes, now) != MOTO_OK)
        fail("ticker");
}

void free_ticker(made_ticker *made) {
    free(made->memory);
}

static uint64_t fnv(uint64_t hash, const void *bytes, size_t size) {
    const uint8_t *b = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ b[i]) * 0x100000001B3u;
    return hash;
}

uint64_t frame_hash(moto_ticker *ticker) {
    static uint32_t bits[MOTO_WIDTH_MAX / 32];
    static moto_colour colours[MOTO_WIDTH_MAX];
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t y = 0; y < ticker->rom->height; y++) {
        moto_ticker_bits(ticker, y, bits);
        hash = fnv(hash, bits, (ticker->view.width + 31u) / 32 * 4);
        moto_ticker_colours(ticker, y, colours);
        hash = fnv(hash, colours, ticker->view.width * sizeof *colours);
    }
    return hash;
}

uint64_t test_seed(uint64_t fallback) {
    const char *given = getenv("MOTOGRAPH_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : fallback;
    printf("seed %" PRIu64 " (MOTOGRAPH_SEED plays it again)\n", seed);
    return seed ? seed : 1;
}

uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)((*state >> 11) % limit);
}
