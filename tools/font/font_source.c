/* SPDX-License-Identifier: MIT */
#include "font_source.h"

#include "font_kind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX (16u * 1024u * 1024u)

const char *font_builtin_name(size_t index) {
    return index < font_builtin_count ? font_builtins[index].name : NULL;
}

static const font_builtin *find_builtin(const char *name) {
    for (size_t i = 0; i < font_builtin_count; i++)
        if (strcmp(font_builtins[i].name, name) == 0)
            return &font_builtins[i];
    return NULL;
}

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text);
    size_t tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* The whole file, or null with a message. */
static char *read_file(const char *path, size_t *size, char *error, size_t error_size) {
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(FILE_BYTES_MAX + 1) : NULL;
    errno = file ? 0 : errno;
    *size = text ? fread(text, 1, FILE_BYTES_MAX + 1, file) : 0;
    const char *wrong = NULL;
    if (!text || ferror(file))
        wrong = errno ? strerror(errno) : "out of memory";
    else if (*size > FILE_BYTES_MAX)
        wrong = "larger than 16 MiB";
    if (file)
        fclose(file);
    if (!wrong)
        return text;
    snprintf(error, error_size, "%s: %s", path, wrong);
    free(text);
    return NULL;
}

static int open_text_file(font_source *font, const char *path, char *error, size_t error_size) {
    size_t size;
    char *text = read_file(path, &size, error, error_size);
    int result = text ? font_text_open(font, path, text, size, error, error_size) : -1;
    free(text);
    return result;
}

font_source *font_open(const char *name_or_path, int rows, char *error, size_t error_size) {
    if (rows < 0 || rows > FONT_ROWS_MAX) {
        snprintf(error, error_size, "%s: a font has 1 to %d rows, not %d", name_or_path,
                 FONT_ROWS_MAX, rows);
        return NULL;
    }
    font_source *font = calloc(1, sizeof *font);
    if (!font) {
        snprintf(error, error_size, "%s: out of memory", name_or_path);
        return NULL;
    }
    const font_builtin *builtin = find_builtin(name_or_path);
    int result;
    if (builtin)
        result = font_text_open(font, name_or_path, (const char *)builtin->text, builtin->size,
                                error, error_size);
    else if (ends_with(name_or_path, ".font"))
        result = open_text_file(font, name_or_path, error, error_size);
    else
        result = font_outline_open(font, name_or_path, rows, error, error_size);
    if (result == 0)
        return font;
    free(font);
    return NULL;
}

font_source *font_open_spec(const char *spec, char *error, size_t error_size) {
    const char *colon = strrchr(spec, ':');
    char *end = NULL;
    long rows = colon ? strtol(colon + 1, &end, 10) : 0;
    if (!colon || end == colon + 1 || *end != '\0')
        return font_open(spec, 0, error, error_size);
    if (rows < 1 || rows > FONT_ROWS_MAX) {
        snprintf(error, error_size, "%s: a font has 1 to %d rows", spec, FONT_ROWS_MAX);
        return NULL;
    }
    size_t length = (size_t)(colon - spec);
    char *path = malloc(length + 1);
    if (!path) {
        snprintf(error, error_size, "%s: out of memory", spec);
        return NULL;
    }
    memcpy(path, spec, length);
    path[length] = '\0';
    font_source *font = font_open(path, (int)rows, error, error_size);
    free(path);
    return font;
}

void font_close(font_source *font) {
    if (!font)
        return;
    font->kind->close(font->state);
    free(font);
}

const char *font_name(const font_source *font) {
    return font->name;
}

int font_rows(const font_source *font) {
    return font->rows;
}

int font_baseline(const font_source *font) {
    return font->baseline;
}

int font_has(const font_source *font, uint32_t code_point) {
    return font->kind->has(font->state, code_point);
}

/* A frame as high as the capitals, for fonts that draw no box of their own. */
static void draw_box(const font_source *font, font_picture *picture) {
    int bottom = font->baseline > 0 ? font->baseline : font->rows;
    int top = bottom / 8;
    int height = bottom - top;
    int width = height * 5 / 8 + 1;
    uint32_t full = (uint32_t)((((uint64_t)1 << height) - 1) << top);
    uint32_t ends = (uint32_t)1 << top | (uint32_t)1 << (bottom - 1);
    *picture = (font_picture){.advance = width + 1, .width = width};
    for (int x = 0; x < width; x++)
        picture->columns[x] = x == 0 || x == width - 1 ? full : ends;
}

int font_draw(const font_source *font, uint32_t code_point, font_picture *picture) {
    if (font->kind->draw(font->state, code_point, picture) == 0)
        return 0;
    if (code_point != 0)
        return -1;
    draw_box(font, picture);
    return 0;
}

int font_kern(const font_source *font, uint32_t left, uint32_t right) {
    int columns = font->kind->kern(font->state, left, right);
    if (columns < -8)
        return -8;
    return columns > 7 ? 7 : columns;
}

size_t font_code_point_count(const font_source *font) {
    return font->kind->count(font->state);
}

uint32_t font_code_point(const font_source *font, size_t index) {
    return font->kind->code_point(font->state, index);
}
