/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "inks.h"

#include <string.h>

#define DEFAULT_WIDTH   128
#define DEFAULT_HEIGHT  32
#define DEFAULT_REFRESH 60
#define DEFAULT_SPEED   60
#define DEFAULT_HOLD_MS 2000
#define DEFAULT_GAP     16

/* ---- the panel ---- */

static int take_panel(plan *p, const build_input *input) {
    const script *s = input->lines;
    if (s->panel_width == 0 || p->options.panel_width > 0)
        return 0;
    bool same = p->width == s->panel_width && p->height == s->panel_height;
    if (p->width > 0 && !same)
        return message_set(p->error, "%s: its panel is %dx%d, that of the inputs before it %dx%d",
                           input->name, s->panel_width, s->panel_height, p->width, p->height);
    p->width = (uint16_t)s->panel_width;
    p->height = (uint16_t)s->panel_height;
    return 0;
}

static int choose_panel(plan *p) {
    p->width = (uint16_t)p->options.panel_width;
    p->height = (uint16_t)p->options.panel_height;
    for (size_t i = 0; i < p->input_count; i++) {
        if (take_panel(p, &p->inputs[i]) != 0)
            return -1;
        if (p->refresh == 0 && p->inputs[i].lines->panel_refresh > 0)
            p->refresh = (uint16_t)p->inputs[i].lines->panel_refresh;
    }
    if (p->width == 0) {
        p->width = DEFAULT_WIDTH;
        p->height = DEFAULT_HEIGHT;
    }
    if (p->refresh == 0)
        p->refresh = DEFAULT_REFRESH;
    if (p->width > MOTO_WIDTH_MAX || p->height > MOTO_HEIGHT_MAX)
        return message_set(p->error, "%s: a panel of %dx%d; the largest is %dx%d",
                           p->inputs[0].name, p->width, p->height, MOTO_WIDTH_MAX, MOTO_HEIGHT_MAX);
    return 0;
}

/* ---- fonts ---- */

static int add_source(plan *p, plan_font *font, const char *spec, const char *place) {
    char wrong[512];
    if (font->source_count == PLAN_FALLBACKS_MAX)
        return message_set(p->error, "%s: more than %d fonts, one behind the other", place,
                           PLAN_FALLBACKS_MAX);
    font_source *source = font_open_spec(spec, wrong, sizeof wrong);
    if (!source)
        return message_set(p->error, "%s", wrong);
    font->sources[font->source_count++] = source;
    return 0;
}

/* The font of a zone: its own, then those that were chosen for the whole. -1 with the message. */
static int find_font(plan *p, const char *own, int height, const char *place) {
    const char *standard = height < 16 ? "motograph-8" : "motograph-16";
    const char *first = own ? own : p->options.font_count > 0 ? p->options.fonts[0] : standard;
    for (size_t i = 0; i < p->font_count; i++)
        if (strcmp(p->fonts[i].spec, first) == 0)
            return (int)i;
    if (p->font_count == MOTO_FONTS_MAX)
        return message_set(p->error, "%s: more than %d fonts", place, MOTO_FONTS_MAX);
    plan_font *font = &p->fonts[p->font_count++];
    font->spec = first;
    if (own && add_source(p, font, own, place) != 0)
        return -1;
    for (size_t i = 0; i < p->options.font_count; i++)
        if (add_source(p, font, p->options.fonts[i], place) != 0)
            return -1;
    if (font->source_count == 0 && add_source(p, font, standard, place) != 0)
        return -1;
    return (int)p->font_count - 1;
}

/* Without `top` the font stands in the middle of the zone. */
static int set_font(plan *p, plan_zone *zone, const char *own, int top) {
    char place[512];
    plan_place(zone->file, zone->number, place);
    int font = find_font(p, own, zone->record.height, place);
    if (font < 0)
        return -1;
    int rows = font_rows(p->fonts[font].sources[0]);
    if (rows + top > zone->record.height)
        return message_set(p->error, "%s: font \"%s\" has %d rows, zone \"%s\" only %d", place,
                           p->fonts[font].spec, rows, zone->name, zone->record.height - top);
    zone->record.font = (uint8_t)font;
    zone->record.top = (uint8_t)(top > 0 ? top : (zone->record.height - rows) / 2);
    return 0;
}

/* ---- zones ---- */

static plan_zone *add_zone(plan *p, const char *name, const char *file, int number) {
    plan_zone *zone = &p->zones[p->zone_count++];
    *zone = (plan_zone){.name = name, .file = file, .number = number};
    zone->record = (moto_zone){.effect = MOTO_CRAWL,
                               .direction = MOTO_LEFT,
                               .align = MOTO_ALIGN_CENTRE,
                               .gap = DEFAULT_GAP,
                               .speed = {DEFAULT_SPEED, 1},
                               .hold_us = DEFAULT_HOLD_MS * 1000u,
                               .separator = MOTO_NONE,
                               .labels = MOTO_NONE};
    return zone;
}

static int add_standard_zone(plan *p) {
    plan_zone *zone = add_zone(p, "main", p->inputs[0].name, 0);
    int height = p->height < MOTO_ROWS_MAX ? p->height : MOTO_ROWS_MAX;
    zone->record.width = p->width;
    zone->record.height = (uint8_t)height;
    zone->record.y = (uint16_t)((p->height - height) / 2);
    return set_font(p, zone, NULL, 0);
}

static int check_place(plan *p, const script_zone *from, const char *file) {
    if (from->x + from->width > p->width || from->y + from->height > p->height)
        return message_set(p->error, "%s:%d: zone \"%s\" does not fit on the panel of %dx%d", file,
                           from->number, from->name, p->width, p->height);
    if (from->height > MOTO_ROWS_MAX)
        return message_set(p->error, "%s:%d: zone \"%s\" is %d rows high; the most is %d", file,
                           from->number, from->name, from->height, MOTO_ROWS_MAX);
    if (p->zone_count == MOTO_ZONES_MAX)
        return message_set(p->error, "%s:%d: more than %d zones", file, from->number,
                           MOTO_ZONES_MAX);
    return 0;
}

static int set_look(plan *p, plan_zone *zone, const char *list) {
    attributes look;
    if (attributes_read(list, ATTRIBUTES_OF_ZONE, &look, zone->file, zone->number, p->error) != 0)
        return -1;
    moto_zone *record = &zone->record;
    look_ink(p, &look, MOTO_HEADLINE, &record->ink);
    if (look_speed(p, &look, zone->file, zone->number, &record->speed) != 0)
        return -1;
    if (look.given & ATTRIBUTE_EFFECT) {
        look_effect(&look, &record->effect);
        record->blink = look.blink;
        record->inverse = look.invert;
    }
    if (look.given & ATTRIBUTE_DIRECTION)
        look_direction(&look, &record->direction);
    if (look.given & ATTRIBUTE_ALIGN)
        record->align = (uint8_t)look.align;
    if (look.given & ATTRIBUTE_HOLD)
        record->hold_us = look.hold_ms * 1000u;
    zone->own_gap = look.given & ATTRIBUTE_GAP;
    if (zone->own_gap)
        record->gap = look.gap;
    return 0;
}

static int add_script_zone(plan *p, const script_zone *from, const char *file) {
    if (check_place(p, from, file) != 0)
        return -1;
    plan_zone *zone = add_zone(p, from->name, file, from->number);
    zone->record.x = (uint16_t)from->x;
    zone->record.y = (uint16_t)from->y;
    zone->record.width = (uint16_t)from->width;
    zone->record.height = (uint8_t)from->height;
    if (from->label) {
        zone->label = from;
        zone->record.label = true;
        zone->record.effect = MOTO_STILL;
    }
    return set_look(p, zone, from->attributes) == 0 ? set_font(p, zone, from->font, from->top) : -1;
}

static int set_follows(plan *p, plan_zone *label) {
    const char *name = label->label->follows;
    for (size_t i = 0; i < p->zone_count; i++) {
        if (p->zones[i].label || (name && strcmp(p->zones[i].name, name) != 0))
            continue;
        label->record.follows = (uint8_t)i;
        return 0;
    }
    return message_set(p->error, "%s:%d: label \"%s\" has no zone to follow", label->file,
                       label->number, label->name);
}

static int choose_zones(plan *p) {
    const build_input *from = NULL;
    for (size_t i = 0; i < p->input_count; i++) {
        if (p->inputs[i].lines->zone_count == 0)
            continue;
        if (from)
            return message_set(p->error, "%s: zones are given already by %s", p->inputs[i].name,
                               from->name);
        from = &p->inputs[i];
    }
    if (!from)
        return add_standard_zone(p);
    for (size_t i = 0; i < from->lines->zone_count; i++)
        if (add_script_zone(p, &from->lines->zones[i], from->name) != 0)
            return -1;
    for (size_t i = 0; i < p->zone_count; i++)
        if (p->zones[i].label && set_follows(p, &p->zones[i]) != 0)
            return -1;
    return 0;
}

int layout_plan(plan *p) {
    inks_begin(p);
    for (size_t i = 0; i < p->input_count && !p->title; i++)
        p->title = p->inputs[i].lines->title;
    return choose_panel(p) == 0 ? choose_zones(p) : -1;
}
