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

static void free_line(script_line *line) {
    free(line->when);
    free(line->attributes);
    free(line->text);
    free(line->source);
    for (size_t i = 0; i < line->alternative_count; i++)
        free(line->alternatives[i]);
    free(line->alternatives);
}

script_line *script_add(script *s, script_kind kind, const char *when, const char *text) {
    script_line *grown = realloc(s->lines, (s->count + 1) * sizeof *grown);
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

int script_set_source(script_line *line, const char *source) {
    free(line->source);
    line->source = copy_text(source);
    return line->source ? 0 : -1;
}

int script_add_alternative(script_line *line, const char *text) {
    char **grown = realloc(line->alternatives, (line->alternative_count + 1) * sizeof *grown);
    if (!grown)
        return -1;
    line->alternatives = grown;
    grown[line->alternative_count] = copy_text(text);
    if (!grown[line->alternative_count])
        return -1;
    line->alternative_count++;
    return 0;
}

static void write_line(const script_line *line, FILE *out) {
    if (line->source)
        write_comment(line->source, out);
    fputs(script_kind_name(line->kind), out);
    if (line->when || line->attributes)
        fprintf(out, "[%s%s%s]", line->when ? line->when : "",
                line->when && line->attributes ? ", " : "",
                line->attributes ? line->attributes : "");
    fprintf(out, ": %s\n", line->text);
    for (size_t i = 0; i < line->alternative_count; i++) {
        fprintf(out, "# %s: ", script_kind_name(line->kind));
        fprintf(out, "%s\n", line->alternatives[i]);
    }
}

int script_write(const script *s, FILE *out) {
    if (s->title)
        fprintf(out, "title: %s\n", s->title);
    for (size_t i = 0; i < s->count; i++) {
        if (i > 0 || s->title)
            fputc('\n', out);
        write_line(&s->lines[i], out);
    }
    return ferror(out) ? -1 : 0;
}

void script_free(script *s) {
    for (size_t i = 0; i < s->count; i++)
        free_line(&s->lines[i]);
    free(s->lines);
    free(s->title);
    *s = (script){0};
}
