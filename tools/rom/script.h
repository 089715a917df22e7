/* SPDX-License-Identifier: MIT
 *
 * The script: the lines of a sign as plain text that an editor can read and change. `condense`
 * writes it, `build` reads it.
 *
 *     # comment
 *     title: Kerry in Moscow
 *     headline: Kerry heads to Russia with full agenda
 *     agenda[Tue, speed=60, ink=amber]: Kerry meets Putin
 *
 * A line is `kind[attributes]: text`. Kinds are headline, agenda, topics, point and alert;
 * `title:`, `panel:` and `zone[...]:` set what is not a line. The grammar, whole, is in
 * tools/rom/SCRIPT.md.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stddef.h>
#include <stdio.h>

typedef enum script_kind {
    SCRIPT_HEADLINE,
    SCRIPT_AGENDA, /* a dated event                      */
    SCRIPT_TOPICS, /* what is on the table               */
    SCRIPT_POINT,  /* another key statement of the article */
    SCRIPT_ALERT,
} script_kind;

/* Strings are UTF-8, owned by the script, never null unless it is said. */
typedef struct script_line {
    script_kind kind;
    char *when;       /* "Tue", "May 7", "next week"; null: no date                      */
    char *attributes; /* the other attributes as written, "speed=60, hold=2s"; null: none */
    char *text;
    char *source;        /* the sentence it was made from, written as a comment above; null: none */
    char **alternatives; /* other wordings, written as comments below                       */
    size_t alternative_count;
    int number; /* the line in the script file, from 1; 0: not read from a file    */
} script_line;

typedef struct script {
    char *title; /* null: none */
    script_line *lines;
    size_t count;
} script;

/* Appends a line of which the script takes copies; `when` may be null. Returns the new line, which
 * stays where it is until the next call, or null when memory ran out. */
script_line *script_add(script *s, script_kind kind, const char *when, const char *text);

/* Sets the sentence above a line, adds a wording below it; both are copied. 0, or -1: no memory. */
int script_set_source(script_line *line, const char *source);
int script_add_alternative(script_line *line, const char *text);

/* Writes the whole script. 0, or -1 when the stream failed. */
int script_write(const script *s, FILE *out);

void script_free(script *s);

/* "headline", "agenda", ... */
const char *script_kind_name(script_kind kind);

#endif
