/* SPDX-License-Identifier: MIT
 *
 * The script: the lines of a sign as plain text that an editor can read and change. `condense`
 * writes it, `build` reads it.
 *
 *     # comment
 *     title: Kerry in Moscow
 *     panel: 128x32
 *     headline: Kerry heads to Russia with full agenda
 *     agenda[Tue, speed=60, ink=amber]: Kerry meets Putin
 *
 * A line is `kind[attributes]: text`. Kinds are headline, agenda, topics, point and alert;
 * title, panel, zone, separator, every and idle set what is not a line. The grammar, whole, is in
 * tools/rom/SCRIPT.md; what stands in the brackets is read by attributes.h.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define SCRIPT_WIDTH_MAX       4096 /* LEDs                 */
#define SCRIPT_HEIGHT_MAX      256
#define SCRIPT_REFRESH_MAX     1000 /* hertz                */
#define SCRIPT_ZONES_MAX       8
#define SCRIPT_ZONE_HEIGHT_MAX 32
#define SCRIPT_EVERY_MAX       1000

typedef enum script_kind {
    SCRIPT_HEADLINE,
    SCRIPT_AGENDA, /* a dated event                      */
    SCRIPT_TOPICS, /* what is on the table               */
    SCRIPT_POINT,  /* another key statement of the article */
    SCRIPT_ALERT,
    SCRIPT_KINDS
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
    int column; /* where its text begins in that line, in characters from 1        */
} script_line;

/* A rectangle of the panel with its own font and programme, or a label: a box that stands still
 * and tells the kind of the line on show in another zone. */
typedef struct script_zone {
    char *name;
    int x, y, width, height; /* LEDs; inside the panel when the script gives one               */
    int top;                 /* rows left dark above the font's cell                           */
    char *font;              /* as on the command line, "motograph-16", "FILE.ttf:16"; null: the
                                font that was chosen for the whole                              */
    char *attributes;        /* what all its lines inherit, "effect=crawl, speed=60"; null: none */
    bool label;
    char *labels[SCRIPT_KINDS]; /* of a label: its text for each kind of line; null: dark       */
    char *follows;              /* of a label: the name of the other zone; null: the first zone
                                   that is no label                                             */
    int number; /* the line in the script file, from 1; 0: not read from a file                 */
} script_zone;

typedef struct script {
    char *title;     /* null: none                                                       */
    char *separator; /* between two lines of a crawl, blanks as they are; null: not given */
    char *idle;      /* shown while no line is due; null: not given                      */
    int every;       /* the headline again after so many agenda lines; 0: not given       */
    int panel_width, panel_height; /* 0: not given                                         */
    int panel_refresh;             /* hertz; 0: not given                                  */
    script_zone *zones;
    size_t zone_count;
    script_line *lines;
    size_t count;
} script;

/* Appends a line of which the script takes copies; `when` may be null. Returns the new line, which
 * stays where it is until the next call, or null when memory ran out. */
script_line *script_add(script *s, script_kind kind, const char *when, const char *text);

/* Appends a zone of which the script takes copies. Returns it (valid until the next call), or null
 * when memory ran out. */
script_zone *script_add_zone(script *s, const char *name);

/* Each sets a string, copied; 0, or -1: no memory. */
int script_set_source(script_line *line, const char *source);
int script_set_attributes(script_line *line, const char *attributes);
int script_add_alternative(script_line *line, const char *text);
int script_set_string(char **field, const char *text);

/* Reads a script of UTF-8 text; `name` is what messages call the file. All attributes are checked.
 * Returns 0, or -1 with the message ("FILE:LINE: what is wrong") and an empty script. A script
 * without lines is valid. What script_write wrote is read back as it was. */
int script_read(const char *text, size_t length, const char *name, script *out, message *error);

/* Writes the whole script. 0, or -1 when the stream failed. */
int script_write(const script *s, FILE *out);

/* Whether a text looks like a script: some line begins with a known kind, and there are not more
 * other lines than lines of the form `word: text`; or all lines have that form with a small letter
 * first, so that a script of nothing but wrong words is told so. */
bool script_looks_like(const char *text, size_t length);

void script_free(script *s);

/* "headline", "agenda", ... */
const char *script_kind_name(script_kind kind);

#endif
