/* SPDX-License-Identifier: MIT */
#include "script.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {"headline", "agenda", "topics", "point", "alert"};

const char *script_kind_name(script_kind kind) {
    return kind_names[kind];
}

/* A comment must stay one line whatever the text holds. */
static void write_comment(const char *text, FILE *out) {
    fputs("# ", out);
    for (; *text; text++)
        fputc(*text == '\n' ? ' ' : *text, out);
    fputc('\n', out);
}

static char *copy_text(const char *text) {
    size_t bytes = strlen(text) + 1;
    char *copy = malloc(bytes);
    return copy ? memcpy(copy, text, bytes) : NULL;
}

int script_set_string(char **field, const char *text) {
    char *copy = copy_text(text);
    if (!copy)
        return -1;
    free(*field);
    *field = copy;
    return 0;
}

static void free_line(script_line *line) {
    free(line->when);
    free(line->attributes);
    free(line->text);
    free(line->source);
    for (size_t i = 0; i < line->alternative_count; i++)
        free(line->alternatives[i]);
    free(line->alternatives);
}

/* Room for one more: arrays double when their count is a power of two, so that no capacity has to
 * be kept beside it. */
static void *grow(void *array, size_t count, size_t size) {
    if (count & (count - 1))
        return array;
    return realloc(array, (count ? 2 * count : 1) * size);
}

script_line *script_add(script *s, script_kind kind, const char *when, const char *text) {
    script_line *grown = grow(s->lines, s->count, sizeof *grown);
    if (!grown)
        return NULL;
    s->lines = grown;
    script_line line = {.kind = kind, .text = copy_text(text)};
    if (when)
        line.when = copy_text(when);
    if (!line.text || (when && !line.when)) {
        free_line(&line);
        return NULL;
    }
    s->lines[s->count] = line;
    return &s->lines[s->count++];
}

script_zone *script_add_zone(script *s, const char *name) {
    script_zone *grown = grow(s->zones, s->zone_count, sizeof *grown);
    if (!grown)
        return NULL;
    s->zones = grown;
    script_zone zone = {.name = copy_text(name)};
    if (!zone.name)
        return NULL;
    s->zones[s->zone_count] = zone;
    return &s->zones[s->zone_count++];
}

int script_set_source(script_line *line, const char *source) {
    return script_set_string(&line->source, source);
}

int script_set_attributes(script_line *line, const char *attributes) {
    return script_set_string(&line->attributes, attributes);
}

int script_add_alternative(script_line *line, const char *text) {
    char **grown = grow(line->alternatives, line->alternative_count, sizeof *grown);
    if (!grown)
        return -1;
    line->alternatives = grown;
    grown[line->alternative_count] = copy_text(text);
    if (!grown[line->alternative_count])
        return -1;
    line->alternative_count++;
    return 0;
}

static void write_head(const script_line *line, FILE *out) {
    fputs(script_kind_name(line->kind), out);
    if (line->when || line->attributes)
        fprintf(out, "[%s%s%s]", line->when ? line->when : "",
                line->when && line->attributes ? ", " : "",
                line->attributes ? line->attributes : "");
    fputs(": ", out);
}

static void write_line(const script_line *line, FILE *out) {
    if (line->source)
        write_comment(line->source, out);
    write_head(line, out);
    fprintf(out, "%s\n", line->text);
    for (size_t i = 0; i < line->alternative_count; i++) {
        fputs("# ", out);
        write_head(line, out);
        fprintf(out, "%s\n", line->alternatives[i]);
    }
}

/* One text when it stands for every kind, else one for each. */
static void write_labels(const script_zone *zone, FILE *out) {
    bool all_same = zone->labels[0] != NULL;
    for (int kind = 1; kind < SCRIPT_KINDS && all_same; kind++)
        all_same = zone->labels[kind] && strcmp(zone->labels[0], zone->labels[kind]) == 0;
    for (int kind = 0; kind < (all_same ? 1 : SCRIPT_KINDS); kind++)
        fprintf(out, "%s%s", kind ? " | " : " ", zone->labels[kind] ? zone->labels[kind] : "");
}

static void write_zone(const script_zone *zone, FILE *out) {
    fprintf(out, "zone[name=%s, x=%d, y=%d, w=%d, h=%d", zone->name, zone->x, zone->y, zone->width,
            zone->height);
    if (zone->top > 0)
        fprintf(out, ", top=%d", zone->top);
    if (zone->font)
        fprintf(out, ", font=\"%s\"", zone->font);
    if (zone->attributes)
        fprintf(out, ", %s", zone->attributes);
    if (zone->follows)
        fprintf(out, ", follows=%s", zone->follows);
    fputs(zone->label ? ", label]:" : "]:", out);
    if (zone->label)
        write_labels(zone, out);
    fputc('\n', out);
}

static bool write_settings(const script *s, FILE *out) {
    if (s->title)
        fprintf(out, "title: %s\n", s->title);
    if (s->panel_width > 0) {
        fprintf(out, "panel: %dx%d", s->panel_width, s->panel_height);
        if (s->panel_refresh > 0)
            fprintf(out, "@%d", s->panel_refresh);
        fputc('\n', out);
    }
    for (size_t i = 0; i < s->zone_count; i++)
        write_zone(&s->zones[i], out);
    if (s->separator)
        fprintf(out, "separator: \"%s\"\n", s->separator);
    if (s->every > 0)
        fprintf(out, "every: %d\n", s->every);
    if (s->idle)
        fprintf(out, "idle: %s\n", s->idle);
    return s->title || s->panel_width > 0 || s->zone_count > 0 || s->separator || s->every > 0 ||
           s->idle;
}

int script_write(const script *s, FILE *out) {
    bool wrote = write_settings(s, out);
    for (size_t i = 0; i < s->count; i++) {
        if (i > 0 || wrote)
            fputc('\n', out);
        write_line(&s->lines[i], out);
    }
    return ferror(out) ? -1 : 0;
}

static void free_zone(script_zone *zone) {
    free(zone->name);
    free(zone->font);
    free(zone->attributes);
    free(zone->follows);
    for (int kind = 0; kind < SCRIPT_KINDS; kind++)
        free(zone->labels[kind]);
}

void script_free(script *s) {
    for (size_t i = 0; i < s->count; i++)
        free_line(&s->lines[i]);
    for (size_t i = 0; i < s->zone_count; i++)
        free_zone(&s->zones[i]);
    free(s->lines);
    free(s->zones);
    free(s->title);
    free(s->separator);
    free(s->idle);
    *s = (script){0};
}
