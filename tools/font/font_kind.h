/* SPDX-License-Identifier: MIT
 *
 * What every kind of font source gives to font_source.c; not for users of the library.
 */
#ifndef FONT_KIND_H
#define FONT_KIND_H

#include "font_source.h"

typedef struct font_kind {
    int (*has)(const void *state, uint32_t code_point);
    int (*draw)(const void *state, uint32_t code_point, font_picture *picture);
    int (*kern)(const void *state, uint32_t left, uint32_t right);
    size_t (*count)(const void *state);
    uint32_t (*code_point)(const void *state, size_t index);
    void (*close)(void *state);
} font_kind;

struct font_source {
    const font_kind *kind;
    void *state;
    char name[64];
    int rows;
    int baseline;
};

/* Fills `font` from the text of a .font file, or says what is wrong. 0 or -1. */
int font_text_open(font_source *font, const char *path, const char *text, size_t size, char *error,
                   size_t error_size);

/* Fills `font` from BDF, PCF, TrueType or OpenType. 0 or -1. */
int font_outline_open(font_source *font, const char *path, int rows, char *error,
                      size_t error_size);

/* One of our own fonts, as its .font text. */
typedef struct font_builtin {
    const char *name;
    const unsigned char *text;
    size_t size;
} font_builtin;

extern const font_builtin font_builtins[];
extern const size_t font_builtin_count;

#endif
