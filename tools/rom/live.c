/* SPDX-License-Identifier: MIT */
#include "live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLOCK           0
#define VALUE           1
#define DEFAULT_FIGURES 6
#define FIGURES_MAX     MOTO_VALUE_BYTES

typedef struct form {
    const char *written;
    char pattern;
} form;

static const form time_forms[] = {{"HH", 'H'}, {"MM", 'M'}, {"SS", 'S'}, {NULL, 0}};
static const form date_forms[] = {{"DD", 'd'}, {"MM", 'm'}, {"YYYY", 'Y'}, {NULL, 0}};

static const form *match(const form *forms, const char *at, size_t left) {
    for (; forms->written; forms++) {
        size_t length = strlen(forms->written);
        if (length <= left && memcmp(forms->written, at, length) == 0)
            return forms;
    }
    return NULL;
}

/* false: not a pattern that the core can show. */
static bool read_pattern(const form *forms, const char *at, size_t size, moto_live *live,
                         uint8_t *pattern) {
    const char *end = at + size;
    size_t count = 0;
    while (at < end) {
        const form *found = match(forms, at, (size_t)(end - at));
        bool literal = !found && *at >= ' ' && *at <= '~' && !strchr("HMSdmY", *at);
        if (count == MOTO_VALUE_BYTES || !(found || literal))
            return false;
        pattern[count++] = (uint8_t)(found ? found->pattern : *at);
        at += found ? strlen(found->written) : 1;
    }
    live->pattern_bytes = (uint8_t)count;
    return count > 0;
}

static bool read_clock(const char *word, const form *forms, const char *standard, const char *at,
                       size_t size, plan_live *out) {
    size_t length = strlen(word);
    if (size < length || memcmp(at, word, length) != 0)
        return false;
    out->record.source = CLOCK;
    if (size == length)
        return read_pattern(forms, standard, strlen(standard), &out->record, out->pattern);
    if (at[length] != ':')
        return false;
    return read_pattern(forms, at + length + 1, size - length - 1, &out->record, out->pattern);
}

static bool read_value(const char *at, size_t size, plan_live *out) {
    if (size == 0 || at[0] < '0' || at[0] > '9')
        return false;
    out->record.source = VALUE;
    out->record.value = (uint8_t)(at[0] - '0');
    out->record.align = MOTO_ALIGN_RIGHT;
    out->figures = DEFAULT_FIGURES;
    if (size == 1)
        return true;
    if (at[1] != ':' || size < 3 || size > 4)
        return false;
    out->figures = 0;
    for (size_t i = 2; i < size; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        out->figures = 10 * out->figures + (size_t)(at[i] - '0');
    }
    return out->figures >= 1 && out->figures <= FIGURES_MAX;
}

static bool read_live(const char *at, size_t size, plan_live *out) {
    return read_clock("time", time_forms, "HH:MM", at, size, out) ||
           read_clock("date", date_forms, "YYYY-MM-DD", at, size, out) || read_value(at, size, out);
}

static bool same(const plan_live *a, const plan_live *b) {
    return a->record.source == b->record.source && a->record.value == b->record.value &&
           a->record.pattern_bytes == b->record.pattern_bytes && a->figures == b->figures &&
           a->font == b->font && memcmp(a->pattern, b->pattern, sizeof a->pattern) == 0;
}

static int add_live(plan *p, const plan_live *live, const char *place) {
    for (size_t i = 0; i < p->live_count; i++)
        if (same(&p->lives[i], live))
            return (int)i;
    if (p->live_count == MOTO_LIVE_MAX)
        return message_set(p->error, "%s: more than %d different live values", place,
                           MOTO_LIVE_MAX);
    p->lives[p->live_count] = *live;
    return (int)p->live_count++;
}

int live_expand(plan *p, size_t font, const char *text, const char *place, buffer *out) {
    while (*text) {
        const char *close = *text == '{' ? strchr(text, '}') : NULL;
        plan_live live = {.font = font};
        if (close && read_live(text + 1, (size_t)(close - text - 1), &live)) {
            int index = add_live(p, &live, place);
            if (index < 0)
                return -1;
            buffer_add_code_point(out, PLAN_LIVE_FIRST + (uint32_t)index);
            text = close + 1;
        } else {
            buffer_add_byte(out, *text++);
        }
    }
    return 0;
}

plan_live *live_of(plan *p, uint32_t code_point) {
    if (code_point < PLAN_LIVE_FIRST || code_point >= PLAN_LIVE_FIRST + p->live_count)
        return NULL;
    return &p->lives[code_point - PLAN_LIVE_FIRST];
}

static const char *written(uint8_t pattern) {
    for (const form *f = time_forms; f->written; f++)
        if (f->pattern == (char)pattern)
            return f->written;
    for (const form *f = date_forms; f->written; f++)
        if (f->pattern == (char)pattern)
            return f->written;
    return NULL;
}

static bool is_date(const moto_live *live) {
    for (size_t i = 0; i < live->pattern_bytes; i++)
        if (strchr("dmY", live->pattern[i]))
            return true;
    return false;
}

void live_write(const moto_live *live, uint32_t figure_advance, buffer *out) {
    char value[16];
    if (live->source == VALUE) {
        uint32_t figures = figure_advance ? live->width / figure_advance : DEFAULT_FIGURES;
        int size = figures == DEFAULT_FIGURES
                       ? snprintf(value, sizeof value, "{%u}", live->value)
                       : snprintf(value, sizeof value, "{%u:%u}", live->value, figures);
        buffer_add(out, value, (size_t)size);
        return;
    }
    buffer_add(out, is_date(live) ? "{date:" : "{time:", 6);
    for (size_t i = 0; i < live->pattern_bytes; i++) {
        const char *word = written(live->pattern[i]);
        if (word)
            buffer_add(out, word, strlen(word));
        else
            buffer_add_byte(out, (char)live->pattern[i]);
    }
    buffer_add_byte(out, '}');
}
