/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "entities.h"
#include "inks.h"
#include "live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define ALERT_PRIORITY 100
#define SEPARATOR      "   \xE2\x80\xA2   " /* a bullet */

/* ---- text ---- */

static bool private_use(uint32_t code_point) {
    return code_point >= 0xE000 && code_point <= 0xF8FF;
}

/* Composed, without control characters and without what would pass for a live value. Null: no
 * memory. */
static char *cleaned(const char *text) {
    buffer valid = {0};
    const char *end = text + strlen(text);
    while (text < end) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text, end - text, &code_point);
        bool bad = used <= 0 || private_use((uint32_t)code_point);
        buffer_add_code_point(&valid, bad ? 0xFFFD : (uint32_t)code_point);
        text += used > 0 ? used : 1;
    }
    char *string = buffer_take(&valid);
    if (!string)
        return NULL;
    utf8proc_uint8_t *out = NULL;
    utf8proc_map((const utf8proc_uint8_t *)string, 0, &out,
                 UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE |
                     UTF8PROC_STRIPCC);
    free(string);
    return (char *)out;
}

static int add_cleaned(plan *p, const plan_line *line, const char *text, buffer *out) {
    char place[512];
    plan_place(line->file, line->number, place);
    char *decoded = entities_decode(text, strlen(text));
    char *clean = decoded && *decoded ? cleaned(decoded) : decoded;
    if (clean != decoded)
        free(decoded);
    if (!clean)
        return message_no_memory(p->error, line->file);
    int result = live_expand(p, p->zones[line->zone].record.font, clean, place, out);
    free(clean);
    return result;
}

/* "Tue: Kerry meets Putin" */
static int set_text(plan *p, plan_line *line, const char *when, const char *text) {
    buffer out = {0};
    int result = 0;
    if (when) {
        result = add_cleaned(p, line, when, &out);
        line->record.when_bytes = out.count <= UINT8_MAX ? (uint8_t)out.count : 0;
        buffer_add(&out, ": ", 2);
        line->before = out.count;
    }
    if (result == 0)
        result = add_cleaned(p, line, text, &out);
    line->size = out.count;
    line->text = buffer_take(&out);
    if (result == 0 && !line->text)
        return message_no_memory(p->error, line->file);
    return result;
}

/* ---- furniture ---- */

/* The first that is no label. */
static size_t first_zone(const plan *p) {
    size_t zone = 0;
    while (zone + 1 < p->zone_count && p->zones[zone].label)
        zone++;
    return zone;
}

/* The line's number, or -1 with the message. */
static int add_furniture(plan *p, size_t zone, const char *text) {
    plan_line *line = plan_add_line(p);
    if (!line)
        return -1;
    line->zone = zone;
    line->file = p->inputs[0].name;
    line->record.ink = p->zones[zone].record.ink;
    return set_text(p, line, NULL, text) == 0 ? (int)p->line_count - 1 : -1;
}

static const char *given_text(const plan *p, bool idle) {
    for (size_t i = 0; i < p->input_count; i++) {
        const script *s = p->inputs[i].lines;
        if (idle ? s->idle != NULL : s->separator != NULL)
            return idle ? s->idle : s->separator;
    }
    return NULL;
}

static int add_separator(plan *p, size_t zone, const char *given) {
    const char *text = given ? given : SEPARATOR;
    if (!*text || p->zones[zone].own_gap)
        return 0;
    int line = add_furniture(p, zone, text);
    p->zones[zone].record.separator = line < 0 ? MOTO_NONE : (uint16_t)line;
    return line < 0 ? -1 : 0;
}

static bool always_tells(const script_zone *label) {
    for (int kind = 0; kind < SCRIPT_KINDS; kind++)
        if (!label->labels[kind])
            return false;
    return true;
}

/* Dark letters on a lit box, where the box is never empty; else on a ground of their own width. */
static int add_labels(plan *p, size_t zone) {
    const script_zone *label = p->zones[zone].label;
    bool whole_box = always_tells(label);
    p->zones[zone].record.labels = (uint16_t)p->line_count;
    p->zones[zone].record.inverse |= whole_box;
    for (int kind = 0; kind < SCRIPT_KINDS; kind++) {
        const char *text = label->labels[kind] ? label->labels[kind] : "";
        int line = add_furniture(p, zone, text);
        if (line < 0)
            return -1;
        p->lines[line].record.inverse = !whole_box;
    }
    return 0;
}

/* What a sign says that has not got the model of its ROM. */
static int add_notice(plan *p) {
    char text[128] = "This sign lacks the text model of its ROM";
    p->notice = MOTO_NONE;
    if (!p->may_code)
        return 0;
    if (p->model_name)
        snprintf(text, sizeof text, "This sign lacks the text model %s", p->model_name);
    int line = add_furniture(p, first_zone(p), text);
    p->notice = line < 0 ? MOTO_NONE : (uint16_t)line;
    return line < 0 ? -1 : 0;
}

static int add_all_furniture(plan *p) {
    const char *separator = given_text(p, false);
    for (size_t i = 0; i < p->zone_count; i++) {
        int result = p->zones[i].label ? add_labels(p, i) : add_separator(p, i, separator);
        if (result != 0)
            return -1;
    }
    const char *idle = given_text(p, true);
    int line = idle ? add_furniture(p, first_zone(p), idle) : (int)MOTO_NONE;
    p->idle = (uint16_t)line;
    return line < 0 ? -1 : add_notice(p);
}

/* ---- lines ---- */

/* By name, or by number from 0. */
static int find_zone(plan *p, const attributes *look, const plan_line *line, size_t *zone) {
    *zone = first_zone(p);
    if (!(look->given & ATTRIBUTE_ZONE))
        return 0;
    size_t found = p->zone_count;
    for (size_t i = 0; i < p->zone_count && found == p->zone_count; i++)
        if (strcmp(p->zones[i].name, look->zone) == 0)
            found = i;
    char *rest;
    unsigned long number = strtoul(look->zone, &rest, 10);
    if (found == p->zone_count && *rest == 0 && number < p->zone_count)
        found = number;
    if (found == p->zone_count)
        return message_set(p->error, "%s:%d: there is no zone \"%s\"", line->file, line->number,
                           look->zone);
    if (p->zones[found].label)
        return message_set(p->error, "%s:%d: zone \"%s\" is a label and takes no lines", line->file,
                           line->number, look->zone);
    *zone = found;
    return 0;
}

static int set_look(plan *p, plan_line *line, const attributes *look) {
    moto_line *record = &line->record;
    record->ink = p->zones[line->zone].record.ink;
    look_ink(p, look, record->kind, &record->ink);
    if (look_speed(p, look, line->file, line->number, &record->speed) != 0)
        return -1;
    if (look->given & ATTRIBUTE_EFFECT) {
        look_effect(look, &record->effect);
        record->blink = look->blink;
        record->inverse = look->invert;
    }
    if (look->given & ATTRIBUTE_DIRECTION)
        look_direction(look, &record->direction);
    record->own_hold = look->given & ATTRIBUTE_HOLD;
    record->hold_us = record->own_hold ? look->hold_ms * 1000u : 0;
    record->priority = record->kind == MOTO_ALERT ? ALERT_PRIORITY : 0;
    if (look->given & ATTRIBUTE_PRIORITY)
        record->priority = look->priority;
    return look_schedule(p, look, line->file, line->number, &record->schedule);
}

_Static_assert((int)SCRIPT_KINDS == (int)MOTO_FURNITURE,
               "a label has a text for each kind of line");

static moto_kind kind_of(script_kind kind) {
    static const moto_kind kinds[] = {
        [SCRIPT_HEADLINE] = MOTO_HEADLINE, [SCRIPT_AGENDA] = MOTO_AGENDA,
        [SCRIPT_TOPICS] = MOTO_TOPICS,     [SCRIPT_POINT] = MOTO_POINT,
        [SCRIPT_ALERT] = MOTO_ALERT,
    };
    return kinds[kind];
}

static void play(plan *p, size_t number, size_t times) {
    for (; times > 0; times--)
        put_u16(&p->zones[p->lines[number].zone].play, (uint32_t)number);
}

/* What of a zone's programme was written last, for the headline's return. */
typedef struct turn {
    size_t headline, headlines; /* the line, and whether there is one */
    int since;                  /* lines after it */
} turn;

/* Lines in their order, and the last headline again after every `every` lines that are none. Alerts
 * wait for the input that calls them. */
static void schedule_line(plan *p, size_t number, size_t times, int every, turn turns[]) {
    plan_line *line = &p->lines[number];
    turn *t = &turns[line->zone];
    if (line->record.kind == MOTO_ALERT)
        return;
    if (line->record.kind == MOTO_HEADLINE) {
        *t = (turn){number, 1, 0};
    } else {
        if (every > 0 && t->headlines > 0 && t->since == every) {
            play(p, t->headline, 1);
            t->since = 0;
        }
        t->since++;
    }
    play(p, number, times);
}

static int add_line(plan *p, const build_input *input, const script_line *from, turn turns[]) {
    plan_line *line = plan_add_line(p);
    if (!line)
        return -1;
    line->file = input->name;
    line->number = from->number;
    line->column = from->column;
    line->record.kind = (uint8_t)kind_of(from->kind);
    attributes look = {0};
    if (from->attributes && attributes_read(from->attributes, ATTRIBUTES_OF_LINE, &look, line->file,
                                            line->number, p->error) != 0)
        return -1;
    if (find_zone(p, &look, line, &line->zone) != 0 || set_look(p, line, &look) != 0)
        return -1;
    if (set_text(p, line, from->when, from->text) != 0)
        return -1;
    size_t times = look.given & ATTRIBUTE_REPEAT ? look.repeat : 1;
    schedule_line(p, p->line_count - 1, times, input->lines->every, turns);
    return 0;
}

static int check_programmes(plan *p) {
    size_t first = 0;
    for (size_t i = 0; i < p->zone_count; i++) {
        size_t count = p->zones[i].play.count / 2;
        if (p->zones[i].play.failed)
            return message_no_memory(p->error, p->inputs[0].name);
        p->zones[i].record.first = (uint16_t)first;
        p->zones[i].record.count = (uint16_t)count;
        first += count;
        if (first > UINT16_MAX)
            return message_set(p->error, "%s: a programme of more than %d lines, repeats counted",
                               p->inputs[0].name, UINT16_MAX);
    }
    return 0;
}

int content_plan(plan *p) {
    turn turns[MOTO_ZONES_MAX] = {0};
    for (size_t i = 0; i < p->input_count; i++)
        for (size_t k = 0; k < p->inputs[i].lines->count; k++)
            if (add_line(p, &p->inputs[i], &p->inputs[i].lines->lines[k], turns) != 0)
                return -1;
    return add_all_furniture(p) == 0 ? check_programmes(p) : -1;
}
