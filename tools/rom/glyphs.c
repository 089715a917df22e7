/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "fold.h"
#include "live.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

#define CODE_POINTS 0x110000u
#define ASCII_FIRST 0x20u
#define ASCII_LAST  0x7Eu

/* Which code points a font was asked for, a bit each. */
typedef struct wishes {
    uint8_t *asked;  /* by lines, before folding */
    uint8_t *wanted; /* to be compiled */
} wishes;

static bool take_bit(uint8_t *bits, uint32_t index) {
    bool was = bits[index >> 3] >> (index & 7) & 1;
    bits[index >> 3] |= (uint8_t)(1u << (index & 7));
    return was;
}

static void want(plan_font *font, const wishes *w, uint32_t code_point) {
    if (!take_bit(w->wanted, code_point))
        buffer_add(&font->wanted, &code_point, sizeof code_point);
}

static void want_ascii(plan_font *font, const wishes *w) {
    for (uint32_t c = ASCII_FIRST; c <= ASCII_LAST; c++)
        if (c == ' ' || font_has(font->sources[0], c))
            want(font, w, c);
}

static void want_live(plan_font *font, const wishes *w, const plan_live *live) {
    if (live->record.source != 0) { /* anything may be given as a value */
        want_ascii(font, w);
        return;
    }
    for (uint32_t c = '0'; c <= '9'; c++)
        want(font, w, c);
    for (size_t i = 0; i < live->record.pattern_bytes; i++)
        if (!strchr("HMSdmY", live->pattern[i]))
            want(font, w, live->pattern[i]);
}

/* ---- characters that no font has ---- */

static int report_missing(plan *p, const plan_line *line, size_t index, uint32_t code_point) {
    char place[512];
    plan_place(line->file, line->number, place);
    if (line->number > 0 && line->column > 0)
        snprintf(place, sizeof place, "%.480s:%d:%zu", line->file, line->number,
                 (size_t)line->column + index);
    char character[5] = {0};
    utf8_write(code_point, character);
    if (p->options.strict)
        return message_set(p->error, "%s: no font has %s (U+%04X)", place, character, code_point);
    notes_add(p->notes, "%s: no font has %s (U+%04X): shown as a box", place, character,
              code_point);
    return 0;
}

/* ---- lines ---- */

static int fold_one(plan *p, plan_font *font, const wishes *w, const plan_line *line, size_t index,
                    uint32_t code_point, buffer *out) {
    uint32_t folded[FOLD_MAX];
    const plan_live *live = live_of(p, code_point);
    if (live) {
        want_live(font, w, live);
        buffer_add_code_point(out, code_point);
        return 0;
    }
    size_t count = fold(font, code_point, folded);
    bool known = take_bit(w->asked, code_point);
    if (count == 0) {
        buffer_add_code_point(out, code_point);
        return known ? 0 : report_missing(p, line, index, code_point);
    }
    for (size_t i = 0; i < count; i++) {
        want(font, w, folded[i]);
        buffer_add_code_point(out, folded[i]);
    }
    return 0;
}

/* The text as this font can show it. The date's length follows its folding. */
static int fold_line(plan *p, plan_font *font, const wishes *w, plan_line *line) {
    buffer out = {0};
    size_t index = 0, when_bytes = line->record.when_bytes;
    for (size_t at = 0; at < line->size;) {
        size_t size;
        uint32_t code_point = utf8_read(line->text + at, line->text + line->size, &size);
        if (fold_one(p, font, w, line, index, code_point, &out) != 0) {
            buffer_free(&out);
            return -1;
        }
        at += size;
        index += at > line->before ? 1 : 0;
        if (at == line->record.when_bytes)
            when_bytes = out.count;
    }
    free(line->text);
    line->size = out.count;
    line->text = out.count > 0 ? buffer_take(&out) : calloc(1, 1);
    line->record.when_bytes = when_bytes <= UINT8_MAX ? (uint8_t)when_bytes : 0;
    return line->text ? 0 : message_no_memory(p->error, line->file);
}

/* The notice and the idle line may stand in any zone. */
static bool shown_anywhere(const plan *p, size_t line) {
    return line == p->notice || line == p->idle;
}

static void want_line(plan *p, plan_font *font, const wishes *w, const plan_line *line) {
    for (size_t at = 0; at < line->size;) {
        size_t size;
        uint32_t folded[FOLD_MAX];
        uint32_t code_point = utf8_read(line->text + at, line->text + line->size, &size);
        const plan_live *live = live_of(p, code_point);
        size_t count = live ? 0 : fold(font, code_point, folded);
        for (size_t i = 0; i < count; i++)
            want(font, w, folded[i]);
        if (live)
            want_live(font, w, live);
        at += size;
    }
}

static int collect(plan *p, size_t index, const wishes *w) {
    plan_font *font = &p->fonts[index];
    if (!p->options.only_used_glyphs)
        want_ascii(font, w);
    for (size_t i = 0; i < p->line_count; i++) {
        plan_line *line = &p->lines[i];
        if (p->zones[line->zone].record.font == index) {
            if (fold_line(p, font, w, line) != 0)
                return -1;
        } else if (shown_anywhere(p, i)) {
            want_line(p, font, w, line);
        }
    }
    return 0;
}

static int compile(plan *p, plan_font *font) {
    char wrong[512];
    uint32_t space = ' ';
    if (font->wanted.count == 0)
        buffer_add(&font->wanted, &space, sizeof space);
    if (font->wanted.failed)
        return message_no_memory(p->error, font->spec);
    const uint32_t *code_points = (const uint32_t *)(const void *)font->wanted.bytes;
    if (font_compile(font->sources, font->source_count, code_points,
                     font->wanted.count / sizeof *code_points, &font->section, wrong,
                     sizeof wrong) != 0)
        return message_set(p->error, "%s", wrong);
    moto_error error =
        moto_font_open(&font->opened, font->section.bytes, (uint32_t)font->section.size);
    if (error != MOTO_OK)
        return message_set(p->error, "%s: the compiled font is not readable: %s", font->spec,
                           moto_error_text(error));
    return 0;
}

int glyphs_plan(plan *p) {
    wishes w = {malloc(CODE_POINTS / 8), malloc(CODE_POINTS / 8)};
    int result = w.asked && w.wanted ? 0 : message_no_memory(p->error, p->inputs[0].name);
    for (size_t i = 0; i < p->font_count && result == 0; i++) {
        memset(w.asked, 0, CODE_POINTS / 8);
        memset(w.wanted, 0, CODE_POINTS / 8);
        result = collect(p, i, &w);
        if (result == 0)
            result = compile(p, &p->fonts[i]);
    }
    free(w.asked);
    free(w.wanted);
    return result;
}
